import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { readFailures, recoverJob } from '@queue-eligibility/batch';
import { jobFunction, NotFound } from '../../job-function';
import { describeJob } from '../../job-view';

/**
 * POST /jobs/read: one job with the failures it recorded, at most 1,000. Parameters: `Token`, `jobId`. Whoever reads
 * a job that nobody works on puts it back on its way.
 */
export const handler = jobFunction({
  path: '/jobs/read',
  access: 'read',
  parameters: requestSchemas['/jobs/read'],
  async run({ batch }, { jobId }): Promise<AnswerOf<'/jobs/read'>> {
    const found = await batch.store.readJob(jobId);
    if (!found) throw new NotFound(`job ${jobId}; jobs are kept for 30 days`);
    const stored = await recoverJob(batch, found);
    return { ...describeJob(stored), failures: await readFailures(batch.store, stored.job) };
  },
});
