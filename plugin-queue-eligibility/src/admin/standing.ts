import {
  RESYNC,
  resyncReportSchema,
  SILENT_MS,
  type HistoryEntry,
  type ResyncReport,
} from '@queue-eligibility/api';
import { lastTry } from '../last-try';
import type { JobsState, WatchedJob } from '../live/jobs-watch';

/** The one answer at the top of the page: is everything in step, and if not, what is the matter? */
export type Standing =
  | { kind: 'never' }
  | { kind: 'running' | 'silent' | 'paused'; watched: WatchedJob }
  | { kind: 'in-step'; since: string }
  /** `entry`: the job that gave up, the resync or its last retry. */
  | { kind: 'failures'; failed: number; entry: HistoryEntry }
  /** What the last resync gave up was tried again, with success. */
  | { kind: 'retried'; entry: HistoryEntry }
  | { kind: 'unverified' | 'cancelled'; entry: HistoryEntry }
  | { kind: 'failed'; entry: HistoryEntry; code: string };

/** What a resync reported; null when it got to no report. */
export function reportOf(entry: HistoryEntry): ResyncReport | null {
  const parsed = resyncReportSchema.safeParse(entry.report);
  return parsed.success ? parsed.data : null;
}

/**
 * Whether a job waits for somebody to pass by: it is silent, or was paused until now. Whoever asks the Functions for
 * the jobs is such a passer-by.
 */
export function isWaiting(watched: WatchedJob, nowMs: number): boolean {
  const { job } = watched;
  return isSilent(watched, nowMs) || (job?.status === 'paused' && Date.parse(job.resumesAt) < nowMs);
}

/** Whether a running job has given no heartbeat for longer than recovery takes. */
export function isSilent({ job }: WatchedJob, nowMs: number): boolean {
  return job?.status === 'running' && Date.parse(job.heartbeatAt) + SILENT_MS < nowMs;
}

/** How things stand. */
export function standingOf(state: JobsState, nowMs: number): Standing {
  const watched = state.running.find(({ kind }) => kind === RESYNC);
  if (watched?.job?.status === 'paused') return { kind: 'paused', watched };
  if (watched) return { kind: isSilent(watched, nowMs) ? 'silent' : 'running', watched };
  const at = state.history.findIndex(({ kind }) => kind === RESYNC);
  const entry = state.history[at];
  if (!entry)
    return state.verifiedAt === null ? { kind: 'never' } : { kind: 'in-step', since: state.verifiedAt };
  if (entry.status === 'failed') {
    return { kind: 'failed', entry, code: entry.error?.code ?? 'unexpected' };
  }
  if (entry.status === 'cancelled') return { kind: 'cancelled', entry };
  if (!reportOf(entry)?.verified) return { kind: 'unverified', entry };
  const last = lastTry(entry, state.history.slice(0, at));
  const { failed } = last.progress;
  if (failed > 0) return { kind: 'failures', failed, entry: last };
  if (last !== entry) return { kind: 'retried', entry: last };
  return { kind: 'in-step', since: state.verifiedAt ?? entry.createdAt };
}
