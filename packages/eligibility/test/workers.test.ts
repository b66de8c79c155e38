import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { RESYNC, WORKERS } from '../src';
import { createInProcess, updatesOf } from './in-process';

let emulator: Emulator;
let inProcess: ReturnType<typeof createInProcess>;
beforeEach(async () => {
  emulator = await createEmulator({ workers: 12, queues: 8 });
  inProcess = createInProcess(emulator);
});
afterEach(() => emulator.close());

const sids = () => [...emulator.taskRouter.workers.keys()];
const itemsOf = (workerSids: readonly string[]) => workerSids.map((workerSid) => ({ workerSid }));

describe('the job that brings some workers in step', () => {
  it('does those and no others', async () => {
    const some = sids().slice(0, 5);
    const { job } = await inProcess.run(WORKERS, itemsOf(some));
    expect(job).toMatchObject({
      status: 'completed',
      progress: { total: 5, checked: 5, changed: 5, failed: 0 },
    });
    expect(new Set(updatesOf(emulator).keys())).toEqual(new Set(some));
    expect(emulator.taskRouter.inStep().differing).toEqual(sids().slice(5));
  });

  it('writes nothing for a worker that is in step', async () => {
    await inProcess.run(RESYNC);
    emulator.requests.clear();
    const { job } = await inProcess.run(WORKERS, itemsOf(sids()));
    expect(job).toMatchObject({ status: 'completed', progress: { changed: 0 } });
    expect(updatesOf(emulator).size).toBe(0);
  });

  it('does what a resync could not, once what stood in the way is gone', async () => {
    const full = emulator.taskRouter.createWorker({
      friendlyName: 'full',
      attributes: { note: 'x'.repeat(4_070) },
    });
    emulator.taskRouter.createQueue({ friendlyName: 'everybody' });
    const { failures } = await inProcess.run(RESYNC);
    expect(failures).toMatchObject([{ key: full.sid, code: 'attributes_too_long' }]);
    const again = await inProcess.run(WORKERS, itemsOf([full.sid]));
    expect(again.failures).toMatchObject([{ key: full.sid, code: 'attributes_too_long' }]);
    emulator.taskRouter.updateWorker(full.sid, { attributes: { note: 'x' } });
    const last = await inProcess.run(WORKERS, itemsOf([full.sid]));
    expect(last.job).toMatchObject({ status: 'completed', progress: { changed: 1, failed: 0 } });
    expect(emulator.taskRouter.inStep().ok).toBe(true);
  });

  it('asks TaskRouter about a queue that was found to be read wrongly', async () => {
    const queue = emulator.taskRouter.createQueue({ friendlyName: 'odd', targetWorkers: "team == 'nobody'" });
    emulator.taskRouter.overrideQueue(queue.sid, () => true);
    await inProcess.run(RESYNC);
    const [sid = ''] = sids();
    emulator.taskRouter.updateWorker(sid, { attributes: { team: 'a' } });
    await inProcess.run(WORKERS, itemsOf([sid]));
    expect(emulator.taskRouter.inStep().differing).toEqual([]);
  });

  it('says of a worker that is not there that it is not', async () => {
    const { failures } = await inProcess.run(WORKERS, itemsOf([`WK${'0'.repeat(32)}`]));
    expect(failures).toMatchObject([{ code: 'worker_not_found', attempts: 1 }]);
  });

  // Regression: what somebody else put there was overwritten.
  it('replaces what somebody else put there only when it is told to', async () => {
    const theirs = { queues: ['900', '901'] };
    const { sid } = emulator.taskRouter.createWorker({ friendlyName: 'theirs', attributes: theirs });
    const { failures } = await inProcess.run(WORKERS, [{ workerSid: sid }]);
    expect(failures).toMatchObject([{ key: sid, code: 'queues_not_ours', attempts: 1 }]);
    expect(updatesOf(emulator).size).toBe(0);
    const told = await inProcess.run(WORKERS, [{ workerSid: sid, replace: true }]);
    expect(told.job).toMatchObject({ status: 'completed', progress: { changed: 1, failed: 0 } });
    expect(emulator.taskRouter.inStep().differing).not.toContain(sid);
  });

  // Regression: an answer of TaskRouter's that was empty emptied the lists.
  it('empties no list by an answer with nothing in it', async () => {
    await inProcess.run(RESYNC);
    emulator.requests.clear();
    const empty = createInProcess(emulator, {
      alter: (real) => ({ ...real, queuesOfWorker: async () => new Set() }),
    });
    const { job, failures } = await empty.run(WORKERS, itemsOf(sids().slice(0, 2)));
    expect(job).toMatchObject({ status: 'completed', progress: { changed: 0 } });
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['unsettled']));
    expect(updatesOf(emulator).size).toBe(0);
    expect(emulator.taskRouter.inStep().ok).toBe(true);
  });
});
