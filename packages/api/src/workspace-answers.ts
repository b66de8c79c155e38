import { leftWorkerSchema } from '@queue-eligibility/eligibility/report';
import { queueEditSchema } from '@queue-eligibility/queue-edits/queue-edit';
import * as z from 'zod';

/** An agent as TaskRouter answers it. */
const agentViewSchema = z.object({
  sid: z.string(),
  friendlyName: z.string(),
  activitySid: z.string(),
  activityName: z.string(),
  /** The activity is one in which TaskRouter offers tasks. */
  available: z.boolean(),
  /**
   * The attributes as a JSON value, whatever stands there; a text that is no JSON comes as that text. Null: TaskRouter
   * did not say what they are, as it may not in a list: ask for this agent by `workerSids`.
   */
  attributes: z.unknown(),
});
export type AgentView = z.infer<typeof agentViewSchema>;

export const agentsSchema = z.object({
  workers: z.array(agentViewSchema),
  /** Where the list goes on; null: that was its end, or `workerSids` were asked for. */
  next: z.string().nullable(),
  /** Of `workerSids`, those for whom there was no time: ask for them again. */
  unread: z.array(z.string()),
  /** Of `workerSids`, those that are no longer there. */
  gone: z.array(z.string()),
  /** Entries of the list that nobody understands: they are left out. */
  odd: z.number().int().nonnegative(),
});

export const agentSchema = z.object({
  worker: agentViewSchema,
  /** The queues that match this agent, by TaskRouter's own answer. */
  queueSids: z.array(z.string()),
  /** What stands in our attribute. */
  carries: z.object({
    queueSids: z.array(z.string()),
    /** SIDs or codes there that are no queue's. */
    strays: z.array(z.string()),
    /** Why nobody can say what it carries: the attributes are not known, or something else stands there. */
    refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  /** What an event could not do for this agent, and since when; null: nothing is known. */
  left: leftWorkerSchema.nullable(),
  /** When the last verified resync began to read, ISO 8601; null: there was none yet. */
  verifiedAt: z.iso.datetime().nullable(),
  /** When this was asked, by the clock of the Functions, ISO 8601. */
  readAt: z.iso.datetime(),
});

/** Of an agent whose attributes somebody changed: when, and who. */
const loggedChangeSchema = z.object({
  at: z.iso.datetime(),
  /** Type and SID of who made it, such as `user US…`; null: the log names nobody. */
  by: z.string().nullable(),
  /** By way of what, such as `twilio-api`; null: the log doesn't say. */
  source: z.string().nullable(),
});
export type LoggedChange = z.infer<typeof loggedChangeSchema>;

export const changedBySchema = z.object({
  /** Those that were asked for, in their order. */
  agents: z.array(
    z.object({
      workerSid: z.string(),
      /**
       * The last change of each who made one, the latest first, at most three. Empty: the log has none. Null: it can't be
       * read, or there was no time.
       */
      changes: z.array(loggedChangeSchema).nullable(),
    }),
  ),
});

export const askedSchema = z.object({
  /** Up to 1,000 agents that TaskRouter's own evaluation of the expression names. */
  workerSids: z.array(z.string()),
  /** Where the list goes on; null: that was its end. */
  next: z.string().nullable(),
});

export const queueEditedSchema = z.object({
  edit: queueEditSchema,
  /** The queue's expression as it was read back. Another one than `edit.after`: somebody else was there since. */
  targetWorkers: z.string(),
});
