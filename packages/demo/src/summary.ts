import { resyncReportSchema } from '@queue-eligibility/eligibility';
import * as z from 'zod';

const whole = z.number().int().nonnegative();

/** What a resync did, and what it cost from the beginning of the measurement on. */
export const summarySchema = z.object({
  jobId: z.string(),
  status: z.enum(['completed', 'cancelled', 'failed']),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** From the job's creation to its end. */
  seconds: z.number().nonnegative(),
  workers: z.object({ checked: whole, changed: whole, failed: whole }),
  passes: whole,
  hops: whole,
  /** What reached TaskRouter and Sync; checks of Flex tokens stand apart. */
  requests: z.object({
    total: whole,
    /** Null where nothing was changed. */
    perChangedWorker: z.number().nullable(),
    /** By method and resource, the most frequent first. */
    byResource: z.record(z.string(), whole),
    tokenChecks: whole,
  }),
  invocations: z.object({
    total: whole,
    /** Killed by the 10 s limit, by a fault or by hand. */
    killed: whole,
    longestMs: whole,
    /** The Function that ran that long; null: none ran. */
    longestPath: z.string().nullable(),
    /** Largest resident set of a container, MiB; null where it cannot be known. */
    maxRssMb: z.number().nullable(),
  }),
  /** The job's own report: of how many queues it was proven who is eligible, how, and what is unproven; null: none. */
  verification: resyncReportSchema.nullable(),
  /** The emulator's own verdict on every worker, which shares no code with ours. */
  oracle: z.object({ inStep: z.boolean(), differing: whole }),
  /** See {@link isProven}. */
  proven: z.boolean(),
});

export type Summary = z.infer<typeof summarySchema>;

/**
 * Whether the workspace is provably in step: the job completed, nobody failed, it is verified, and the
 * emulator's own verdict says so too.
 */
export function isProven(summary: Pick<Summary, 'status' | 'workers' | 'verification' | 'oracle'>): boolean {
  const { status, workers, verification, oracle } = summary;
  return status === 'completed' && workers.failed === 0 && verification?.verified === true && oracle.inStep;
}

/** What `--once` exits with: 0 only if the workspace is provably in step. */
export const exitCodeOf = ({ proven }: Pick<Summary, 'proven'>): 0 | 1 => (proven ? 0 : 1);
