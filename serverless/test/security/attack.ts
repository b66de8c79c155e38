import { expect } from '@jest/globals';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { requestSchemas } from '@queue-eligibility/api';
import type { Account, Accounts } from '../account';

export interface Sent {
  method?: string;
  headers?: OutgoingHttpHeaders;
  /** Sent as it is. */
  body?: string;
}

/** A request in which everything is chosen, the Host header and a broken body included. */
export async function send(
  account: Account,
  path: string,
  { method = 'POST', headers = {}, body = '' }: Sent = {},
) {
  const length = method === 'POST' ? { 'content-length': Buffer.byteLength(body) } : {};
  const request = httpRequest(account.functions.url + path, { method, headers: { ...headers, ...length } });
  const answered = once(request, 'response') as Promise<[IncomingMessage]>;
  request.end(method === 'POST' ? body : undefined);
  const [response] = await answered;
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

export const JSON_BODY = { 'content-type': 'application/json' };
export const FORM_BODY = { 'content-type': 'application/x-www-form-urlencoded' };
export const sendJson = (account: Account, path: string, body: unknown, headers: OutgoingHttpHeaders = {}) =>
  send(account, path, { headers: { ...JSON_BODY, ...headers }, body: JSON.stringify(body) });
export const codeOf = (body: string): unknown =>
  (JSON.parse(body) as { error?: { code?: unknown } }).error?.code;

/** What the panel may call. */
export const PATHS = Object.keys(requestSchemas) as (keyof typeof requestSchemas)[];

/** Nothing was started, written or asked of TaskRouter, and every container lives. */
export function expectUntouched(account: Account): void {
  expect(account.jobs()).toEqual([]);
  expect(account.writes()).toBe(0);
  expect(account.emulator.requests.count({ host: 'taskrouter.twilio.com', method: 'POST' })).toBe(0);
  expect(account.functions.invocations.filter(({ status }) => status === null || status >= 500)).toEqual([]);
}

/** One in which nothing happens by itself. */
export const quietAccount = async (start: Accounts) => {
  const account = await start({ workers: 3, functions: { eventHandler: null } });
  account.emulator.requests.clear();
  return account;
};
