import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { confirmPlan } from '@queue-eligibility/skills';
import { jobFunction, NotFound } from '../../job-function';
import { describePlan } from '../../plan-view';

/**
 * POST /jobs/plan-confirm: a second admin says yes to a plan for many agents. Parameters: `Token`, `planId`.
 */
export const handler = jobFunction({
  path: '/jobs/plan-confirm',
  access: 'command',
  parameters: requestSchemas['/jobs/plan-confirm'],
  async run({ plans, batch }, { planId }, { name }): Promise<AnswerOf<'/jobs/plan-confirm'>> {
    const head = await confirmPlan(plans, planId, name);
    if (!head) throw new NotFound(`plan ${planId}`);
    return { plan: await describePlan(batch, head) };
  },
});
