import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { createPlan } from '@queue-eligibility/skills';
import { jobFunction } from '../../job-function';
import { describePlan } from '../../plan-view';

/**
 * POST /jobs/plan: begins a plan of changes to the skills of many agents; nothing is written before it is applied. Parameters:
 * `Token`, `note`, `summary`, `until`, `unknownSkills`.
 */
export const handler = jobFunction({
  path: '/jobs/plan',
  access: 'command',
  parameters: requestSchemas['/jobs/plan'],
  async run({ plans, batch }, wanted, { name }): Promise<AnswerOf<'/jobs/plan'>> {
    return { plan: await describePlan(batch, await createPlan(plans, wanted, name)) };
  },
});
