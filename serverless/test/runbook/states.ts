import { resyncReportSchema, type AnswerOf, type HistoryEntry } from '@queue-eligibility/api';

export type ListAnswer = AnswerOf<'/jobs/list'>;

/** How things stand by an answer of `/jobs/list`, in the words of docs/runbook.md; the first that fits. */
export function stateOf({ running, checkStarted, left = [], history }: ListAnswer): string {
  const [open] = running;
  if (checkStarted) return 'check_overdue';
  if (open?.job.status === 'paused') return 'paused';
  if (open?.job.status === 'running' && open.job.command === 'cancel') return 'cancelling';
  if (open?.silent) return 'silent';
  if (open) return 'running';
  const [last] = history;
  if (last) return endOf(last, left.length > 0);
  return left.length > 0 ? 'agents_left' : 'no_resync_yet';
}

function endOf({ status, progress, report }: HistoryEntry, hasLeft: boolean): string {
  if (status !== 'completed') return status;
  const { data } = resyncReportSchema.safeParse(report);
  if (data?.incomplete) return data.incomplete;
  if (data && !data.verified) return 'not_verified';
  if (hasLeft) return 'agents_left';
  return progress.failed > 0 ? 'completed_with_failures' : 'in_step';
}
