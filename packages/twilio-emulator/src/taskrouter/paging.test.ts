import { describe, expect, it } from '@jest/globals';
import { emulators } from '../test-support';

const start = emulators();

/** Seven workers and seven queues; each queue takes all workers from the one before its own number on. */
async function workspace() {
  const emulator = await start({ workers: 0, queues: 0 });
  const { taskRouter } = emulator;
  const workers = Array.from({ length: 7 }, (_, n) =>
    taskRouter.createWorker({ friendlyName: `W${n}`, attributes: { n } }),
  );
  const queues = Array.from({ length: 7 }, (_, n) =>
    taskRouter.createQueue({ friendlyName: `Q${n}`, targetWorkers: `n > ${n - 2}` }),
  );
  const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const sidsOf = (records: readonly { sid: string }[]) => records.map(({ sid }) => sid);
  return { emulator, api, workers, queues, sidsOf };
}

describe('the workers of a queue', () => {
  it('come page by page, each full, with the queue in the URL of the next', async () => {
    const { api, emulator, workers, queues, sidsOf } = await workspace();
    const taskQueueSid = queues[3]?.sid ?? '';
    const page = await api.workers.page({ taskQueueSid, pageSize: 2 });
    expect(sidsOf(page.instances)).toEqual(sidsOf(workers.slice(2, 4)));
    expect(page.nextPageUrl).toContain(`TaskQueueSid=${taskQueueSid}`);
    emulator.requests.clear();
    expect(sidsOf(await api.workers.list({ taskQueueSid, pageSize: 2 }))).toEqual(sidsOf(workers.slice(2)));
    expect(emulator.requests.count({ resource: 'Workers', status: 200 })).toBe(3);
  });
});

describe('the queues of a worker', () => {
  it('come page by page, each full, with the worker in the URL of the next', async () => {
    const { api, emulator, workers, queues, sidsOf } = await workspace();
    const workerSid = workers[4]?.sid ?? '';
    const page = await api.taskQueues.page({ workerSid, pageSize: 4 });
    expect(sidsOf(page.instances)).toEqual(sidsOf(queues.slice(0, 4)));
    expect(page.nextPageUrl).toContain(`WorkerSid=${workerSid}`);
    emulator.requests.clear();
    expect(sidsOf(await api.taskQueues.list({ workerSid, pageSize: 4 }))).toEqual(sidsOf(queues.slice(0, 6)));
    expect(emulator.requests.count({ resource: 'TaskQueues', status: 200 })).toBe(2);
  });
});
