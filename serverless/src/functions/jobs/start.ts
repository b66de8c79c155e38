import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { startJob } from '@queue-eligibility/batch';
import { jobFunction } from '../../job-function';
import { describeJob } from '../../job-view';

/**
 * POST /jobs/start: starts a job, or answers the one of its kind that runs (`started: false`). Parameters: `Token`;
 * `kind`, `resync` unless given; `items`, the work items of a kind that takes them.
 */
export const handler = jobFunction({
  access: 'command',
  parameters: requestSchemas['/jobs/start'],
  async run({ batch }, { kind, items }, { name }): Promise<AnswerOf<'/jobs/start'>> {
    const startedBy = { type: 'person' as const, name };
    const { stored, ...found } = await startJob(batch, { kind, startedBy, ...(items ? { items } : {}) });
    return { ...found, ...describeJob(stored) };
  },
});
