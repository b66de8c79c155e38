import type { Outcome } from '@queue-eligibility/batch';
import * as z from 'zod';

/** The worker of a work item that somebody gave. */
export const workerSidSchema = z.string().regex(/^WK[0-9a-fA-F]{32}$/, 'must be the SID of a worker (WK...)');

/** What comes of a work item whose worker is not there. */
export function workerGone(): Outcome<never> {
  const message = 'There is no such worker. Check the SID; it may have been deleted.';
  return { result: 'failed', code: 'worker_not_found', message, retry: false };
}
