import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { readOpenJob } from '@queue-eligibility/batch';
import { checkIfOverdue, createPassingMemory, knownSince } from '@queue-eligibility/eligibility';
import { jobFunction } from '../../job-function';
import { describeJob } from '../../job-view';

// What a warm container remembers: not to start a check again and again.
const memory = createPassingMemory();

/**
 * POST /jobs/list: the jobs that run, the last ones that ended (newest first), and since when the workspace is known
 * to be in step. Parameters: `Token`. Opening Teams View calls it: a sign of life, which starts a check when the last
 * one is too old.
 */
export const handler = jobFunction({
  access: 'read',
  parameters: requestSchemas['/jobs/list'],
  async run(services): Promise<AnswerOf<'/jobs/list'>> {
    const { batch } = services;
    const [rulebook, { entries }] = await Promise.all([services.rulebook.read(), batch.store.readJobs()]);
    const checkStarted = await checkIfOverdue(services, memory, rulebook);
    const found = await Promise.all(batch.kinds.map(({ name }) => readOpenJob(batch, name)));
    const running = found.filter((stored) => stored !== null).map((stored) => describeJob(stored));
    const now = new Date(batch.clock.now()).toISOString();
    return { verifiedAt: knownSince(rulebook), checkStarted, now, running, history: entries };
  },
});
