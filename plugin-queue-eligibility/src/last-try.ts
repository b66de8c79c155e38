import { RESYNC, WORKERS, type HistoryEntry } from '@queue-eligibility/api';

/**
 * The last of the jobs that tried again what the one before had given up, or the first one itself. `later`: newest
 * first. A job for some workers does not say what it is for; one for as many as were left is taken to be a retry.
 */
export function lastTry(first: HistoryEntry, later: readonly HistoryEntry[]): HistoryEntry {
  return later.reduceRight((last, entry) => {
    const { kind, status, progress } = entry;
    const isRetry = kind === WORKERS && status === 'completed' && progress.total === last.progress.failed;
    return isRetry && last.progress.failed > 0 ? entry : last;
  }, first);
}

/**
 * The job that knows which workers the last resync left as they were: that resync, or its last retry. One that failed or
 * was cancelled since has not looked at everybody, and takes nothing back. Null: no resync got to its end.
 */
export function lastRecord(history: readonly HistoryEntry[]): HistoryEntry | null {
  const at = history.findIndex(({ kind, status }) => kind === RESYNC && status === 'completed');
  const resync = history[at];
  return resync ? lastTry(resync, history.slice(0, at)) : null;
}
