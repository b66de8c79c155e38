import { describe, expect, it } from '@jest/globals';
import { RateLimits, type LimitSettings } from './limits';
import { emulators, failure, raw } from './test-support';

const start = emulators();
const tooMany = { status: 429, code: 20429 };

/** Runs the calls at once and counts those that were refused. */
async function refused(calls: Promise<unknown>[]): Promise<number> {
  const results = await Promise.allSettled(calls);
  return results.filter(({ status }) => status === 'rejected').length;
}

describe('limits of TaskRouter', () => {
  it('let lists by an expression through three times a second, other lists freely', async () => {
    const emulator = await start({ workers: 1, queues: 1 });
    const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
    const calls = [0, 1, 2, 3, 4].map(() => api.workers.list({ targetWorkersExpression: '1==1' }));
    expect(await refused(calls)).toBe(2);
    expect(await failure(api.taskQueues.list({ evaluateWorkerAttributes: '{}' }))).toMatchObject(tooMany);
    expect(await refused(Array.from({ length: 10 }, () => api.workers.list()))).toBe(0);
  });

  it('count worker updates where a limit is set, and say so in headers', async () => {
    const emulator = await start({ workers: 1, queues: 0, limits: { updatesPerSecond: 2 } });
    const [sid] = emulator.taskRouter.workers.keys();
    const path = `/v1/Workspaces/${emulator.workspaceSid}/Workers/${sid}`;
    const update = () => raw(emulator, { method: 'POST', path, body: 'Attributes={}' });
    const answers = [await update(), await update(), await update()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get('x-rate-limit-remaining'))).toEqual(['1', '0', '0']);
    expect(answers[0]?.headers.get('x-rate-limit-limit')).toBe('2');
    expect((await raw(emulator, { path })).status).toBe(200);
  });

  it('can be changed and switched off while it runs', async () => {
    const emulator = await start({ workers: 1, queues: 0, limits: { requestsPerSecond: 1 } });
    const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
    expect(await refused([api.fetch(), api.fetch(), api.fetch()])).toBe(2);
    emulator.limits.set({ requestsPerSecond: null });
    expect(await refused([api.fetch(), api.fetch(), api.fetch()])).toBe(0);
  });
});

describe('limits of Sync', () => {
  const writes = (bytes: number): number => {
    const limits = new RateLimits({ syncWritesPerSecondPerObject: 20 });
    let count = 0;
    try {
      while (count < 100) {
        limits.takeSyncWrite('ET1', bytes);
        count += 1;
      }
    } catch {
      return count;
    }
    return count;
  };

  it.each([
    [10, 20],
    [1024, 20],
    [5632, 11],
    [10 * 1024, 2],
    [16 * 1024, 2],
  ])('let writes of %s bytes through %s times a second', (bytes, expected) => {
    expect(writes(bytes)).toBe(expected);
  });

  it('count the items of a map on the map', async () => {
    const emulator = await start({ workers: 0, queues: 0, limits: { syncWritesPerSecondPerObject: 3 } });
    const { syncMaps } = emulator.client().sync.v1.services(emulator.syncServiceSid);
    await syncMaps.create({ uniqueName: 'a' });
    await syncMaps.create({ uniqueName: 'b' });
    const add = (map: string, key: string) => syncMaps(map).syncMapItems.create({ key, data: {} });
    expect(await refused(['1', '2', '3', '4', '5'].map((key) => add('a', key)))).toBe(2);
    expect(await failure(add('a', '6'))).toMatchObject({ status: 429, code: 54009 });
    await add('b', '1');
  });

  const syncOf = async (limits: LimitSettings) => {
    const emulator = await start({ workers: 0, queues: 0, limits });
    return { emulator, sync: emulator.client().sync.v1.services(emulator.syncServiceSid) };
  };
  const exceeded = { status: 429, code: 54009 };

  it('let a document be read 20 times a second, by whatever name', async () => {
    const { emulator, sync } = await syncOf({});
    const { sid } = emulator.sync.create('document', { uniqueName: 'a' });
    emulator.sync.create('document', { uniqueName: 'b' });
    const reads = Array.from({ length: 24 }, (_, n) => sync.documents(n % 2 ? sid : 'a').fetch());
    expect(await refused(reads)).toBe(4);
    expect(await failure(sync.documents('a').fetch())).toMatchObject(exceeded);
    await sync.documents('b').fetch();
    await sync.documents('a').update({ data: {} });
    await sync.documents.list();
  });

  it('count reads of items and of their pages on the map or list', async () => {
    const { emulator, sync } = await syncOf({ syncReadsPerSecondPerObject: 3 });
    const map = emulator.sync.create('map', { uniqueName: 'm' });
    emulator.sync.addItem(map, 'k', { data: {} });
    const list = emulator.sync.create('list', { uniqueName: 'm' });
    emulator.sync.addItem(list, undefined, { data: {} });
    const [maps, lists] = [sync.syncMaps('m'), sync.syncLists('m')];
    for (const reads of [
      [maps.fetch(), maps.syncMapItems.list(), maps.syncMapItems('k').fetch()],
      [lists.fetch(), lists.syncListItems.list(), lists.syncListItems(0).fetch()],
    ])
      await Promise.all<unknown>(reads);
    expect(await failure(maps.syncMapItems('k').fetch())).toMatchObject(exceeded);
    expect(await failure(lists.syncListItems.list())).toMatchObject(exceeded);
  });

  it('count reads of what is not there on its name', async () => {
    const { sync } = await syncOf({ syncReadsPerSecondPerObject: 2 });
    const codes = [];
    for (const name of ['x', 'x', 'x', 'y']) codes.push((await failure(sync.documents(name).fetch())).code);
    expect(codes).toEqual([20404, 20404, 54009, 20404]);
  });

  it('let 20 objects a second be made, of any kind; a taken name makes none', async () => {
    const { sync, emulator } = await syncOf({ syncCreationsPerSecond: 3 });
    await sync.documents.create({ uniqueName: 'a' });
    await sync.syncLists.create();
    for (let n = 0; n < 3; n++)
      expect(await failure(sync.documents.create({ uniqueName: 'a' }))).toMatchObject({ code: 54301 });
    await sync.syncMaps.create();
    expect(await failure(sync.documents.create())).toMatchObject(exceeded);
    emulator.limits.set({ syncCreationsPerSecond: null });
    await sync.documents.create();
  });
});
