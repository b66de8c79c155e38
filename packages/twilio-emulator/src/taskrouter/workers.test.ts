import { describe, expect, it } from '@jest/globals';
import { emulators, failure } from '../test-support';

const start = emulators();

async function workspace(options: Parameters<typeof start>[0] = {}) {
  const emulator = await start({ workers: 0, queues: 0, ...options });
  return { emulator, api: emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid) };
}

describe('one worker', () => {
  it('is created, fetched, changed and deleted with the real client', async () => {
    const { api } = await workspace();
    const created = await api.workers.create({ friendlyName: 'Ana', attributes: '{"team":"A"}' });
    expect(created).toMatchObject({
      friendlyName: 'Ana',
      attributes: '{"team":"A"}',
      activityName: 'Offline',
    });
    expect(created.sid).toMatch(/^WK[0-9a-f]{32}$/);
    expect(created.dateCreated).toBeInstanceOf(Date);
    expect(created.url).toBe(
      `https://taskrouter.twilio.com/v1/Workspaces/${created.workspaceSid}/Workers/${created.sid}`,
    );
    const activities = await api.activities.list({ friendlyName: 'Available' });
    const updated = await api.workers(created.sid).update({ activitySid: activities[0]?.sid ?? '' });
    expect(updated).toMatchObject({ activityName: 'Available', available: true, attributes: '{"team":"A"}' });
    expect((await api.workers(created.sid).fetch()).activityName).toBe('Available');
    await api.workers(created.sid).remove();
    expect(await failure(api.workers(created.sid).fetch())).toMatchObject({ status: 404, code: 20404 });
  });

  it.each([
    ['attributes that are no JSON', { attributes: '{' }],
    ['attributes that are no object', { attributes: '["a"]' }],
    ['attributes over 4,096 characters', { attributes: JSON.stringify({ text: 'x'.repeat(4086) }) }],
    ['an unknown activity', { activitySid: 'WA00000000000000000000000000000000' }],
    ['the name of another worker in other letters', { friendlyName: 'BORIS' }],
  ])('refuses %s with 400', async (_what, change) => {
    const { api } = await workspace();
    const { sid } = await api.workers.create({ friendlyName: 'Ana' });
    await api.workers.create({ friendlyName: 'Boris' });
    expect(await failure(api.workers(sid).update(change))).toMatchObject({ status: 400, code: 20001 });
    expect((await api.workers(sid).fetch()).attributes).toBe('{}');
  });

  it('takes attributes of exactly 4,096 characters', async () => {
    const { api } = await workspace();
    const attributes = JSON.stringify({ text: 'é'.repeat(4085) });
    expect(attributes).toHaveLength(4096);
    expect(await api.workers.create({ friendlyName: 'Ana', attributes })).toMatchObject({ attributes });
  });
});

describe('conflicting writers', () => {
  it('are told apart by ETag and If-Match', async () => {
    const { api } = await workspace();
    const { sid } = await api.workers.create({ friendlyName: 'Ana' });
    const read = await api.workers(sid).fetchWithHttpInfo();
    const ifMatch = String((read.headers as Record<string, unknown>)['etag']);
    await api.workers(sid).update({ attributes: '{"a":1}', ifMatch });
    const late = await failure(api.workers(sid).update({ attributes: '{"a":2}', ifMatch }));
    expect(late).toMatchObject({ status: 412, code: 20412 });
    expect(await failure(api.workers(sid).remove({ ifMatch }))).toMatchObject({ status: 412 });
    expect((await api.workers(sid).fetch()).attributes).toBe('{"a":1}');
  });

  it('are not, with the option etags off', async () => {
    const { api } = await workspace({ etags: false });
    const { sid } = await api.workers.create({ friendlyName: 'Ana' });
    const read = await api.workers(sid).fetchWithHttpInfo();
    expect(read.headers).not.toHaveProperty('etag');
    await api.workers(sid).update({ attributes: '{"a":1}', ifMatch: '"77"' });
    expect((await api.workers(sid).fetch()).attributes).toBe('{"a":1}');
  });

  it('can be played by a hook after every read and before every update', async () => {
    const { api, emulator } = await workspace();
    const { sid } = await api.workers.create({ friendlyName: 'Ana' });
    const remove = emulator.taskRouter.onWorkerRead((worker) => {
      emulator.taskRouter.updateWorker(worker.sid, { attributes: { by: 'another' } });
    });
    const read = await api.workers(sid).fetchWithHttpInfo();
    expect(read.body.attributes).toBe('{}');
    const ifMatch = String((read.headers as Record<string, unknown>)['etag']);
    expect(await failure(api.workers(sid).update({ attributes: '{}', ifMatch }))).toMatchObject({
      status: 412,
    });
    remove();
    expect((await api.workers(sid).fetch()).attributes).toBe('{"by":"another"}');
    const seen: string[] = [];
    emulator.taskRouter.beforeWorkerUpdate((worker) => void seen.push(worker.attributes));
    await api.workers(sid).update({ attributes: '{"mine":1}' });
    expect(seen).toEqual(['{"by":"another"}']);
  });
});

