import type { PlanView } from '@queue-eligibility/api';
import { callPanel } from '../panel';
import { ok, warn, type Finding, type Probe } from './finding';

/** Plans of changes to the skills of many agents. */
export const planProbe: Probe = {
  id: 'plans',
  look: async ({ place }) => {
    if (place.account.credentials.authToken === null)
      return warn(
        'plans',
        'without AUTH_TOKEN the Functions are not asked',
        'Set AUTH_TOKEN for this command',
      );
    return plansFinding((await callPanel(place, '/jobs/plans')).plans);
  },
};

/** Whether what plans gave for a time is still there after it. */
export function plansFinding(plans: readonly Pick<PlanView, 'id' | 'overdue'>[]): Finding {
  const overdue = plans.filter((plan) => plan.overdue).map(({ id }) => id);
  if (overdue.length === 0)
    return ok('plans', plans.length === 0 ? 'there are no plans of skills' : 'no plan of skills is overdue');
  return warn(
    'plans',
    `the time of ${overdue.join(', ')} is over, and what they gave has not been taken back`,
    'Run this again: asking starts it, as soon as no other plan is being applied',
  );
}
