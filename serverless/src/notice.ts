import type { BatchPorts } from '@queue-eligibility/batch';
import { problemsOf, RESYNC, type Alerts } from '@queue-eligibility/eligibility';

/** Tells of the problems there are now, where somebody wants to be told; three requests to Sync at the most. Never rejects. */
export async function noticeProblems({
  batch,
  alerts,
}: {
  batch: BatchPorts;
  alerts: Alerts | null;
}): Promise<void> {
  if (!alerts) return;
  try {
    const { running, entries } = await batch.store.readJobs();
    const resync = running.find(({ kind }) => kind === RESYNC);
    const stored = resync ? await batch.store.readJob(resync.jobId) : null;
    await alerts.notice(problemsOf(entries, stored?.job ?? null, batch.clock.now()));
  } catch (error) {
    batch.log('warn', 'alert.not_noted', { message: String(error).slice(0, 200) });
  }
}
