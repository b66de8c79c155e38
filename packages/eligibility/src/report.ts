import * as z from 'zod';

/**
 * What somebody needs who only shows what this package did, a browser for instance. Nothing here calls anything.
 */

/** The attribute that is ours, and the only one we ever write: an array with a value for each queue. */
export const QUEUES_ATTRIBUTE = 'queues';

/**
 * What stands for a queue in that array: its SID, or, where so many SIDs don't fit, a code of five characters that
 * follows from it.
 */
export const QUEUES_FORMS = ['sids', 'codes'] as const;
export type QueuesForm = (typeof QUEUES_FORMS)[number];

/** Characters of a code: of 1,000 queues, two share one (30 bits) once in two thousand workspaces. */
export const QUEUE_CODE_LENGTH = 5;

/** What can stand for a queue: nothing else may get into a query, where values are not escaped. */
export const isQueueValue = (value: unknown): value is string =>
  typeof value === 'string' &&
  (/^WQ[0-9a-f]{32}$/i.test(value) || (value.length === QUEUE_CODE_LENGTH && /^[\w-]+$/.test(value)));

/** TaskRouter's limit for a worker's attributes (https://www.twilio.com/docs/taskrouter/api/worker). */
export const ATTRIBUTES_MAX_CHARACTERS = 4_096;

/** The job kinds of this product: part of their documents' names and of the panel's requests. */
export const RESYNC = 'resync';
export const WORKERS = 'workers';
export const SKILLS = 'skills';

/** The code of a failure: somebody else keeps undoing what is written. */
export const CONTESTED = 'contested';

/** The code of a failure: with its queues the worker's attributes would be too long. */
export const ATTRIBUTES_TOO_LONG = 'attributes_too_long';

/** What a resync reports beside its progress. */
export const resyncReportSchema = z.object({
  /** Every queue's count agreed with TaskRouter's, or was settled by asking. */
  verified: z.boolean(),
  queues: z.number().int(),
  /** Queues about which TaskRouter was asked. */
  asked: z.number().int(),
  /** Queues whose count differed from ours; settled by asking where `verified`. */
  disagreed: z.number().int(),
  /** Up to three of those, by SID. */
  disagreeing: z.array(z.string()).optional(),
});
export type ResyncReport = z.infer<typeof resyncReportSchema>;
