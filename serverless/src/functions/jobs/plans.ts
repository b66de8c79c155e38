import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { endDuePlans } from '@queue-eligibility/skills';
import { jobFunction } from '../../job-function';
import { describePlan } from '../../plan-view';

/**
 * POST /jobs/plans: the plans, newest first, and how each of them stands. Parameters: `Token`, `after`. A sign of life: what
 * plans gave whose time is over is taken back from now on.
 */
export const handler = jobFunction({
  path: '/jobs/plans',
  access: 'read',
  parameters: requestSchemas['/jobs/plans'],
  async run({ plans, batch }, { after }): Promise<AnswerOf<'/jobs/plans'>> {
    // Whoever opens the list wants to know now.
    const ended = await endDuePlans(plans, { notBeforeMs: 0 });
    const { plans: heads, next } = await plans.plans.list(after);
    return { plans: await Promise.all(heads.map((head) => describePlan(batch, head))), next, ended };
  },
});
