import { RESYNC, type HistoryEntry } from '@queue-eligibility/api';
import { text } from '../../strings';
import { reportOf } from '../standing';

/** How the end of a job is shown. */
export const STATUS = {
  completed: ['success', 'QueueEligibilityStatusCompleted'],
  cancelled: ['neutral', 'QueueEligibilityStatusCancelled'],
  failed: ['error', 'QueueEligibilityStatusFailed'],
} as const satisfies Record<HistoryEntry['status'], readonly ['success' | 'neutral' | 'error', string]>;

/** Whether a resync was verified; nothing of other jobs. */
export function verifiedWords(entry: HistoryEntry): string {
  if (entry.kind !== RESYNC) return '–';
  return text(reportOf(entry)?.verified ? 'QueueEligibilityVerifiedYes' : 'QueueEligibilityVerifiedNo');
}

/** How long a job took, seconds. */
export const tookSeconds = ({ createdAt, endedAt }: HistoryEntry): number =>
  (Date.parse(endedAt) - Date.parse(createdAt)) / 1_000;