describe('the list of workers', () => {
  it('comes in pages of 50 unless asked otherwise, of 1,000 at most', async () => {
    const { api } = await workspace({ workers: 120 });
    const page = await api.workers.page();
    expect(page.instances).toHaveLength(50);
    expect(page.nextPageUrl).toMatch(/^https:\/\/taskrouter\.twilio\.com\/v1\/.*PageToken=PT/);
    expect((await api.workers.list({ pageSize: 1000 })).length).toBe(120);
    const all = await api.workers.list({ pageSize: 50 });
    expect(new Set(all.map(({ sid }) => sid)).size).toBe(120);
    expect(await failure(api.workers.list({ pageSize: 1001 }))).toMatchObject({ status: 400, code: 20001 });
    expect(await failure(api.workers.page({ pageToken: 'PTnonsense!' }))).toMatchObject({ status: 400 });
  });

  it('survives the deletion of the worker a page token points at', async () => {
    const { api, emulator } = await workspace({ workers: 6 });
    const sids = [...emulator.taskRouter.workers.keys()];
    const first = await api.workers.page({ pageSize: 3 });
    emulator.taskRouter.deleteWorker(sids[2] ?? '');
    const second = await first.nextPage();
    expect(second?.instances.map(({ sid }) => sid)).toEqual(sids.slice(3));
  });

  it('is filtered', async () => {
    const { api, emulator } = await workspace({ workers: 60, queues: 12 });
    const { taskRouter } = emulator;
    const sidsOf = async (filter: Parameters<typeof api.workers.list>[0]) =>
      (await api.workers.list(filter)).map(({ sid }) => sid);
    for (const queue of taskRouter.queues.values()) {
      const eligible = [...taskRouter.workers.keys()].filter((sid) =>
        taskRouter.eligibleQueues(sid).includes(queue.sid),
      );
      expect(await sidsOf({ taskQueueSid: queue.sid })).toEqual(eligible);
      expect(await sidsOf({ taskQueueName: queue.friendlyName })).toEqual(eligible);
    }
    const available = await api.workers.list({ available: 'true' });
    expect(available.every((worker) => worker.available)).toBe(true);
    expect(await sidsOf({ activityName: 'Available' })).toEqual(available.map(({ sid }) => sid));
    const [one] = available;
    expect(await sidsOf({ friendlyName: one?.friendlyName ?? '' })).toEqual([one?.sid]);
    expect(await sidsOf({ targetWorkersExpression: `sid == "${one?.sid}"` })).toEqual([one?.sid]);
    expect(await sidsOf({ taskQueueSid: 'WQ00000000000000000000000000000000' })).toEqual([]);
    expect(await failure(sidsOf({ targetWorkersExpression: 'a &&' }))).toMatchObject({ status: 400 });
  });

  it('leaves attributes out with the option listAttributes off', async () => {
    const { api } = await workspace({ workers: 1, listAttributes: false });
    const [worker] = await api.workers.list();
    expect(worker?.attributes).toBeNull();
    expect((await api.workers(worker?.sid ?? '').fetch()).attributes).toContain('"email"');
  });
});
