import { setTimeout as sleep } from 'node:timers/promises';
import type { Twilio } from 'twilio';
import * as z from 'zod';

/** What a request of a probe says; a form by default where there is a body. */
export interface Request {
  method?: 'GET' | 'POST' | 'DELETE';
  query?: Readonly<Record<string, string | number>>;
  form?: Readonly<Record<string, string>>;
  json?: unknown;
  /** The header If-Match. */
  ifMatch?: string | undefined;
}

/** An answer as it came: a status that says no is an answer too. */
export interface Reply {
  status: number;
  /** Twilio's error code, where there is one. */
  code: number | null;
  body: Readonly<Record<string, unknown>>;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
}

export type Ask = (url: string, request?: Request) => Promise<Reply>;

/** The probes' pace, and their patience. */
export interface Time {
  /** Before each request, ms. */
  gapMs: number;
  /** Lets time pass, ms. */
  wait: (ms: number) => Promise<void>;
}

/** Three requests a second: what TaskRouter allows for lists by expression, and what nobody else notices. */
export const realTime: Time = { gapMs: 350, wait: (ms) => sleep(ms) };

/** Twilio could not be asked: it is too busy, or down. */
class Unanswered extends Error {
  constructor(reply: Reply) {
    super(`Twilio answered ${words(reply)}`);
  }
}

const answerSchema = z.object({
  statusCode: z.number(),
  body: z.unknown(),
  // The client's headers are an object of a class of its own.
  headers: z.unknown().transform((headers) => Object.entries(headers ?? {})),
});
const bodySchema = z.record(z.string(), z.unknown()).catch({});
const codeSchema = z.number().nullable().catch(null);

/**
 * Sends what a probe asks through a real client, one request at a time.
 * @throws Unanswered for 429 and 5xx, and what the client throws where there was no answer.
 */
export function createAsk(client: Twilio, { gapMs, wait }: Time): Ask {
  return async (url, { method = 'GET', query, form, json, ifMatch } = {}) => {
    await wait(gapMs);
    const headers = {
      ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
    };
    const answer = answerSchema.parse(
      await client.request({
        method: method.toLowerCase() as 'get',
        uri: url,
        headers,
        ...(query && { params: { ...query } }),
        ...((json ?? form) !== undefined && { data: (json ?? form) as object }),
      }),
    );
    const body = bodySchema.parse(answer.body);
    const reply: Reply = {
      status: answer.statusCode,
      code: codeSchema.parse(body['code'] ?? null),
      body,
      headers: Object.fromEntries(answer.headers.map(([name, value]) => [name.toLowerCase(), String(value)])),
    };
    if (reply.status === 429 || reply.status >= 500) throw new Unanswered(reply);
    return reply;
  };
}

/** `201`, `400 20001`: status and code. */
export const words = ({ status, code }: Reply): string =>
  status < 400 || code === null ? String(status) : `${status} ${code}`;

export const isDone = ({ status }: Reply): boolean => status >= 200 && status < 300;

/** The answer, where it is not a refusal. @throws Error with what was done and Twilio's own words */
export function done(what: string, reply: Reply): Reply {
  if (isDone(reply)) return reply;
  const message = reply.body['message'];
  throw new Error(
    `${what}: ${words(reply)}${typeof message === 'string' ? ` ${message.slice(0, 200)}` : ''}`,
  );
}

/** A field that must be a text. @throws Error */
export function textOf(reply: Reply, field: string): string {
  const value = reply.body[field];
  if (typeof value !== 'string') throw new Error(`Twilio's answer has no text in ${field}`);
  return value;
}

/** The entries of a list, under its key. */
export function entriesOf(reply: Reply, key: string): Readonly<Record<string, unknown>>[] {
  return z.array(bodySchema).catch([]).parse(reply.body[key]);
}

/** The address of a list's next page; null at its end. */
export function nextPage(reply: Reply): string | null {
  const { next_page_url: url } = bodySchema.parse(reply.body['meta']);
  return typeof url === 'string' ? url : null;
}
