import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { readOpenJob } from '@queue-eligibility/batch';
import { knownSince } from '@queue-eligibility/eligibility';
import { checkIfOverdue, type CheckMemory } from '@queue-eligibility/events';
import { endDuePlans, type EndsMemory } from '@queue-eligibility/skills';
import { jobFunction } from '../../job-function';
import { describeJob } from '../../job-view';

// What a warm container remembers: not to start a check again and again.
const memory: CheckMemory = { notBeforeMs: 0 };
const ends: EndsMemory = { notBeforeMs: 0 };

/**
 * POST /jobs/list: the jobs that run, the last ones that ended (newest first), since when the workspace is known to be
 * in step, and the workers that events could not bring in step since. Parameters: `Token`. Opening Teams View calls it: a sign of life, which starts a check when the last
 * one is too old.
 */
export const handler = jobFunction({
  path: '/jobs/list',
  access: 'read',
  parameters: requestSchemas['/jobs/list'],
  async run(services): Promise<AnswerOf<'/jobs/list'>> {
    const { batch } = services;
    const [rulebook, { entries }] = await Promise.all([services.rulebook.read(), batch.store.readJobs()]);
    const checkStarted = await checkIfOverdue(services, memory, rulebook);
    await endDuePlans(services.plans, ends);
    const found = await Promise.all(batch.kinds.map(({ name }) => readOpenJob(batch, name)));
    const running = found.filter((stored) => stored !== null).map((stored) => describeJob(stored));
    const now = new Date(batch.clock.now()).toISOString();
    return {
      verifiedAt: knownSince(rulebook),
      attribute: services.attribute.name,
      left: [...(rulebook?.left ?? [])],
      ...{ checkStarted, now, running },
      history: entries,
    };
  },
});
