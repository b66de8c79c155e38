import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { readFailures, recoverJob } from '@queue-eligibility/batch';
import { jobFunction, NotFound } from '../../job-function';
import { describeJob } from '../../job-view';

/**
 * POST /jobs/read: one job with the failures it recorded, at most 1,000. Parameters: `Token`, `jobId`. Whoever reads
 * a job that nobody works on puts it back on its way.
 */
export const handler = jobFunction({
  access: 'read',
  parameters: requestSchemas['/jobs/read'],
  async run({ batch }, { jobId }): Promise<AnswerOf<'/jobs/read'>> {
    const stored = await batch.store.readJob(jobId);
    if (!stored) throw new NotFound(`job ${jobId}; jobs are kept for 30 days`);
    if (stored.job.status === 'running') recoverJob(batch, stored.job);
    return { ...describeJob(stored), failures: await readFailures(batch.store, stored.job) };
  },
});
