import { cancelJob } from '@queue-eligibility/batch';
import * as z from 'zod';
import { jobFunction, NotFound } from '../../job-function';
import { describeJob } from '../../job-view';

/**
 * POST /jobs/cancel: asks a running job to stop, which it does within a few seconds; a job that has ended is answered
 * as it ended. Parameters: `Token`, `jobId`.
 */
export const handler = jobFunction({
  access: 'command',
  parameters: z.object({ jobId: z.string().min(1).max(64) }),
  async run({ batch }, { jobId }) {
    const stored = await cancelJob(batch, jobId);
    if (!stored) throw new NotFound(`job ${jobId}; jobs are kept for 30 days`);
    return describeJob(stored);
  },
});
