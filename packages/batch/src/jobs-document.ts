import { HISTORY_ENTRIES } from './documents';
import type { HistoryEntry, JobsDocument, RunningEntry } from './job';

/** No job runs, none ever ran. */
export const NO_JOBS: JobsDocument = { running: [], entries: [] };

/** Below 10 KiB Sync still allows more than two writes a second. */
const MAX_BYTES = 10_000;

/** With the job of a kind that runs now. The same document when it says so already. */
export function withRunning(before: JobsDocument, entry: RunningEntry): JobsDocument {
  const isNamed = before.running.some(({ jobId }) => jobId === entry.jobId);
  const hasEnded = before.entries.some(({ id }) => id === entry.jobId);
  if (isNamed || hasEnded) return before;
  const others = before.running.filter(({ kind }) => kind !== entry.kind);
  return fit({ ...before, running: [...others, entry] });
}

/** With a job that has ended. The same document when it says so already. */
export function withEnded(before: JobsDocument, entry: HistoryEntry): JobsDocument {
  const running = before.running.filter(({ jobId }) => jobId !== entry.id);
  const isKnown = before.entries.some(({ id }) => id === entry.id);
  if (isKnown && running.length === before.running.length) return before;
  return fit({ running, entries: isKnown ? before.entries : [entry, ...before.entries] });
}

/** As many of the newest entries as stay below the size. */
function fit({ running, entries }: JobsDocument): JobsDocument {
  const kept = entries.slice(0, HISTORY_ENTRIES);
  while (kept.length > 1 && Buffer.byteLength(JSON.stringify({ running, entries: kept })) > MAX_BYTES)
    kept.pop();
  return { running, entries: kept };
}
