import { jobDocumentName } from '@queue-eligibility/batch';
import type { Cause } from '../cause';
import type { LogLine } from '../log-lines';
import { BAD_REQUEST, FORBIDDEN, UNAVAILABLE } from '../requests';
import type { Stage } from '../stage';

/** A line in the log. `isMeant`: which of several with this name. */
export const logged = (
  code: string,
  bring: (stage: Stage) => Promise<unknown>,
  {
    isMeant,
    ...more
  }: Partial<Pick<Cause, 'account' | 'isAlone' | 'touches'>> & { isMeant?: (line: LogLine) => boolean } = {},
): Cause => ({
  code,
  where: 'log',
  touches: 'nobody',
  ...more,
  async cause(stage) {
    // Not waited for: the line comes first, and what else happens is of no concern.
    const doing = bring(stage);
    const line = await Promise.race([
      stage.log.first(code, isMeant),
      doing.then(() => stage.log.first(code, isMeant)),
    ]);
    await doing;
    return { line };
  },
});

const LONG_AGO = '2026-01-01T00:00:00.000Z';

/** Lines about the course of a job. */
export const logOfJobs: readonly Cause[] = [
  logged('job.started', (stage) => stage.startResync()),
  logged(
    'job.ended',
    (stage) => {
      stage.forgetLists();
      stage.fault('workers', FORBIDDEN);
      return stage.resync();
    },
    { touches: 'everybody', isMeant: ({ status }) => status === 'failed' },
  ),
  logged('job.command', (stage) => stage.call('/jobs/cancel', { jobId: stage.plant('resync') })),
  logged('job.paused', (stage) => stage.sendHop(stage.plant('resync', { command: 'pause' }))),
  logged('job.resumed', (stage) => {
    stage.plant('resync', { status: 'paused', resumesAt: LONG_AGO });
    return stage.list();
  }),
  logged('job.asked_again', async (stage) => {
    const jobId = stage.plantLeased();
    const [TaskQueueSid = ''] = stage.emulator.taskRouter.queues.keys();
    await stage.sendEvent({ EventType: 'task-queue.created', TaskQueueSid });
    // Whoever asked is served by the next job, since this one fails.
    stage.rewrite(jobDocumentName(jobId), { lease: null });
    stage.fault('workers', FORBIDDEN, 1);
    await stage.sendHop(jobId);
  }),
  logged('job.recovered', (stage) => {
    stage.plant('resync', { attempt: 1, heartbeatAt: LONG_AGO });
    return stage.list();
  }),
  logged('job.unreadable', (stage) => {
    stage.rewrite(jobDocumentName(stage.plant('resync')), {}, stage.otherSeal);
    return stage.list();
  }),
  logged('lock.taken_over', (stage) => {
    stage.rewrite(jobDocumentName(stage.plant('resync')), {}, stage.otherSeal);
    return stage.startResync();
  }),
  logged('job.not_withdrawn', (stage) => {
    stage.fault('jobsWrite', BAD_REQUEST);
    stage.fault('jobWrite', BAD_REQUEST);
    return stage.call('/jobs/start');
  }),
  logged('lock.of_another_deployment', (stage) => {
    stage.plant('resync', {}, { by: 'https://queue-eligibility-9999-old.twil.io' });
    return stage.call('/jobs/start');
  }),
  logged('hop.claimed', (stage) => stage.resync()),
  logged('hop.handed_on', (stage) => stage.hold()),
  logged('hop.ignored', (stage) => stage.sendHop('resync-of-nobody')),
  logged('hop.failed', (stage) => {
    stage.fault('queues', UNAVAILABLE, 3);
    return stage.resync();
  }),
  logged('hop.lease_lost', (stage) => {
    // As if another hop had been started meanwhile.
    stage.atClaim(({ fence }) => ({ fence: fence + 1, lease: { fence: fence + 1, until: LONG_AGO } }));
    return stage.sendHop(stage.plant('resync'));
  }),
  ...['handoff.failed', 'handoff.repeated'].map((code) =>
    logged(code, (stage) => {
      stage.functions.faults.add({ path: '/batch/hop', action: 'lose', times: 1 });
      return stage.call('/jobs/start');
    }),
  ),
  logged('guard.blind', async (stage) => {
    const jobId = stage.plant('resync');
    stage.fault('jobRead', UNAVAILABLE);
    // It lives for seconds: whatever becomes of it is of no concern.
    stage.post('/batch/guard', { protocol: '1', jobId, hop: '1', attempt: '1' }).catch(() => {});
  }),
  logged('chain.failed', (stage) => {
    const jobId = stage.plant('resync');
    stage.fault('jobRead', UNAVAILABLE);
    return stage.sendHop(jobId);
  }),
];
