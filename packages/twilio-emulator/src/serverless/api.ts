import { isoSeconds } from '../clock';
import { badRequest } from '../errors';
import { pathParam, type ApiRequest } from '../router';
import type { EnvironmentRecord, ServiceRecord } from './records';
import type { ServerlessStore } from './store';

/** What the platform builds. */
export interface ServerlessSettings {
  /** Names of runtimes with the versions of `@twilio/runtime-handler` that each takes; the first is the default. */
  readonly runtimes: Readonly<Record<string, readonly string[]>>;
  /** How many readers see `building` before a build is over. */
  readonly buildReads: number;
}

/** What the routes of the Serverless API share. */
export interface ServerlessApi {
  readonly accountSid: string;
  readonly store: ServerlessStore;
  readonly settings: ServerlessSettings;
}

/** Scheme and host of its absolute URLs. */
export const serverlessOrigin = 'https://serverless.twilio.com';

export const servicePath = '/v1/Services/{ServiceSid}';
export const environmentPath = `${servicePath}/Environments/{EnvironmentSid}`;
export const maxServerlessPageSize = 100;

export function serviceOf(api: ServerlessApi, request: ApiRequest): ServiceRecord {
  return api.store.service(pathParam(request, 'ServiceSid'));
}

/** The environment of a request. @throws ApiError 404. */
export function environmentOf(api: ServerlessApi, request: ApiRequest): EnvironmentRecord {
  const sid = pathParam(request, 'EnvironmentSid');
  return api.store.of(serviceOf(api, request), api.store.environments, sid);
}

/** Dates as an answer shows them. */
export function dates(record: { dateCreated: number; dateUpdated: number }): {
  date_created: string;
  date_updated: string;
} {
  return { date_created: isoSeconds(record.dateCreated), date_updated: isoSeconds(record.dateUpdated) };
}

/** A form field that has to be there. @throws ApiError 400 20001. */
export function required(form: ApiRequest['form'], name: string): string {
  const value = form[name];
  if (value === undefined || value === '') throw badRequest(`Missing required parameter ${name}`);
  return value;
}

/** A name of letters, digits, `-` and `_`. @throws ApiError 400 20001. */
export function uniqueName(form: ApiRequest['form'], maxLength: number): string {
  const name = required(form, 'UniqueName');
  if (!/^[\w-]+$/.test(name) || name.length > maxLength) {
    throw badRequest(`UniqueName must have 1 to ${maxLength} letters, digits, - or _, got ${name}`);
  }
  return name;
}

/** A form field that says true or false. @throws ApiError 400 20001. */
export function flag(form: ApiRequest['form'], name: string, otherwise: boolean): boolean {
  const text = form[name];
  if (text === undefined) return otherwise;
  if (text !== 'true' && text !== 'false') throw badRequest(`${name} must be true or false, got ${text}`);
  return text === 'true';
}
