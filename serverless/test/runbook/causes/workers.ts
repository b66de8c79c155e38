import type { Cause } from '../cause';
import { BAD_REQUEST, CHANGED_MEANWHILE, UNAVAILABLE } from '../requests';
import type { Stage } from '../stage';

/** A resync; an agent can't be brought in step. */
const resync = async (stage: Stage) => ({ failures: await stage.failures(await stage.resync()) });

/** A job that was planted. */
const ofJob = async (stage: Stage, jobId: string) => ({
  failures: await stage.failures(await stage.run(jobId)),
});

type WorkerCause = Omit<Cause, 'where' | 'touches'> & Partial<Pick<Cause, 'touches'>>;
const ofWorker = (cause: WorkerCause): Cause => ({ where: 'worker', touches: 'some', ...cause });

/** An agent that was left as it is, and why. */
export const workers: readonly Cause[] = [
  ofWorker({
    code: 'attributes_too_long',
    cause(stage) {
      stage.forgetLists([stage.firstWorker]);
      const notes = 'n'.repeat(4_070);
      stage.emulator.taskRouter.updateWorker(stage.firstWorker, { attributes: { notes } });
      return resync(stage);
    },
  }),
  ofWorker({
    code: 'attributes_invalid',
    cause(stage) {
      stage.forgetLists([stage.firstWorker]);
      stage.emulator.taskRouter.spoilWorker(stage.firstWorker, 'skills: billing');
      return resync(stage);
    },
  }),
  ofWorker({
    code: 'update_refused',
    cause(stage) {
      stage.forgetLists([stage.firstWorker]);
      const match = { method: 'POST', path: new RegExp(stage.firstWorker) };
      stage.emulator.faults.add({ match, action: BAD_REQUEST });
      return resync(stage);
    },
  }),
  ofWorker({
    code: 'contended',
    cause(stage) {
      stage.forgetLists([stage.firstWorker]);
      const match = { method: 'POST', path: new RegExp(stage.firstWorker) };
      stage.emulator.faults.add({ match, action: CHANGED_MEANWHILE });
      return resync(stage);
    },
  }),
  ofWorker({
    code: 'attributes_unknown',
    cause(stage) {
      stage.forgetLists([stage.firstWorker]);
      const match = { method: 'GET', path: new RegExp(stage.firstWorker) };
      stage.emulator.faults.add({ match, action: 'null-attributes' });
      return resync(stage);
    },
  }),
  ofWorker({
    code: 'queues_not_ours',
    cause(stage) {
      stage.forgetLists([stage.firstWorker]);
      const attributes = { ...stage.attributes(stage.firstWorker), queues: ['900', '901'] };
      stage.emulator.taskRouter.updateWorker(stage.firstWorker, { attributes });
      return resync(stage);
    },
  }),
  ofWorker({
    code: 'skills_not_understood',
    touches: 'nobody',
    cause(stage) {
      const { firstWorker: workerSid } = stage;
      const attributes = stage.attributes(workerSid);
      const { taskRouter } = stage.emulator;
      taskRouter.updateWorker(workerSid, { attributes: { ...attributes, routing: 'by hand' } });
      const queues = taskRouter.eligibleQueues(workerSid);
      taskRouter.updateWorker(workerSid, { attributes: { ...attributes, routing: 'by hand', queues } });
      const page = [[{ workerSid, add: [{ name: 'billing' }] }, 0]];
      return ofJob(stage, stage.plant('skills', {}, { page }));
    },
  }),
  ofWorker({
    code: 'changed_again_and_again',
    isAlone: true,
    async cause(stage) {
      const { firstWorker: sid } = stage;
      // Somebody undoes each write of ours.
      for (let times = 0; times < 7; times++) {
        stage.forgetLists([sid]);
        await stage.sendWorkerEvent(sid);
      }
      return { failures: ((await stage.list()).left ?? []).map((one) => ({ ...one, key: one.workerSid })) };
    },
  }),
  ofWorker({
    code: 'unsettled',
    cause(stage) {
      const { firstWorker: workerSid } = stage;
      const attributes = { ...stage.attributes(workerSid), queues: [] };
      stage.emulator.taskRouter.updateWorker(workerSid, { attributes });
      stage.fault('queuesOfWorker', 'empty-list');
      return ofJob(stage, stage.plantWorkers([workerSid]));
    },
  }),
  ofWorker({
    code: 'unavailable',
    cause(stage) {
      stage.forgetLists([stage.firstWorker]);
      const match = { method: 'POST', path: new RegExp(stage.firstWorker) };
      stage.emulator.faults.add({ match, action: UNAVAILABLE });
      return resync(stage);
    },
  }),
  ofWorker({
    code: 'unexpected',
    cause(stage) {
      stage.forgetLists([stage.firstWorker]);
      const match = { method: 'GET', path: new RegExp(stage.firstWorker) };
      stage.emulator.faults.add({ match, action: BAD_REQUEST });
      return resync(stage);
    },
  }),
  ofWorker({
    code: 'unknown_answer',
    cause(stage) {
      const { firstWorker: workerSid } = stage;
      stage.forgetLists([workerSid]);
      stage.fault('worker', { answer: { sid: 7 } });
      return ofJob(stage, stage.plantWorkers([workerSid]));
    },
  }),
  ofWorker({
    code: 'bad_item',
    cause(stage) {
      stage.forgetLists([stage.firstWorker]);
      const item = { workerSid: stage.firstWorker, replace: 'as a newer version says it' };
      return ofJob(stage, stage.plant('workers', {}, { page: [[item, 0]] }));
    },
  }),
  ofWorker({
    code: 'worker_not_found',
    touches: 'nobody',
    cause: (stage) => ofJob(stage, stage.plantWorkers([`WK${'0'.repeat(32)}`])),
  }),
  ofWorker({
    code: 'would_change',
    touches: 'everybody',
    cause(stage) {
      stage.forgetLists();
      return ofJob(stage, stage.plant('dry-run'));
    },
  }),
];
