import type { Cause } from '../cause';
import { BAD_REQUEST, UNAVAILABLE } from '../requests';
import { logged } from './log-jobs';

const RULEBOOK = 'queue-eligibility.rulebook';
const LAST_YEAR = '2025-01-01T00:00:00.000Z';

/** Lines about events, the panel's Functions, and what is kept of the rules. */
export const logOfEvents: readonly Cause[] = [
  logged('event.handled', async (stage) => {
    stage.forgetLists([stage.firstWorker]);
    await stage.sendWorkerEvent(stage.firstWorker);
  }),
  logged('event.unreadable', (stage) => stage.post('/event-handler', { nonsense: 'yes' })),
  logged('event.of_another_workspace', (stage) => {
    const [TaskQueueSid = ''] = stage.emulator.taskRouter.queues.keys();
    const WorkspaceSid = `WS${'0'.repeat(32)}`;
    return stage.sendEvent({ EventType: 'task-queue.created', WorkspaceSid, TaskQueueSid });
  }),
  logged(
    'event.left',
    async (stage) => {
      stage.forgetLists([stage.firstWorker]);
      stage.fault('worker', UNAVAILABLE, 3);
      await stage.sendWorkerEvent(stage.firstWorker);
      await stage.quiet();
    },
    { isAlone: true },
  ),
  logged(
    'event.failed',
    async (stage) => {
      stage.forgetLists([stage.firstWorker]);
      stage.fault('queuesOfWorker', BAD_REQUEST);
      // And nobody can be asked for a resync.
      stage.fault('jobsRead', UNAVAILABLE);
      await stage.sendWorkerEvent(stage.firstWorker);
    },
    { touches: 'some', isAlone: true },
  ),
  logged(
    'worker.left',
    async (stage) => {
      const attributes = { ...stage.attributes(stage.firstWorker), queues: ['900', '901'] };
      stage.emulator.taskRouter.updateWorker(stage.firstWorker, { attributes });
      await stage.sendWorkerEvent(stage.firstWorker);
    },
    { touches: 'some' },
  ),
  logged(
    'check.not_started',
    async (stage) => {
      await stage.resync();
      stage.rewriteItem(RULEBOOK, '0', { verifiedAt: LAST_YEAR });
      stage.fault('jobsRead', UNAVAILABLE);
      await stage.sendWorkerEvent(stage.firstWorker);
    },
    { isAlone: true },
  ),
  logged(
    'rulebook.unread',
    async (stage) => {
      stage.fault('maps', UNAVAILABLE);
      await stage.sendWorkerEvent(stage.firstWorker);
    },
    { isAlone: true },
  ),
  logged('rulebook.not_kept', (stage) => {
    stage.fault('maps', { status: 404, code: 20404 });
    return stage.resync();
  }),
  logged(
    'writes.unguarded',
    (stage) => {
      stage.forgetLists([stage.firstWorker]);
      return stage.resync();
    },
    { account: { etags: false } },
  ),
  logged('function.failed', (stage) => {
    stage.fault('queues', BAD_REQUEST);
    return stage.call('/jobs/queues');
  }),
  logged('configuration', (stage) => stage.call('/jobs/list'), {
    account: { env: { TWILIO_FLEX_SYNC_SID: 'ISnothing' } },
  }),
];
