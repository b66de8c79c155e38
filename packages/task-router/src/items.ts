import type { Outcome } from '@queue-eligibility/batch';
import * as z from 'zod';
import type { EditResult } from './edit-worker';
import { EDIT_REFUSALS } from './refusals';

/** The worker of a work item that somebody gave. */
export const workerSidSchema = z.string().regex(/^WK[0-9a-fA-F]{32}$/, 'must be the SID of a worker (WK...)');

/** What comes of a work item whose worker is not there. */
export function workerGone(): Outcome<never> {
  const message = 'There is no such worker. Check the SID; it may have been deleted.';
  return { result: 'failed', code: 'worker_not_found', message, retry: false };
}

/** What comes of an item from what came of its worker. Another attempt may hear of attributes that did not come. */
export function outcomeOf(edit: EditResult): Outcome<never> {
  if (edit.result !== 'refused') return { result: edit.result };
  return { result: 'failed', ...edit.refusal, retry: edit.refusal.code === EDIT_REFUSALS.unknown };
}
