import { jobDocumentSchema } from '@queue-eligibility/batch/watch';
import * as z from 'zod';

/** A job: its id, where to watch it live, and how it stood when it was read. */
export const jobViewSchema = z.object({
  jobId: z.string(),
  /** The Sync document that is the job: see `jobDocumentSchema`. */
  documentSid: z.string(),
  documentName: z.string(),
  /** Running, with no heartbeat for longer than recovery takes. */
  silent: z.boolean(),
  job: jobDocumentSchema,
});
export type JobView = z.infer<typeof jobViewSchema>;
