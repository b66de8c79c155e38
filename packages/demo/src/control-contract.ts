import { jobDocumentSchema } from '@queue-eligibility/batch';
import * as z from 'zod';
import { summarySchema } from './summary';
import { TROUBLES } from './troubles';

/** What the control server of a running demo answers: one declaration for it and for the commands that ask it. */

/** `GET /account`: where everything is, and with what to come in. All of it is made up and on loopback. */
export const accountSchema = z.object({
  apiUrl: z.string(),
  functionsUrl: z.string(),
  accountSid: z.string(),
  authToken: z.string(),
  workspaceSid: z.string(),
  /** A Flex token of an admin, good for an hour. */
  token: z.string(),
  /** Where Flex UI is. */
  flexUrl: z.string(),
});
export type Account = z.infer<typeof accountSchema>;

/** `GET /status`. */
export const statusSchema = z.object({
  workers: z.number(),
  queues: z.number(),
  /** The emulator's own verdict. */
  differing: z.number(),
  /** Everything that reached TaskRouter and Sync since the start. */
  requests: z.number(),
  events: z.object({ delivered: z.number(), failed: z.number() }),
  /** The last job, and who or what started it, in words. */
  job: jobDocumentSchema.nullable(),
  startedBy: z.string().nullable(),
});
export type Status = z.infer<typeof statusSchema>;

/** `GET /worker?sid=`: what a worker carries and what the emulator finds right. */
export const workerSchema = z.object({
  carried: z.array(z.string()),
  eligible: z.array(z.string()),
  inStep: z.boolean(),
});
export type WorkerStanding = z.infer<typeof workerSchema>;

/** `POST /kill`: how many invocations of the hop Function were killed. */
export const killedSchema = z.object({ killed: z.number() });

/** `POST /trouble`: what goes wrong from now on, and for how long. */
export const troubleSchema = z.object({
  trouble: z.enum(TROUBLES),
  seconds: z.number().int().min(1).max(3_600),
});

/**
 * `GET /watch`: one line of JSON for each of these. `watching` comes first; then every document of the next job, or
 * of the one that runs; then the summary, and the end.
 */
export const watchLineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('watching') }),
  z.object({ type: z.literal('job'), job: jobDocumentSchema }),
  z.object({ type: z.literal('summary'), summary: summarySchema }),
]);
export type WatchLine = z.infer<typeof watchLineSchema>;
