import type { PlanView } from '@queue-eligibility/api';
import type { StringKey } from '../../strings';
import { text } from '../../strings';

type Variant = 'neutral' | 'success' | 'warning' | 'error' | 'info';

/** How a plan stands, as a badge says it. */
export function planStanding(plan: PlanView): { variant: Variant; words: string } {
  const [variant, key] = standingOf(plan);
  return { variant, words: text(key) };
}

function standingOf({ state, overdue, job, until }: PlanView): readonly [Variant, StringKey] {
  if (overdue) return ['error', 'QueueEligibilityPlanOverdue'];
  if (state === 'draft') return ['neutral', 'QueueEligibilityPlanDraft'];
  if (state === 'to-confirm') return ['warning', 'QueueEligibilityPlanToConfirm'];
  if (state === 'ready') return ['info', 'QueueEligibilityPlanReady'];
  if (state === 'undone') return ['neutral', 'QueueEligibilityPlanUndone'];
  if (job?.status === 'running') return ['info', 'QueueEligibilityPlanRunning'];
  if (job?.status === 'paused') return ['warning', 'QueueEligibilityPlanPaused'];
  if (job?.status === 'cancelled') return ['warning', 'QueueEligibilityPlanCancelled'];
  if (job?.status === 'failed') return ['error', 'QueueEligibilityPlanFailed'];
  if ((job?.progress.failed ?? 0) > 0) return ['warning', 'QueueEligibilityPlanPartly'];
  return ['success', until === null ? 'QueueEligibilityPlanApplied' : 'QueueEligibilityPlanForNow'];
}

/** What a plan is called: what it does, and that it takes another one back. */
export const planTitle = ({ kind, summary, note }: PlanView): string => {
  const what = summary || note;
  if (kind === 'undo') return text('QueueEligibilityPlanUndoOf', { what });
  return kind === 'end' ? text('QueueEligibilityPlanEndOf', { what }) : what;
};
