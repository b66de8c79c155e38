import type { Cost } from '../account';
import type { Summary } from '../../summary';
import { counted } from '../../words';

/** What keeps a resync from having brought the workspace provably in step, in words; empty where it has. */
export function flawsOf({ summary }: Pick<Cost, 'summary'>): string[] {
  const { status, error, workers, oracle, verification, invocations } = summary;
  return [
    ...(status === 'completed' ? [] : [`${status}${error ? `: ${error.message}` : ''}`]),
    ...(workers.failed > 0 ? [`${counted(workers.failed, 'worker')} failed`] : []),
    ...unverified(verification),
    ...(oracle.inStep ? [] : [`${counted(oracle.differing, 'worker')} out of step`]),
    ...(invocations.killed > 0 ? [`${counted(invocations.killed, 'invocation')} killed`] : []),
  ];
}

/** The same, and that nothing may be written. */
export function flawsOfIdle(cost: Cost): string[] {
  const { workerUpdates } = cost.requests;
  return [...flawsOf(cost), ...(workerUpdates > 0 ? [`${counted(workerUpdates, 'write')}`] : [])];
}

function unverified(verification: Summary['verification']): string[] {
  if (!verification) return ['no report'];
  if (verification.verified) return [];
  const unproven = Object.entries(verification.unproven).map(
    ([why, queues]) => `${queues} unproven (${why})`,
  );
  return [
    ['not verified', ...unproven, ...(verification.incomplete ? [verification.incomplete] : [])].join(', '),
  ];
}
