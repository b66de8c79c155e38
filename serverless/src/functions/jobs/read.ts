import { readFailures, recoverJob } from '@queue-eligibility/batch';
import * as z from 'zod';
import { jobFunction, NotFound } from '../../job-function';
import { describeJob } from '../../job-view';

/**
 * POST /jobs/read: one job with the failures it recorded, at most 1,000. Parameters: `Token`, `jobId`. Whoever reads
 * a job that nobody works on puts it back on its way.
 */
export const handler = jobFunction({
  access: 'read',
  parameters: z.object({ jobId: z.string().min(1).max(64) }),
  async run({ batch }, { jobId }) {
    const stored = await batch.store.readJob(jobId);
    if (!stored) throw new NotFound(`job ${jobId}; jobs are kept for 30 days`);
    if (stored.job.status === 'running') recoverJob(batch, stored.job);
    return { ...describeJob(stored), failures: await readFailures(batch.store, stored.job) };
  },
});
