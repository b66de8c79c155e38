import { RESYNC } from '@queue-eligibility/eligibility/report';
import * as z from 'zod';

/** The parameters of each of the panel's Functions, beside `Token`: POST, as JSON or as a form. */
export const requestSchemas = {
  /** Starts a job, or answers the one of its kind that runs. `items`: for a kind that takes them. */
  '/jobs/start': z.object({
    kind: z.string().default(RESYNC),
    items: z.array(z.unknown()).min(1).max(15_000).optional(),
  }),
  /** One job with the failures it recorded. */
  '/jobs/read': z.object({ jobId: z.string().min(1).max(64) }),
  /** What runs, what ran, since when all is in step. */
  '/jobs/list': z.object({}),
  '/jobs/cancel': z.object({ jobId: z.string().min(1).max(64) }),
  /** The task queues; with `statistics` also how many workers each has, which costs a request for every 50. */
  '/jobs/queues': z.object({ statistics: z.stringbool().or(z.boolean()).default(false) }),
};

/** The path of one of the panel's Functions. */
export type Path = keyof typeof requestSchemas;

/** What a caller gives, beside `Token`. */
export type RequestOf<P extends Path> = z.input<(typeof requestSchemas)[P]>;
