import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { retryJob } from '@queue-eligibility/batch';
import { jobFunction, NotFound } from '../../job-function';
import { describeJob } from '../../job-view';

/**
 * POST /jobs/retry: starts a job for the work items that an ended one gave up, or answers the one of its kind that is
 * under way (`started: false`). Parameters: `Token`, `jobId`: the one that gave up.
 */
export const handler = jobFunction({
  access: 'command',
  parameters: requestSchemas['/jobs/retry'],
  async run({ batch }, { jobId }, { name }): Promise<AnswerOf<'/jobs/retry'>> {
    const result = await retryJob(batch, jobId, { type: 'person', name });
    if (!result) throw new NotFound(`job ${jobId}; jobs are kept for 30 days`);
    const { stored, ...found } = result;
    return { ...found, ...describeJob(stored) };
  },
});
