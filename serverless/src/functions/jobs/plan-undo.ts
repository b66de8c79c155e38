import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { undoPlan } from '@queue-eligibility/skills';
import { jobFunction, NotFound } from '../../job-function';
import { describePlan } from '../../plan-view';

/**
 * POST /jobs/plan-undo: makes a plan that takes another one back, as far as all is still as that one left it. It is applied
 * like any other. Parameters: `Token`, `planId`, `note`.
 */
export const handler = jobFunction({
  path: '/jobs/plan-undo',
  access: 'command',
  parameters: requestSchemas['/jobs/plan-undo'],
  async run({ plans, batch }, { planId, note }, { name }): Promise<AnswerOf<'/jobs/plan-undo'>> {
    const head = await undoPlan(plans, planId, { note, by: name });
    if (!head) throw new NotFound(`plan ${planId}`);
    return { plan: await describePlan(batch, head) };
  },
});
