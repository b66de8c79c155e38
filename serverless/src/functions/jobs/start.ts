import { DRY_RUN, requestSchemas, RESYNC, WORKERS, type AnswerOf } from '@queue-eligibility/api';
import { CommandRefused, startJob } from '@queue-eligibility/batch';
import { SKILLS } from '@queue-eligibility/skills';
import { jobFunction } from '../../job-function';
import { describeJob } from '../../job-view';

/**
 * POST /jobs/start: starts a job, or answers the one of its kind that runs (`started: false`). Parameters: `Token`;
 * `kind`, `resync` unless given; `items`, the work items of a kind that takes them; `workerSids`, up to 500 agents that
 * are to be brought in step, and nobody else; `dryRun=true`: a resync that writes nothing and says what it would.
 */
export const handler = jobFunction({
  path: '/jobs/start',
  access: 'command',
  parameters: requestSchemas['/jobs/start'],
  async run(
    { batch, configuration },
    { kind, dryRun, DryRun, workerSids, ...given },
    { name },
  ): Promise<AnswerOf<'/jobs/start'>> {
    const items = workerSids?.map((workerSid) => ({ workerSid })) ?? given.items;
    const { confirmAbove } = configuration.skills;
    if (kind === SKILLS && confirmAbove > 0 && (items?.length ?? 0) > confirmAbove)
      throw new CommandRefused(
        'plan_unconfirmed',
        `Changes to more than ${confirmAbove} agents take a plan, which a second admin confirms`,
      );
    const { stored, ...found } = await startJob(batch, {
      kind: dryRun || DryRun ? DRY_RUN : workerSids ? WORKERS : (kind ?? RESYNC),
      startedBy: { type: 'person', name },
      ...(items ? { items } : {}),
    });
    return { ...found, ...describeJob(stored) };
  },
});
