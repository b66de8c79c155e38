import { failureSchema, historyEntrySchema } from '@queue-eligibility/batch/watch';
import { queueEditSchema } from '@queue-eligibility/queue-edits/queue-edit';
import { leftWorkerSchema, queuesAttributeSchema } from '@queue-eligibility/eligibility/report';
import * as z from 'zod';
import { jobViewSchema } from './job-view';
import { planAnswerSchemas } from './plan-answers';
import type { Path } from './requests';
import {
  agentSchema,
  agentsSchema,
  askedSchema,
  changedBySchema,
  queueEditedSchema,
} from './workspace-answers';

/** A task queue as the panel shows it. */
export const queueViewSchema = z.object({
  sid: z.string(),
  /** What stands for it in a worker's `attributes.queues`: its SID, or a code. */
  value: z.string(),
  friendlyName: z.string(),
  /** The target workers expression. */
  targetWorkers: z.string(),
  /** Workers it matches, and those of them who are available now, by TaskRouter's own count; null: not asked for. */
  eligibleWorkers: z.number().int().nonnegative().nullable(),
  availableWorkers: z.number().int().nonnegative().nullable(),
  /** A resync found our reading of the expression wrong: only TaskRouter knows whom it matches. */
  distrusted: z.boolean().default(false),
});
export type QueueView = z.infer<typeof queueViewSchema>;

const startedSchema = jobViewSchema.extend({
  /** False: a job of this kind is under way already, and this is it. */
  started: z.boolean(),
  /** The address of the other deployment whose job this is; absent: it is of this one. */
  heldBy: z.string().optional(),
});

/** What each of the panel's Functions answers with status 200. */
export const answerSchemas = {
  '/jobs/start': startedSchema,
  '/jobs/retry': startedSchema,
  '/jobs/read': jobViewSchema.extend({
    /** At most 1,000; `job.progress.failed` counts all. */
    failures: z.array(failureSchema),
  }),
  '/jobs/list': z.object({
    /** When the last verified resync began to read, ISO 8601; null: there was none yet. */
    verifiedAt: z.iso.datetime().nullable(),
    /** The last one was too old: this call has started a check. */
    checkStarted: z.boolean(),
    /** The time of the Functions, ISO 8601: a browser's clock may be wrong. */
    now: z.iso.datetime().optional(),
    /** The worker attribute that holds the queues; absent: an older deployment, and it is `queues`. */
    attribute: queuesAttributeSchema.optional(),
    /** Workers that events could not bring in step since the last resync, newest first; at most 40. */
    left: z.array(leftWorkerSchema).optional(),
    /** Jobs under way: running, or paused. */
    running: z.array(jobViewSchema),
    /** Ended jobs, newest first. */
    history: z.array(historyEntrySchema),
  }),
  '/jobs/cancel': jobViewSchema,
  '/jobs/pause': jobViewSchema,
  '/jobs/resume': jobViewSchema,
  '/jobs/pace': jobViewSchema,
  '/jobs/queues': z.object({
    queues: z.array(queueViewSchema),
    /** As in the answer of `/jobs/list`. */
    attribute: queuesAttributeSchema.optional(),
    /** An admin may change a queue's expression by `/jobs/edit-queue` (`QUEUE_EDITING`). */
    queueEditing: z.boolean().default(false),
  }),
  '/jobs/workers': agentsSchema,
  '/jobs/worker': agentSchema,
  '/jobs/ask': askedSchema,
  '/jobs/changed-by': changedBySchema,
  '/jobs/edit-queue': queueEditedSchema,
  '/jobs/queue-edits': z.object({
    /** Newest first; the last 100 are kept. */
    edits: z.array(queueEditSchema),
  }),
  ...planAnswerSchemas,
} satisfies Record<Path, z.ZodType>;

export type AnswerOf<P extends Path> = z.infer<(typeof answerSchemas)[P]>;

/** The body of every answer that is not a success. */
export const problemSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    /** With `throttled`: when it is worth trying again, ms. */
    retryAfterMs: z.number().optional(),
    /** With `queue_changed`: the queue's expression as it is now. */
    targetWorkers: z.string().optional(),
  }),
});
