import type { PlanView } from '@queue-eligibility/api';
import type { Cell } from '@queue-eligibility/insight';
import { text } from '../../strings';
import { planStanding } from './plan-words';

/** The plans as a table for other programs: who, when, why, what, how it ended, undone by whom. */
export const plansRows = (plans: readonly PlanView[]): Cell[][] => [
  [
    'plan',
    'kind',
    'takes_back',
    text('QueueEligibilityPlanWhat'),
    text('QueueEligibilityPlanWhy'),
    text('QueueEligibilityPlanState'),
    text('QueueEligibilityPlanAgents'),
    text('QueueEligibilityChanged'),
    text('QueueEligibilityFailed'),
    text('QueueEligibilityPlanBy'),
    text('QueueEligibilityPlanWhen'),
    text('QueueEligibilityPlanConfirmedBy'),
    text('QueueEligibilityPlanAppliedBy'),
    text('QueueEligibilityPlanAppliedAt'),
    text('QueueEligibilityPlanUntil'),
    text('QueueEligibilityPlanUndoneBy'),
    text('QueueEligibilityPlanUndoneAt'),
  ],
  ...plans.map((plan): Cell[] => [
    ...[plan.id, plan.kind, plan.of ?? '', plan.summary, plan.note, planStanding(plan).words, plan.agents],
    ...[plan.job?.progress.changed ?? '', plan.job?.progress.failed ?? '', plan.created.by, plan.created.at],
    ...[plan.confirmed?.by ?? '', plan.applied?.by ?? '', plan.applied?.at ?? '', plan.until ?? ''],
    ...[plan.undone?.by ?? '', plan.undone?.at ?? ''],
  ]),
];
