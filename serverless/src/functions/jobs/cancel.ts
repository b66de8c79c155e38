import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { cancelJob } from '@queue-eligibility/batch';
import { jobFunction, NotFound } from '../../job-function';
import { describeJob } from '../../job-view';

/**
 * POST /jobs/cancel: asks a running job to stop, which it does within a few seconds; a job that has ended is answered
 * as it ended. Parameters: `Token`, `jobId`.
 */
export const handler = jobFunction({
  access: 'command',
  parameters: requestSchemas['/jobs/cancel'],
  async run({ batch }, { jobId }): Promise<AnswerOf<'/jobs/cancel'>> {
    const stored = await cancelJob(batch, jobId);
    if (!stored) throw new NotFound(`job ${jobId}; jobs are kept for 30 days`);
    return describeJob(stored);
  },
});
