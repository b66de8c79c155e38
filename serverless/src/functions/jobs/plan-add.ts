import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { addToPlan } from '@queue-eligibility/skills';
import { jobFunction, NotFound } from '../../job-function';
import { describePlan } from '../../plan-view';

/**
 * POST /jobs/plan-add: adds agents to a plan, with what is to be done and how everything that it touches stood in the preview.
 * Parameters: `Token`, `planId`, `part` (from 0, in their order), `agents`, `isLast`.
 */
export const handler = jobFunction({
  path: '/jobs/plan-add',
  access: 'command',
  parameters: requestSchemas['/jobs/plan-add'],
  async run({ plans, batch }, { planId, ...given }): Promise<AnswerOf<'/jobs/plan-add'>> {
    const head = await addToPlan(plans, planId, given);
    if (!head) throw new NotFound(`plan ${planId}`);
    return { plan: await describePlan(batch, head) };
  },
});
