import { CodedError, RetryableError } from '@queue-eligibility/batch';
import * as z from 'zod';
import { PageExpired, type TaskQueue, type Worker } from './task-router';

/** The most a page of workers or queues holds. */
export const PAGE_SIZE = 1_000;

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** The client makes a Date of what it can read. */
const time = z.union([z.date().transform((date) => String(date.getTime())), z.string()]).catch('');

export const workerSchema = z.object({
  sid: z.string().min(1),
  friendlyName: text,
  activitySid: text,
  activityName: text,
  // What is no text did not come.
  attributes: z.string().nullable().catch(null),
  dateUpdated: time,
});
type ListedWorker = z.infer<typeof workerSchema>;

export const queueSchema = z.object({
  sid: z.string(),
  friendlyName: text,
  // An expression that is not there matches nobody, as an empty one does.
  targetWorkers: text,
  dateUpdated: time,
});

export const sidSchema = z.object({ sid: z.string() });

export const toWorker = ({ dateUpdated: updated, ...worker }: ListedWorker): Worker => ({
  ...worker,
  updated,
});

export const toQueue = ({ dateUpdated: updated, ...queue }: z.infer<typeof queueSchema>): TaskQueue => ({
  ...queue,
  updated,
});

/** @throws RetryableError `unknown_answer` */
export function parseAnswer<T>(what: string, schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw unknownAnswer(what);
}

/** Once it may be a broken answer; it is tried again. */
export const unknownAnswer = (what: string): RetryableError =>
  new RetryableError('unknown_answer', `${what}: TaskRouter's answer has a shape this version doesn't know`);

/** The client makes objects of what a list holds, and throws an error of its own where it holds no list, or null. */
export function unreadable(what: string, error: unknown): never {
  throw error instanceof CodedError || statusOf(error) !== undefined ? error : unknownAnswer(what);
}

/**
 * The address where a list goes on; null at its end. A page as long as it may be shows its end only by saying that
 * nothing follows: one that says nothing may have lost what tells of the rest.
 * @throws RetryableError `unknown_answer`
 */
export function nextPageOf(
  what: string,
  { instances, nextPageUrl, _payload: { meta } }: ListPage,
): string | null {
  if (nextPageUrl) return nextPageUrl;
  if (instances.length >= PAGE_SIZE && meta?.next_page_url === undefined) throw unknownAnswer(what);
  return null;
}

/** What the client makes of a page; `_payload`: the answer as it came. */
interface ListPage {
  instances: readonly unknown[];
  nextPageUrl?: string | undefined;
  _payload: { meta?: { next_page_url?: string | null } | null };
}

const statusOf = (error: unknown): unknown => (error as { status?: unknown } | null)?.status;

/** A page's address that is refused is one that TaskRouter gave itself: it has grown too old. */
export function expired(what: string, error: unknown): never {
  throw [400, 404, 410].includes(Number(statusOf(error))) ? new PageExpired(what, { cause: error }) : error;
}
