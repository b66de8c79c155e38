import type { Cause } from '../cause';
import { FORBIDDEN } from '../requests';
import type { Stage } from '../stage';

const state = (
  code: string,
  touches: Cause['touches'],
  bring: (stage: Stage) => Promise<unknown>,
  more: Pick<Cause, 'account' | 'isAlone'> = {},
): Cause => ({
  code,
  where: 'state',
  touches,
  ...more,
  async cause(stage) {
    await bring(stage);
    return { list: await stage.list() };
  },
});

const RULEBOOK = 'queue-eligibility.rulebook';
const LAST_YEAR = '2025-01-01T00:00:00.000Z';

/** Every list of workers lacks another one. */
const oneGone = () => {
  let reading = 0;
  return (body: Record<string, unknown>) => {
    const workers = body['workers'] as unknown[];
    reading += 1;
    return { ...body, workers: workers.filter((_, i) => i !== reading % workers.length) };
  };
};

/** Every list of queues has expressions that are written in another way. */
const rewritten = () => {
  let reading = 0;
  return (body: Record<string, unknown>) => {
    const [first, ...others] = body['task_queues'] as { target_workers: string }[];
    reading += 1;
    const target_workers = `${first?.target_workers}${' '.repeat(reading)}`;
    return { ...body, task_queues: [{ ...first, target_workers }, ...others] };
  };
};

/** How things stand: what the page says at its top, by an answer of `/jobs/list`. */
export const states: readonly Cause[] = [
  state('no_resync_yet', 'everybody', async (stage) => stage.forgetLists()),
  state('in_step', 'nobody', (stage) => {
    stage.forgetLists();
    return stage.resync();
  }),
  state('running', 'everybody', (stage) => {
    stage.forgetLists();
    return stage.hold();
  }),
  state('silent', 'everybody', async (stage) => {
    stage.forgetLists();
    // Hop and guard were lost a minute ago, and who starts a hop again is not heard.
    stage.functions.faults.add({ path: '/batch/hop', action: 'lose' });
    stage.plant('resync', { attempt: 1, heartbeatAt: new Date(Date.now() - 60_000).toISOString() });
  }),
  state('paused', 'everybody', async (stage) => {
    stage.forgetLists();
    await stage.call('/jobs/pause', { jobId: stage.plant('resync') });
  }),
  state('cancelling', 'everybody', async (stage) => {
    stage.forgetLists();
    await stage.call('/jobs/cancel', { jobId: stage.plantLeased() });
  }),
  state('cancelled', 'everybody', async (stage) => {
    stage.forgetLists();
    await stage.call('/jobs/cancel', { jobId: stage.plant('resync') });
  }),
  state('failed', 'everybody', (stage) => {
    stage.forgetLists();
    stage.fault('workers', FORBIDDEN);
    return stage.resync();
  }),
  state('completed_with_failures', 'some', (stage) => {
    stage.forgetLists();
    stage.emulator.taskRouter.spoilWorker(stage.firstWorker, 'skills: billing');
    return stage.resync();
  }),
  state('not_verified', 'everybody', (stage) => {
    stage.askedQueue();
    stage.fault('workersOfQueue', 'short-list');
    return stage.resync();
  }),
  state('rules_changed', 'nobody', (stage) => {
    stage.fault('queues', { answer: rewritten() });
    return stage.resync();
  }),
  state('workers_changed', 'nobody', (stage) => {
    stage.fault('workers', { answer: oneGone() });
    return stage.resync();
  }),
  state('workers_unread', 'some', (stage) => {
    const { firstWorker } = stage;
    stage.forgetLists([firstWorker]);
    const withoutFirst = (body: Record<string, unknown>) => {
      const workers = body['workers'] as { sid: string }[];
      const bare = workers.map((one) => (one.sid === firstWorker ? { ...one, attributes: null } : one));
      return { ...body, workers: bare };
    };
    stage.fault('workers', { answer: withoutFirst });
    stage.fault('worker', 'null-attributes');
    return stage.resync();
  }),
  state('agents_left', 'some', async (stage) => {
    await stage.resync();
    const attributes = { ...stage.attributes(stage.firstWorker), queues: ['900', '901'] };
    stage.emulator.taskRouter.updateWorker(stage.firstWorker, { attributes });
    await stage.sendWorkerEvent(stage.firstWorker);
  }),
  state(
    'check_overdue',
    'some',
    async (stage) => {
      await stage.resync();
      // An edit of which no event came, a year ago.
      stage.forgetLists([stage.firstWorker]);
      stage.rewriteItem(RULEBOOK, '0', { verifiedAt: LAST_YEAR });
      stage.fault('workers', 'hang');
    },
    { isAlone: true },
  ),
];
