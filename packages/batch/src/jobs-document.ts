import { HISTORY_ENTRIES } from './documents';
import type { HistoryEntry, JobsDocument, RunningEntry } from './job';

/** No job runs, none ever ran. */
export const NO_JOBS: JobsDocument = { running: [], entries: [] };

/** Below 10 KiB Sync still allows more than two writes a second. */
const MAX_BYTES = 10_000;

/** The one job of a kind, as far as the document tells. */
export const runningOf = (jobs: JobsDocument, kind: string): RunningEntry | undefined =>
  jobs.running.find((entry) => entry.kind === kind);

/** Whether somebody asked for another run while this job is the one of its kind. */
export const isAskedAgain = (jobs: JobsDocument, jobId: string): boolean =>
  jobs.running.some((entry) => entry.jobId === jobId && entry.again === true);

/*
 * Edits for `JobStore.editJobs`. Each answers the very document it was given when that says so already: an edit whose
 * answer got lost is made twice.
 */

/** With the job of a kind that runs now, unless another one does, or this one has ended already. */
export function withRunning(before: JobsDocument, entry: RunningEntry): JobsDocument {
  const hasEnded = before.entries.some(({ id }) => id === entry.jobId);
  if (hasEnded || runningOf(before, entry.kind)) return before;
  return fit({ ...before, running: [...before.running, entry] });
}

/** Without a job of which there is nothing to tell. */
export function without(before: JobsDocument, jobId: string): JobsDocument {
  const running = before.running.filter((entry) => entry.jobId !== jobId);
  return running.length === before.running.length ? before : { ...before, running };
}

/** With a job that has ended in the history, once, and no longer as running. */
export function withEnded(before: JobsDocument, entry: HistoryEntry): JobsDocument {
  const rest = without(before, entry.id);
  const isKnown = before.entries.some(({ id }) => id === entry.id);
  return isKnown ? rest : fit({ ...rest, entries: [entry, ...rest.entries] });
}

/** With the wish that the job of a kind that runs be followed by another look at everything. */
export function withAgain(before: JobsDocument, kind: string): JobsDocument {
  const holder = runningOf(before, kind);
  if (!holder || holder.again) return before;
  return fit({
    ...before,
    running: before.running.map((entry) => (entry === holder ? { ...entry, again: true } : entry)),
  });
}

/** Without that wish: the job is about to look. */
export function withoutAgain(before: JobsDocument, jobId: string): JobsDocument {
  if (!isAskedAgain(before, jobId)) return before;
  const running = before.running.map(({ again, ...entry }) =>
    again && entry.jobId !== jobId ? { ...entry, again } : entry,
  );
  return { ...before, running };
}

/** As many of the newest entries as stay below the size. */
function fit({ running, entries }: JobsDocument): JobsDocument {
  const kept = entries.slice(0, HISTORY_ENTRIES);
  while (kept.length > 1 && Buffer.byteLength(JSON.stringify({ running, entries: kept })) > MAX_BYTES)
    kept.pop();
  return { running, entries: kept };
}
