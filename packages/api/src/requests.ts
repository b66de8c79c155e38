import { jobIdSchema } from '@queue-eligibility/batch/watch';
import { RESYNC, WORKERS } from '@queue-eligibility/eligibility/report';
import * as z from 'zod';
import { planRequestSchemas } from './plan-requests';

/** Agents that are brought in step by themselves in one job. */
const MAX_PILOT = 500;

/** Agents that are fetched one by one in one call. */
export const MAX_FETCHED = 100;
/** Agents of whom TaskRouter's event log is asked in one call: a request each. */
export const MAX_CHANGED_BY = 10;
/** Characters of an expression: TaskRouter names no limit, and a request has one. */
export const MAX_EXPRESSION = 10_000;
/** Characters of the note that goes with an edit of a queue. */
export const MAX_NOTE = 500;

const aJob = z.object({ jobId: jobIdSchema });
const flag = z.stringbool().or(z.boolean());
const workerSid = z.string().regex(/^WK[0-9a-fA-F]{32}$/, 'must be the SID of a worker');
/** Agents by SID; in a form, with commas between them. */
const upTo = (max: number) =>
  z.preprocess(
    (given) => (typeof given === 'string' ? given.split(/[\s,]+/).filter((sid) => sid !== '') : given),
    z.array(workerSid).min(1).max(max),
  );
/** The `next` of the answer before; absent, empty or null: the first page. */
const cursor = z
  .union([
    z.literal(''),
    z.string().regex(/^\d{1,6}\.[^\s~]{0,300}(~\w{1,40})?$/, 'must be the next of an answer'),
  ])
  .nullish()
  .transform((given) => given || null);
const expression = z
  .string()
  .refine((text) => text.trim() !== '', 'must be an expression; 1==0 is one that matches nobody')
  .max(MAX_EXPRESSION, `must have at most ${MAX_EXPRESSION} characters`)
  // On its way to Twilio half a character takes the next one with it, and another rule would be saved.
  .regex(/^\P{Surrogate}*$/u, 'must not hold half a character (a lone surrogate)');

/**
 * What a start asks for: at most one of the ways to say which job. `dryRun` may be written `DryRun` as well: that it is
 * misspelt must not make it a resync.
 */
const startSchema = z
  .object({
    kind: z.string().optional(),
    items: z
      .array(z.unknown().refine((item) => typeof item !== 'string', 'a plan is applied by /jobs/plan-apply'))
      .min(1)
      .max(15_000)
      .optional(),
    dryRun: flag.default(false),
    DryRun: flag.default(false),
    workerSids: upTo(MAX_PILOT).optional(),
  })
  .refine(
    ({ kind = RESYNC, items, dryRun, DryRun, workerSids: sids }) =>
      !(dryRun || DryRun) || (kind === RESYNC && !items && !sids),
    'dryRun is for a resync of everybody',
  )
  .refine(
    ({ kind = WORKERS, items, workerSids: sids }) => !sids || (kind === WORKERS && !items),
    'workerSids goes without another kind, and without items',
  );

/** The parameters of each of the panel's Functions, beside `Token`: POST, as JSON or as a form. */
export const requestSchemas = {
  /**
   * Starts a job, or answers the one of its kind that runs: a resync, unless `kind` says otherwise. `items`: for a kind
   * that takes them. `workerSids`: only these agents are brought in step, a pilot for instance. `dryRun`: a resync that
   * writes nothing, and says what it would.
   */
  '/jobs/start': startSchema,
  /** One job with the failures it recorded. */
  '/jobs/read': aJob,
  /** What runs, what ran, since when all is in step. */
  '/jobs/list': z.object({}),
  /** Stops a job for good. */
  '/jobs/cancel': aJob,
  /** Stops a job until it is resumed, or for an hour. */
  '/jobs/pause': aJob,
  '/jobs/resume': aJob,
  /** Limits how fast a job may go; without a number, or with an empty one, as fast as TaskRouter allows. */
  '/jobs/pace': aJob.extend({
    itemsPerSecond: z.preprocess(
      (given) => (given === '' || given === undefined ? null : given),
      z.coerce.number().min(1).max(1_000).nullable(),
    ),
  }),
  /**
   * Starts a job for what an ended one gave up. `replace`: for those workers only whose attribute holds something that
   * is not ours (`queues_not_ours`), and what stands there is replaced.
   */
  '/jobs/retry': aJob.extend({ replace: flag.default(false) }),
  /** The task queues; with `statistics` also how many workers each has, which costs a request for every 50. */
  '/jobs/queues': z.object({ statistics: flag.default(false) }),
  /** The agents with their attributes, page by page; with `workerSids` these, fetched one by one. */
  '/jobs/workers': z
    .object({ cursor, workerSids: upTo(MAX_FETCHED).optional() })
    .refine(({ cursor: at, workerSids }) => !(at && workerSids), 'cursor goes without workerSids'),
  /** One agent as it is now, with TaskRouter's own answer. */
  '/jobs/worker': z.object({ workerSid }),
  /** Which agents an expression matches, by TaskRouter's own evaluation, 3 of which it does a second. */
  '/jobs/ask': z.object({ expression, cursor }),
  /** Who changed the attributes of these agents since then (ISO 8601), as far as TaskRouter's event log tells. */
  '/jobs/changed-by': z.object({ workerSids: upTo(MAX_CHANGED_BY), since: z.iso.datetime() }),
  /**
   * Gives a queue another expression, if it still has the `expected` one. Only where `QUEUE_EDITING` is on. `note`: why,
   * for whoever reads it later.
   */
  '/jobs/edit-queue': z
    .object({
      queueSid: z.string().regex(/^WQ[0-9a-fA-F]{32}$/, 'must be the SID of a task queue'),
      expected: z.string(),
      expression,
      note: z
        .string()
        .trim()
        .min(1, 'must say why')
        .max(MAX_NOTE, `must have at most ${MAX_NOTE} characters`),
    })
    .refine(({ expected, expression: text }) => text !== expected, 'the queue has this expression already'),
  /** The edits of queues that were made here, newest first. */
  '/jobs/queue-edits': z.object({}),
  ...planRequestSchemas,
};

/** The path of one of the panel's Functions. */
export type Path = keyof typeof requestSchemas;

/** What a caller gives, beside `Token`. */
export type RequestOf<P extends Path> = z.input<(typeof requestSchemas)[P]>;
