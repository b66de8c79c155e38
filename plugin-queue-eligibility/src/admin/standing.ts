import {
  RESYNC,
  resyncReportSchema,
  SILENT_MS,
  type HistoryEntry,
  type ResyncReport,
} from '@queue-eligibility/api';
import type { JobsState, WatchedJob } from '../live/jobs-watch';

/** The one answer at the top of the page: is everything in step, and if not, what is the matter? */
export type Standing =
  | { kind: 'never' }
  | { kind: 'running' | 'silent' | 'paused'; watched: WatchedJob }
  | { kind: 'in-step'; since: string }
  | { kind: 'failures'; failed: number; entry: HistoryEntry }
  | { kind: 'unverified' | 'cancelled'; entry: HistoryEntry }
  | { kind: 'failed'; entry: HistoryEntry; code: string };

/** The resync that ended last. */
const lastResync = ({ history }: Pick<JobsState, 'history'>): HistoryEntry | undefined =>
  history.find(({ kind }) => kind === RESYNC);

/** What a resync reported; null when it got to no report. */
export function reportOf(entry: HistoryEntry): ResyncReport | null {
  const parsed = resyncReportSchema.safeParse(entry.report);
  return parsed.success ? parsed.data : null;
}

/** Whether a running job has given no sign of life for longer than recovery takes. */
export function isSilent({ job }: WatchedJob, nowMs: number): boolean {
  return job?.status === 'running' && Date.parse(job.heartbeatAt) + SILENT_MS < nowMs;
}

/** How things stand. */
export function standingOf(state: JobsState, nowMs: number): Standing {
  const watched = state.running.find(({ kind }) => kind === RESYNC);
  if (watched?.job?.status === 'paused') return { kind: 'paused', watched };
  if (watched) return { kind: isSilent(watched, nowMs) ? 'silent' : 'running', watched };
  const entry = lastResync(state);
  if (!entry)
    return state.verifiedAt === null ? { kind: 'never' } : { kind: 'in-step', since: state.verifiedAt };
  if (entry.status === 'failed') {
    return { kind: 'failed', entry, code: entry.error?.code ?? 'unexpected' };
  }
  if (entry.status === 'cancelled') return { kind: 'cancelled', entry };
  if (!reportOf(entry)?.verified) return { kind: 'unverified', entry };
  if (entry.progress.failed > 0) return { kind: 'failures', failed: entry.progress.failed, entry };
  return { kind: 'in-step', since: state.verifiedAt ?? entry.createdAt };
}
