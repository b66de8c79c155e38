import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { applyPlan } from '@queue-eligibility/skills';
import { jobFunction, NotFound } from '../../job-function';
import { describeJob } from '../../job-view';
import { describePlan } from '../../plan-view';

/**
 * POST /jobs/plan-apply: starts the job that does what a plan says, exactly that and once; or answers the job of another plan
 * that is under way (`started: false`). Parameters: `Token`, `planId`.
 */
export const handler = jobFunction({
  path: '/jobs/plan-apply',
  access: 'command',
  parameters: requestSchemas['/jobs/plan-apply'],
  async run({ plans, batch }, { planId }, { name }): Promise<AnswerOf<'/jobs/plan-apply'>> {
    const result = await applyPlan(plans, planId, { type: 'person', name });
    if (!result) throw new NotFound(`plan ${planId}`);
    const { stored, plan, ...found } = result;
    return { ...found, ...describeJob(stored), plan: await describePlan(batch, plan) };
  },
});
