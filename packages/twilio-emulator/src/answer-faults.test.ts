import { describe, expect, it } from '@jest/globals';
import type { AnswerFaultName } from './answer-faults';
import type { FaultRule } from './faults';
import { emulators, failure, raw } from './test-support';

const start = emulators();

/** An emulator with a fault, and what asks it. */
async function faulty(rule: FaultRule, options: Parameters<typeof start>[0] = {}) {
  const emulator = await start({ workers: 7, queues: 7, ...options });
  const fault = emulator.faults.add(rule);
  const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const path = `/v1/Workspaces/${emulator.workspaceSid}`;
  const statistics = async (): Promise<Record<string, unknown>> => {
    const call = {
      method: 'POST',
      path: `${path}/TaskQueues/RealTimeStatistics`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ queueSids: [...emulator.taskRouter.queues.keys()] }),
    };
    return (await raw(emulator, call)).body as Record<string, unknown>;
  };
  const logged = () => emulator.requests.filter(({ fault: name }) => name !== undefined).map((r) => r.fault);
  return { emulator, fault, api, path, statistics, logged };
}

type Faulty = Awaited<ReturnType<typeof faulty>>;

describe('a list', () => {
  it('comes empty, and without its other pages', async () => {
    const { api, fault, logged } = await faulty({ action: 'empty-list', times: 1 });
    expect(await api.workers.list({ pageSize: 3 })).toEqual([]);
    expect(await api.workers.list({ pageSize: 3 })).toHaveLength(7);
    expect([fault.injected, logged()]).toEqual([1, ['empty-list']]);
  });

  it('comes with a third of each page missing, at least one entry', async () => {
    const { api, fault } = await faulty({ action: 'short-list' });
    expect(await api.taskQueues.list()).toHaveLength(5);
    expect(await api.workers.list({ pageSize: 3 })).toHaveLength(4);
    expect(fault.injected).toBe(1 + 3);
  });

  it('comes with as many entries missing as the rule says, and goes on to the next page', async () => {
    const { api, emulator, logged } = await faulty({ action: { dropEntries: 2 }, times: 1 });
    const sids = (await api.workers.list({ pageSize: 4 })).map(({ sid }) => sid);
    const all = [...emulator.taskRouter.workers.keys()];
    expect(sids).toEqual([all[1], all[3], all[4], all[5], all[6]]);
    expect(logged()).toEqual(['drop-entries']);
  });

  it('loses all the entries of a page that has no more', async () => {
    const { api } = await faulty({ action: { dropEntries: 50 }, times: 1 });
    expect(await api.workers.list({ pageSize: 4 })).toHaveLength(3);
  });

  it('ends early', async () => {
    const { api, fault } = await faulty({ action: 'last-page', times: 1 });
    expect(await api.workers.list({ pageSize: 3 })).toHaveLength(3);
    expect(await api.workers.list({ pageSize: 3 })).toHaveLength(7);
    expect(fault.injected).toBe(1);
  });

  it('of Sync can lack something as well', async () => {
    const { emulator } = await faulty({ match: { host: 'sync.twilio.com' }, action: 'empty-list' });
    emulator.sync.create('document', {});
    const { documents } = emulator.client().sync.v1.services(emulator.syncServiceSid);
    expect(await documents.list()).toEqual([]);
  });

  it('by queue or worker is told from the whole one by its path', async () => {
    const { api, emulator } = await faulty({
      match: { resource: 'Workers', path: /[?&]TaskQueueSid=/ },
      action: 'empty-list',
    });
    emulator.faults.add({
      match: { resource: 'TaskQueues', path: /[?&]WorkerSid=/ },
      action: { status: 503 },
    });
    const everybody = emulator.taskRouter.createQueue({ friendlyName: 'Everybody' });
    const [worker = ''] = emulator.taskRouter.workers.keys();
    expect(await api.workers.list({ taskQueueSid: everybody.sid })).toEqual([]);
    expect(await api.workers.list()).toHaveLength(7);
    expect(await failure(api.taskQueues.list({ workerSid: worker }))).toMatchObject({ status: 503 });
    expect(await api.taskQueues.list()).toHaveLength(8);
  });
});

describe('a worker', () => {
  it('comes without attributes, listed, fetched or updated', async () => {
    const { api, emulator, fault } = await faulty({ action: 'null-attributes' });
    const [sid = ''] = emulator.taskRouter.workers.keys();
    expect((await api.workers(sid).fetch()).attributes).toBeNull();
    expect((await api.workers(sid).update({ attributes: '{"a":1}' })).attributes).toBeNull();
    expect(new Set((await api.workers.list()).map(({ attributes }) => attributes))).toEqual(new Set([null]));
    expect(emulator.taskRouter.worker(sid).attributes).toBe('{"a":1}');
    expect(fault.injected).toBe(3);
  });
});

