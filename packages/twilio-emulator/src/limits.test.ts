import { describe, expect, it } from '@jest/globals';
import { RateLimits } from './limits';
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
});
