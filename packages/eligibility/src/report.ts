import { EDIT_REFUSALS } from '@queue-eligibility/task-router/refusals';
import * as z from 'zod';

export { ATTRIBUTES_MAX_CHARACTERS } from '@queue-eligibility/task-router/refusals';

/**
 * What somebody needs who only shows what this package did, a browser for instance. Nothing here calls anything.
 */

/** The attribute that is ours unless another name is configured: an array with a value for each queue. */
export const DEFAULT_QUEUES_ATTRIBUTE = 'queues';

/** What the attribute may be called: it stands in queries, where names are not escaped. */
export const queuesAttributeSchema = z
  .string()
  .regex(
    /^[A-Za-z_]\w{0,63}$/,
    'must be a name of letters, digits and underscores, not beginning with a digit',
  );

/**
 * What stands for a queue in that array: its SID, or, where so many SIDs don't fit, a code of six characters that
 * follows from it.
 */
export const QUEUES_FORMS = ['sids', 'codes'] as const;
export type QueuesForm = (typeof QUEUES_FORMS)[number];

/** Characters of a code; letters and digits only, since Twilio warns of hyphens in values. */
export const QUEUE_CODE_LENGTH = 6;

/** What can stand for a queue: nothing else may get into a query, where values are not escaped. */
export const isQueueValue = (value: unknown): value is string =>
  typeof value === 'string' &&
  (/^WQ[0-9a-f]{32}$/i.test(value) || (value.length === QUEUE_CODE_LENGTH && /^[A-Za-z0-9]+$/.test(value)));

/** The job kinds of this product: part of their documents' names and of the panel's requests. */
export const RESYNC = 'resync';
export const WORKERS = 'workers';
/** A resync that writes nothing. */
export const DRY_RUN = 'dry-run';
/** The code under which a dry run names some of the workers that it would change, with its failures. */
export const WOULD_CHANGE = 'would_change';

/** Why a worker is left as it is: the codes of a recorded failure that are this product's. */
export const REFUSALS = {
  ...EDIT_REFUSALS,
  /** Our attribute holds something that we did not put there. */
  notOurs: 'queues_not_ours',
  /** Changed again and again by something else: left to the next resync. */
  restless: 'changed_again_and_again',
} as const;

/** Why nothing is proven of a queue. */
export const UNPROVEN = {
  /** TaskRouter's count of its workers did not come. */
  noCount: 'no_count',
  /** Our workers and TaskRouter's count did not come to agree: agents move, or the count lags. */
  moving: 'moving',
  /** TaskRouter named more or fewer workers than it counts. */
  shortAnswer: 'short_answer',
  /** TaskRouter named workers that its list of workers does not hold. */
  unseen: 'unseen_workers',
} as const;
export type UnprovenReason = (typeof UNPROVEN)[keyof typeof UNPROVEN];

/** Why a resync is not verified although nothing can be said against any single queue. */
export const INCOMPLETE = {
  /** Queues or their expressions were others at the end. */
  rules: 'rules_changed',
  /** Workers came or went all the time, or the list of them was never the same twice. */
  workers: 'workers_changed',
  /** TaskRouter did not say what some workers' attributes are. */
  unread: 'workers_unread',
} as const;
export type Incomplete = (typeof INCOMPLETE)[keyof typeof INCOMPLETE];

const whole = z.number().int().nonnegative();

/** What a resync reports beside its progress. Part of the job's document, which holds 1 KiB. */
export const resyncReportSchema = z.object({
  /**
   * Of every queue it was shown who is eligible, every worker was seen, and queues and workers were the same at the end.
   * See docs/evidence.md.
   */
  verified: z.boolean(),
  queues: whole,
  /** Queues of which our own evaluation for all workers and TaskRouter's count agreed. */
  counted: whole,
  /** Queues whose workers TaskRouter named, as many as it counts. */
  asked: whole,
  /** Queues of which neither is so, by reason; each of them is named with the job's failures, its SID as the key. */
  unproven: z.partialRecord(z.enum(UNPROVEN), whole),
  incomplete: z.enum(INCOMPLETE).optional(),
  /** Queues on whose expression our evaluation was shown to be wrong: TaskRouter is asked about them from now on. */
  disagreed: whole,
  /** Up to three of those, by SID. */
  disagreeing: z.array(z.string()).optional(),
  /** It was a dry run: what `progress` counts as changed would be, and nothing is verified. */
  dryRun: z.literal(true).optional(),
});
export type ResyncReport = z.infer<typeof resyncReportSchema>;

/** A queue that is named with a job's failures: its SID is the key, and the code says why nothing is proven of it. */
export const unprovenCode = (why: UnprovenReason): string => `unproven_${why}`;

/** A worker that an event could not bring in step: it waits for the next resync, or for a person. */
export const leftWorkerSchema = z.object({
  workerSid: z.string(),
  /** One of {@link REFUSALS}. */
  code: z.string(),
  message: z.string(),
  /** When, ISO 8601. */
  at: z.iso.datetime(),
  /** The event's SID: TaskRouter's event log knows who caused it. */
  eventSid: z.string().optional(),
});
export type LeftWorker = z.infer<typeof leftWorkerSchema>;
