import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { readAgents, readResults } from '@queue-eligibility/skills';
import { jobFunction, NotFound } from '../../job-function';
import { describePlan } from '../../plan-view';

/**
 * POST /jobs/plan-read: a plan with a page of what it does (`what=agents`), or of what it has replaced (`what=results`).
 * Parameters: `Token`, `planId`, `what`, `after`.
 */
export const handler = jobFunction({
  path: '/jobs/plan-read',
  access: 'read',
  parameters: requestSchemas['/jobs/plan-read'],
  async run({ plans, batch }, { planId, what, after }): Promise<AnswerOf<'/jobs/plan-read'>> {
    const head = await plans.plans.read(planId);
    if (!head) throw new NotFound(`plan ${planId}; plans are kept for ${plans.undoDays} days`);
    const plan = await describePlan(batch, head);
    return what === 'agents'
      ? { plan, results: [], ...(await readAgents(plans.plans, head, after)) }
      : { plan, agents: [], ...(await readResults(plans.plans, head, after)) };
  },
});
