import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { retryJob } from '@queue-eligibility/batch';
import { REFUSALS } from '@queue-eligibility/eligibility';
import { jobFunction, NotFound } from '../../job-function';
import { describeJob } from '../../job-view';

/**
 * POST /jobs/retry: starts a job for the work items that an ended one gave up, or answers the one of its kind that is
 * under way (`started: false`). Parameters: `Token`, `jobId`: the one that gave up; `replace`: only those workers whose
 * attribute holds something that is not ours, and what stands there is replaced.
 */
export const handler = jobFunction({
  path: '/jobs/retry',
  access: 'command',
  parameters: requestSchemas['/jobs/retry'],
  async run({ batch }, { jobId, replace }, { name }): Promise<AnswerOf<'/jobs/retry'>> {
    const which = replace ? { code: REFUSALS.notOurs, withItem: { replace: true } } : {};
    const result = await retryJob(batch, jobId, { type: 'person', name }, which);
    if (!result) throw new NotFound(`job ${jobId}; jobs are kept for 30 days`);
    const { stored, ...found } = result;
    return { ...found, ...describeJob(stored) };
  },
});
