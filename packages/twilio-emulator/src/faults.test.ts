import { describe, expect, it } from '@jest/globals';
import type { FaultRule } from './faults';
import { emulators, failure } from './test-support';

const start = emulators();

async function oneWorker() {
  const emulator = await start({ workers: 1, queues: 0 });
  const [sid = ''] = emulator.taskRouter.workers.keys();
  const workers = emulator.client({ timeout: 2000 }).taskrouter.v1.workspaces(emulator.workspaceSid).workers;
  return { emulator, sid, workers, version: () => emulator.taskRouter.worker(sid).version };
}

describe('a fault', () => {
  it('hits as many requests as it says, and only those it matches', async () => {
    const { emulator, sid, workers } = await oneWorker();
    const fault = emulator.faults.add({
      match: { resource: 'Worker', method: 'POST' },
      times: 2,
      action: { status: 503, headers: { 'Retry-After': '1' } },
    });
    await workers(sid).fetch();
    expect(await failure(workers(sid).update({ attributes: '{}' }))).toMatchObject({ status: 503 });
    expect(await failure(workers(sid).update({ attributes: '{}' }))).toMatchObject({ status: 503 });
    await workers(sid).update({ attributes: '{}' });
    expect(fault.injected).toBe(2);
    expect(emulator.requests.count({ fault: 'status-503' })).toBe(2);
  });

  it('hits a seeded share of the requests, until it is removed', async () => {
    const hits = async () => {
      const { emulator, sid, workers } = await oneWorker();
      const fault = emulator.faults.add({ share: 0.5, action: { status: 429 } });
      const results: boolean[] = [];
      for (let n = 0; n < 20; n++)
        results.push(
          await workers(sid)
            .fetch()
            .then(
              () => false,
              () => true,
            ),
        );
      fault.remove();
      await workers(sid).fetch();
      expect(fault.injected).toBe(results.filter(Boolean).length);
      return results;
    };
    const first = await hits();
    expect(new Set(first)).toEqual(new Set([true, false]));
    expect(await hits()).toEqual(first);
  });
});

describe('the kinds of faults', () => {
  const update = async (action: FaultRule['action']) => {
    const parts = await oneWorker();
    parts.emulator.faults.add({ times: 1, action });
    const outcome = await parts
      .workers(parts.sid)
      .update({ attributes: '{}' })
      .then(
        () => 'ok',
        (error: unknown) => error,
      );
    return { ...parts, outcome };
  };

  it('an error status comes with its code and takes no effect', async () => {
    const { outcome, version } = await update({ status: 429 });
    expect(outcome).toMatchObject({ status: 429, code: 20429 });
    expect(version()).toBe(0);
  });

  it('a reset takes no effect', async () => {
    const { outcome, version, emulator } = await update('reset');
    expect(outcome).toMatchObject({ code: 'ECONNRESET' });
    expect(version()).toBe(0);
    expect([...emulator.requests].map(({ status, fault }) => [status, fault])).toEqual([[0, 'reset']]);
  });

  it('a lost answer does take effect', async () => {
    const { outcome, version } = await update('lost-answer');
    expect(outcome).toMatchObject({ code: 'ECONNRESET' });
    expect(version()).toBe(1);
  });

  it('a hanging request is cut by close', async () => {
    const { emulator, sid, workers } = await oneWorker();
    emulator.faults.add({ action: 'hang' });
    const call = failure(workers(sid).fetch());
    while (emulator.requests.count() === 0) await new Promise((resolve) => setImmediate(resolve));
    await emulator.close();
    expect((await call).status).toBeUndefined();
  });

  it('a delayed request is handled all the same', async () => {
    const { outcome, version } = await update({ delayMs: 5 });
    expect([outcome, version()]).toEqual(['ok', 1]);
  });

  it('a stale ETag fails the write it is used for', async () => {
    const { emulator, sid, workers } = await oneWorker();
    emulator.faults.add({ match: { method: 'GET' }, times: 1, action: 'stale-etag' });
    emulator.taskRouter.updateWorker(sid, { attributes: {} });
    const etagOf = async () => {
      const { headers } = await workers(sid).fetchWithHttpInfo();
      return String((headers as Record<string, unknown>)['etag']);
    };
    const stale = await etagOf();
    expect(await failure(workers(sid).update({ attributes: '{}', ifMatch: stale }))).toMatchObject({
      status: 412,
    });
    await workers(sid).update({ attributes: '{}', ifMatch: await etagOf() });
  });

  it('a stale ETag in Sync comes with the stale revision', async () => {
    const { emulator } = await oneWorker();
    const { documents } = emulator.client().sync.v1.services(emulator.syncServiceSid);
    await documents.create({ uniqueName: 'd' });
    for (let n = 0; n < 16; n++) emulator.sync.updateDocument('d', { data: { n } });
    emulator.faults.add({ match: { resource: 'Document', method: 'GET' }, action: 'stale-etag' });
    expect((await documents('d').fetch()).revision).toBe('f');
  });

  it('a duplicated page is read twice, then the list goes on', async () => {
    const emulator = await start({ workers: 5, queues: 0 });
    const { workers } = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
    emulator.faults.add({ match: { resource: 'Workers' }, action: 'duplicate-page' });
    const sids = (await workers.list({ pageSize: 2 })).map(({ sid }) => sid);
    expect(sids.length).toBeGreaterThan(5);
    expect(new Set(sids).size).toBe(5);
  });

  it('attributes can be missing from lists', async () => {
    const { emulator, workers } = await oneWorker();
    emulator.faults.add({ times: 1, action: 'no-attributes' });
    expect((await workers.list())[0]?.attributes).toBeNull();
    expect((await workers.list())[0]?.attributes).toContain('{');
  });
});
