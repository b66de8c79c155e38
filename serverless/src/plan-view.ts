import type { PlanView } from '@queue-eligibility/api';
import { hasEnded, type BatchPorts, type Job } from '@queue-eligibility/batch';
import { isOverdue, planStateOf, type PlanHead } from '@queue-eligibility/skills/shapes';

/** A plan as the panel gets it, with the job that does it, as it stands. */
export async function describePlan({ store, clock }: BatchPorts, head: PlanHead): Promise<PlanView> {
  const jobId = head.applied?.jobId ?? null;
  const stored = jobId === null ? null : await store.readJob(jobId).catch(() => null);
  return {
    ...head,
    state: planStateOf(head),
    overdue: isOverdue(head, clock.now()),
    job: stored && jobOf(stored.job),
  };
}

const jobOf = (job: Job): PlanView['job'] => ({
  ...{ id: job.id, status: job.status, progress: job.progress },
  endedAt: hasEnded(job) ? job.endedAt : null,
});