describe('bulk statistics', () => {
  it('lack a third of the queues', async () => {
    const { statistics, logged } = await faulty({ action: 'some-counts' });
    const body = await statistics();
    expect(body).toMatchObject({ task_queue_response_count: 5 });
    expect(body['task_queue_data']).toHaveLength(5);
    expect(logged()).toEqual(['some-counts']);
  });

  it('lack them all', async () => {
    const { statistics } = await faulty({ action: 'no-counts' });
    expect(await statistics()).toMatchObject({ task_queue_data: [], task_queue_response_count: 0 });
  });

  it('lack as many as the rule says', async () => {
    const { statistics } = await faulty({ action: { dropEntries: 1 } });
    expect((await statistics())['task_queue_data']).toHaveLength(6);
  });

  it('name the queues without their counts', async () => {
    const { statistics } = await faulty({ action: 'null-counts' });
    const { task_queue_data: data } = (await statistics()) as { task_queue_data: unknown[] };
    const empty = { total_eligible_workers: null, total_available_workers: null };
    expect(data).toEqual(Array.from({ length: 7 }, () => expect.objectContaining(empty)));
  });
});

describe('any answer', () => {
  it('can have other fields', async () => {
    const { api, logged } = await faulty({
      match: { resource: 'Workspace' },
      action: { answer: { friendly_name: 'Somebody else' } },
    });
    expect(await api.fetch()).toMatchObject({ friendlyName: 'Somebody else', prioritizeQueueOrder: 'FIFO' });
    expect(logged()).toEqual(['answer']);
  });

  it('can be what a function makes of it, under a name', async () => {
    const { api, emulator, fault, logged } = await faulty({
      match: { resource: 'TaskQueue' },
      action: {
        answer: (queue) =>
          queue['target_workers'] === '1==1' ? { ...queue, target_workers: null } : undefined,
        name: 'no-rule',
      },
    });
    const hit = emulator.taskRouter.createQueue({ friendlyName: 'A' });
    const spared = emulator.taskRouter.createQueue({ friendlyName: 'B', targetWorkers: 'a == 1' });
    expect((await api.taskQueues(hit.sid).fetch()).targetWorkers).toBeNull();
    expect((await api.taskQueues(spared.sid).fetch()).targetWorkers).toBe('a == 1');
    expect([fault.injected, logged()]).toEqual([1, ['no-rule']]);
  });
});

describe('a fault of an answer that has nothing to change', () => {
  const cases: [AnswerFaultName, (parts: Faulty) => Promise<unknown>][] = [
    ['last-page', ({ api }) => api.workers.list()],
    ['no-attributes', ({ api }) => api.taskQueues.list()],
    ['short-list', ({ statistics }) => statistics()],
    ['some-counts', ({ api }) => api.workers.list()],
    ['stale-etag', ({ api }) => api.fetch()],
    ['null-attributes', ({ api }) => failure(api.workers('WKnobody').fetch())],
    ['duplicate-page', ({ api }) => api.workers.list()],
  ];

  it.each(cases)('does not count: %s', async (action, ask) => {
    const parts = await faulty({ action, times: 1 });
    await ask(parts);
    expect([parts.fault.injected, parts.logged()]).toEqual([0, []]);
  });

  it('still waits for one that has', async () => {
    const { api, fault } = await faulty({ action: 'last-page', times: 1 });
    await api.workers.list();
    expect(await api.workers.list({ pageSize: 2 })).toHaveLength(2);
    expect(fault.injected).toBe(1);
  });
});

it('an answer comes with other headers, or without one', async () => {
  const answerHeaders = { etag: null, Date: 'Mon, 05 Jan 2026 09:00:00 GMT' };
  const { emulator, api, logged } = await faulty({
    match: { resource: 'Worker' },
    action: { answerHeaders },
  });
  const [sid = ''] = emulator.taskRouter.workers.keys();
  const { headers, body } = await api.workers(sid).fetchWithHttpInfo();
  expect([headers, body.sid]).toEqual([expect.objectContaining({ date: answerHeaders.Date }), sid]);
  expect(headers).not.toHaveProperty('etag');
  expect(logged()).toEqual(['answer-headers']);
});
