import { jobIdSchema } from '@queue-eligibility/batch/watch';
import { RESYNC } from '@queue-eligibility/eligibility/report';
import * as z from 'zod';

const aJob = z.object({ jobId: jobIdSchema });

/** The parameters of each of the panel's Functions, beside `Token`: POST, as JSON or as a form. */
export const requestSchemas = {
  /** Starts a job, or answers the one of its kind that runs. `items`: for a kind that takes them. */
  '/jobs/start': z.object({
    kind: z.string().default(RESYNC),
    items: z.array(z.unknown()).min(1).max(15_000).optional(),
  }),
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
  '/jobs/retry': aJob.extend({ replace: z.stringbool().or(z.boolean()).default(false) }),
  /** The task queues; with `statistics` also how many workers each has, which costs a request for every 50. */
  '/jobs/queues': z.object({ statistics: z.stringbool().or(z.boolean()).default(false) }),
};

/** The path of one of the panel's Functions. */
export type Path = keyof typeof requestSchemas;

/** What a caller gives, beside `Token`. */
export type RequestOf<P extends Path> = z.input<(typeof requestSchemas)[P]>;
