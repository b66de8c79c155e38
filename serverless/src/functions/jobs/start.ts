import { startJob } from '@queue-eligibility/batch';
import { RESYNC } from '@queue-eligibility/eligibility';
import * as z from 'zod';
import { jobFunction } from '../../job-function';
import { describeJob } from '../../job-view';

/**
 * POST /jobs/start: starts a job, or answers the one of its kind that runs (`started: false`). Parameters: `Token`;
 * `kind`, `resync` unless given; `items`, the work items of a kind that takes them.
 */
export const handler = jobFunction({
  access: 'command',
  parameters: z.object({
    kind: z.string().default(RESYNC),
    items: z.array(z.unknown()).min(1).max(15_000).optional(),
  }),
  async run({ batch }, { kind, items }, { name }) {
    const startedBy = { type: 'person' as const, name };
    const { stored, started } = await startJob(batch, { kind, startedBy, ...(items ? { items } : {}) });
    return { started, ...describeJob(stored) };
  },
});
