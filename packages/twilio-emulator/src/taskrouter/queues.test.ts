import { describe, expect, it } from '@jest/globals';
import { emulators, failure, raw } from '../test-support';

const start = emulators();

async function workspace(options: Parameters<typeof start>[0] = {}) {
  const emulator = await start({ workers: 0, queues: 0, ...options });
  const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const statistics = async (queueSids: unknown) =>
    raw(emulator, {
      method: 'POST',
      path: `/v1/Workspaces/${emulator.workspaceSid}/TaskQueues/RealTimeStatistics`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ queueSids }),
    });
  return { emulator, api, statistics };
}

describe('one task queue', () => {
  it('is created, fetched, changed and deleted with the real client', async () => {
    const { api } = await workspace();
    const created = await api.taskQueues.create({ friendlyName: 'Everyone' });
    expect(created).toMatchObject({ targetWorkers: '1==1', maxReservedWorkers: 1, taskOrder: 'FIFO' });
    const updated = await api.taskQueues(created.sid).update({ targetWorkers: '', taskOrder: 'LIFO' });
    expect(updated).toMatchObject({ targetWorkers: '', taskOrder: 'LIFO', friendlyName: 'Everyone' });
    expect((await api.taskQueues(created.sid).fetch()).targetWorkers).toBe('');
    await api.taskQueues(created.sid).remove();
    expect(await failure(api.taskQueues(created.sid).fetch())).toMatchObject({ status: 404, code: 20404 });
  });

  it.each([
    ['an expression it cannot read', { targetWorkers: 'skills NOT HAS "x"' }],
    ['too many reserved workers', { maxReservedWorkers: 51 }],
    ['the name of another queue', { friendlyName: 'taken' }],
  ])('refuses %s with 400 and stays as it was', async (_what, change) => {
    const { api } = await workspace();
    await api.taskQueues.create({ friendlyName: 'Taken' });
    const { sid } = await api.taskQueues.create({ friendlyName: 'Own', targetWorkers: 'a == 1' });
    expect(await failure(api.taskQueues(sid).update(change))).toMatchObject({ status: 400, code: 20001 });
    expect(await api.taskQueues(sid).fetch()).toMatchObject({ friendlyName: 'Own', targetWorkers: 'a == 1' });
  });
});

describe('eligibility', () => {
  it('follows workers and rules as they change', async () => {
    const { api, emulator } = await workspace();
    const queue = await api.taskQueues.create({ friendlyName: 'Q', targetWorkers: 'skills HAS "a"' });
    const worker = await api.workers.create({ friendlyName: 'W', attributes: '{"skills":["a"]}' });
    const queuesOf = async () => (await api.taskQueues.list({ workerSid: worker.sid })).map(({ sid }) => sid);
    const eligible = async () =>
      (await api.taskQueues(queue.sid).realTimeStatistics().fetch()).totalEligibleWorkers;
    expect([await queuesOf(), await eligible()]).toEqual([[queue.sid], 1]);
    await api.workers(worker.sid).update({ attributes: '{"skills":["b"]}' });
    expect([await queuesOf(), await eligible()]).toEqual([[], 0]);
    await api.taskQueues(queue.sid).update({ targetWorkers: 'skills HAS "b"' });
    expect([await queuesOf(), await eligible()]).toEqual([[queue.sid], 1]);
    emulator.taskRouter.overrideQueue(queue.sid, (seen) => seen.friendly_name === 'somebody else');
    expect([await queuesOf(), await eligible()]).toEqual([[], 0]);
    await api.taskQueues(queue.sid).update({ targetWorkers: '1==1' });
    await api.workers(worker.sid).remove();
    expect(await eligible()).toBe(0);
  });

  it('can be asked for attributes that no worker has', async () => {
    const { api } = await workspace();
    const queue = await api.taskQueues.create({ friendlyName: 'Q', targetWorkers: 'skills HAS "a"' });
    await api.taskQueues.create({ friendlyName: 'R', targetWorkers: 'skills HAS "b"' });
    const found = await api.taskQueues.list({ evaluateWorkerAttributes: '{"skills":["a"]}' });
    expect(found.map(({ sid }) => sid)).toEqual([queue.sid]);
    expect(await failure(api.taskQueues.list({ evaluateWorkerAttributes: 'x' }))).toMatchObject({
      status: 400,
    });
  });
});

describe('bulk real-time statistics', () => {
  it('count every queue as the list of its workers does', async () => {
    const { api, emulator, statistics } = await workspace({ workers: 40, queues: 20 });
    const { body } = await statistics([...emulator.taskRouter.queues.keys()]);
    const { task_queue_data: data } = body as {
      task_queue_data: {
        task_queue_sid: string;
        total_eligible_workers: number;
        total_available_workers: number;
      }[];
    };
    expect(data).toHaveLength(20);
    expect(body).toMatchObject({ task_queue_response_count: 20, workspace_sid: emulator.workspaceSid });
    for (const { task_queue_sid, total_eligible_workers, total_available_workers } of data) {
      const workers = await api.workers.list({ taskQueueSid: task_queue_sid });
      expect(total_eligible_workers).toBe(workers.length);
      expect(total_available_workers).toBe(workers.filter(({ available }) => available).length);
    }
  });

  it('are zero for a queue of another workspace', async () => {
    const { statistics } = await workspace({ workers: 3 });
    const { body } = await statistics(['WQ00000000000000000000000000000000']);
    expect(body).toMatchObject({
      task_queue_data: [{ total_eligible_workers: 0, total_available_workers: 0 }],
    });
  });

  it.each([
    ['no list', undefined],
    ['an empty list', []],
    ['a list of 51', Array.from({ length: 51 }, () => 'WQ00000000000000000000000000000000')],
    ['a list of numbers', [1]],
  ])('refuse %s with 400', async (_what, queueSids) => {
    const { statistics } = await workspace();
    expect(await statistics(queueSids)).toMatchObject({ status: 400, body: { code: 20001 } });
  });

  it('work through the real client', async () => {
    const { api, emulator } = await workspace({ workers: 5, queues: 1 });
    const queueSids = [...emulator.taskRouter.queues.keys()];
    const reply = await api.taskQueues.bulkRealTimeStatistics.create({ queueSids } as object);
    expect(reply.taskQueueResponseCount).toBe(1);
  });
});

it('the workspace and its workers have statistics and settings', async () => {
  const { api, emulator } = await workspace({ workers: 7 });
  expect(
    (await api.workers
      .statistics()
      .fetch()
      .catch(() => 'not emulated')) as unknown,
  ).toBe('not emulated');
  const statistics = await api.workers.realTimeStatistics().fetch();
  expect(statistics.totalWorkers).toBe(7);
  await api.update({ eventCallbackUrl: 'http://127.0.0.1:9/x', eventsFilter: 'worker.created' });
  const workspaceRead = await api.fetch();
  expect(workspaceRead).toMatchObject({
    eventCallbackUrl: 'http://127.0.0.1:9/x',
    eventsFilter: 'worker.created',
  });
  expect(workspaceRead.sid).toBe(emulator.workspaceSid);
});
