import { badRequest } from '../errors';
import type { ApiRequest } from '../router';
import type { PluginStore } from './store';

/** What the routes of the plugin service share. */
export interface PluginApi {
  readonly accountSid: string;
  readonly store: PluginStore;
}

export const pluginOrigin = 'https://flex-api.twilio.com';
export const pluginsPath = '/v1/PluginService/Plugins';
export const configurationsPath = '/v1/PluginService/Configurations';
export const releasesPath = '/v1/PluginService/Releases';
export const maxPluginPageSize = 1000;

/** A form field that has to be there. @throws ApiError 400 20001. */
export function required(form: ApiRequest['form'], name: string): string {
  const value = form[name];
  if (value === undefined || value === '') throw badRequest(`Missing required parameter ${name}`);
  return value;
}

/** Refuses to archive what Flex loads now. @throws ApiError 400 20001. */
export function checkNotReleased({ store }: PluginApi, sid: string): void {
  if (store.isReleased(sid)) throw badRequest(`${sid} is part of the active release`);
}
