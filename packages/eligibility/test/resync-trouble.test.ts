import { afterEach, describe, expect, it } from '@jest/globals';
import { PermanentError } from '@queue-eligibility/batch';
import { createEmulator, type Emulator, type EmulatorOptions } from '@queue-eligibility/twilio-emulator';
import { RESYNC } from '../src';
import type { TaskRouter } from '@queue-eligibility/task-router';
import { createInProcess, reportOf, updatesOf } from './in-process';

// They talk to each other over real connections, on whatever machine there is.

let emulator: Emulator;
afterEach(() => emulator.close());

async function setup(options: EmulatorOptions = {}, alter?: (real: TaskRouter) => TaskRouter) {
  emulator = await createEmulator({ workers: 40, queues: 12, ...options });
  return createInProcess(emulator, { alter });
}
const firstWorker = () => [...emulator.taskRouter.workers.keys()][0] ?? '';
const differing = () => emulator.taskRouter.inStep().differing;

describe('one bad worker stops nothing', () => {
  it('attributes that are not an object: recorded, left as they are, and the rest is done', async () => {
    let bad = '';
    const spoil = <T extends { sid: string; attributes: string | null }>(worker: T): T =>
      worker.sid === bad ? { ...worker, attributes: '["not", "an object"]' } : worker;
    const { run } = await setup({}, (real) => ({
      ...real,
      listWorkers: async (cursor) => {
        const page = await real.listWorkers(cursor);
        return { ...page, entries: page.entries.map(spoil) };
      },
      fetchWorker: async (sid) => {
        const worker = await real.fetchWorker(sid);
        return worker && spoil(worker);
      },
    }));
    bad = firstWorker();
    const ended = await run(RESYNC);
    expect(ended).toMatchObject({
      job: { status: 'completed', progress: { total: 40, checked: 40, failed: 1 } },
      failures: [{ key: bad, code: 'attributes_invalid' }],
    });
    expect(updatesOf(emulator).has(bad)).toBe(false);
    expect(differing()).toEqual([bad]);
    // It can't be counted here, and is eligible for the queue of everybody: settled by asking.
    expect(reportOf(ended).verified).toBe(true);
  });

  it.each([true, false])(
    'attributes that would be too long: both sizes (lists with attributes: %s)',
    async (listAttributes) => {
      const { run } = await setup({ listAttributes });
      const { sid } = emulator.taskRouter.createWorker({
        friendlyName: 'long',
        attributes: { x: 'x'.repeat(4_080) },
      });
      const ended = await run(RESYNC);
      expect(ended).toMatchObject({
        job: { status: 'completed', progress: { checked: 41, failed: 1 } },
        failures: [
          {
            key: sid,
            code: 'attributes_too_long',
            message: expect.stringMatching(/are 4088 characters and would be \d{4}/) as unknown,
          },
        ],
      });
      expect(reportOf(ended).verified).toBe(true);
      expect(differing()).toEqual([sid]);
    },
  );

  it('a worker whose update always fails has its own attempts', async () => {
    const { run } = await setup({ workers: 10 });
    const bad = firstWorker();
    emulator.faults.add({
      match: { resource: 'Worker', method: 'POST', path: new RegExp(bad) },
      action: { status: 503 },
    });
    const ended = await run(RESYNC);
    expect(ended).toMatchObject({
      job: { status: 'completed', progress: { checked: 10, failed: 1 } },
      failures: [{ key: bad, code: 'unavailable', attempts: 4 }],
    });
    expect(differing()).toEqual([bad]);
  });
});

describe('what changes in the middle of a resync', () => {
  /** Something that happens at the first write. */
  const atFirstWrite = (happen: (sid: string) => void) => {
    const remove = emulator.taskRouter.beforeWorkerUpdate(({ sid }) => {
      remove();
      happen(sid);
    });
  };

  it('a worker is deleted', async () => {
    const { run } = await setup();
    atFirstWrite((sid) => emulator.taskRouter.deleteWorker(sid));
    const ended = await run(RESYNC);
    expect(ended).toMatchObject({ job: { status: 'completed', progress: { failed: 0 } }, failures: [] });
    expect(reportOf(ended).verified).toBe(true);
    expect(differing()).toEqual([]);
  });

  it('a queue is deleted, and its event is lost', async () => {
    const { run } = await setup();
    const broad = [...emulator.taskRouter.queues.values()].find(
      ({ targetWorkers }) => targetWorkers === '1==1',
    );
    atFirstWrite(() => emulator.taskRouter.deleteQueue(broad?.sid ?? ''));
    const ended = await run(RESYNC);
    expect(ended).toMatchObject({ job: { status: 'completed', progress: { failed: 0 } } });
    expect(reportOf(ended)).toMatchObject({ verified: true, queues: 11 });
    expect(differing()).toEqual([]);
  });

  it('an expression is changed, and its event is lost', async () => {
    const { run } = await setup();
    const [sid = ''] = emulator.taskRouter.queues.keys();
    atFirstWrite(() => emulator.taskRouter.updateQueue(sid, { targetWorkers: 'languages HAS "en"' }));
    const ended = await run(RESYNC);
    expect(reportOf(ended).verified).toBe(true);
    expect(differing()).toEqual([]);
  });

  it('a worker changes after it was read, and its event is lost', async () => {
    const { run } = await setup({ queuesAttribute: 'in-step' });
    const [, other = ''] = emulator.taskRouter.workers.keys();
    emulator.taskRouter.updateWorker(firstWorker(), { attributes: {} });
    atFirstWrite(() => emulator.taskRouter.updateWorker(other, { attributes: { languages: ['en'] } }));
    const ended = await run(RESYNC);
    expect(reportOf(ended).verified).toBe(true);
    expect(differing()).toEqual([]);
  });
});

describe('requests that go wrong', () => {
  it.each([
    ['the list of queues', { resource: 'TaskQueues' }, { status: 503 }, 6],
    ['the list of workers', { resource: 'Workers' }, { status: 503 }, 6],
    ['the counts', { resource: 'TaskQueueStatistics' }, { status: 503 }, 6],
    ['answers to updates', { resource: 'Worker', method: 'POST' }, 'lost-answer', 30],
    ['conflicts', { resource: 'Worker', method: 'GET' }, 'stale-etag', 30],
    ['the rate limit', {}, { status: 429 }, 7],
  ] as const)('%s: nothing wrong is written, and the job gets there', async (_what, match, action, times) => {
    const { run } = await setup();
    const fault = emulator.faults.add({ match, action, times });
    const ended = await run(RESYNC);
    expect(fault.injected).toBe(times);
    expect(ended).toMatchObject({ job: { status: 'completed', progress: { failed: 0 } } });
    expect(differing()).toEqual([]);
    expect(Math.max(...updatesOf(emulator).values())).toBe(1);
  });

  it('a page of workers that TaskRouter no longer knows: the list is read from its beginning', async () => {
    const { run } = await setup({ workers: 1_100, queuesAttribute: 'in-step' });
    const fault = emulator.faults.add({
      match: { resource: 'Workers', path: /PageToken=/ },
      action: { status: 400, code: 20001 },
      times: 1,
    });
    const ended = await run(RESYNC);
    expect(fault.injected).toBe(1);
    expect(ended).toMatchObject({ job: { status: 'completed', progress: { checked: 1_100 } } });
    expect(reportOf(ended).verified).toBe(true);
  });

  it('fails at once, says why, and writes nothing when an answer has a shape that nobody knows', async () => {
    const { run } = await setup({ workers: 3 }, (real) => ({
      ...real,
      listWorkers: () =>
        Promise.reject(new PermanentError('unknown_answer', 'workers are another thing now')),
    }));
    const { job } = await run(RESYNC);
    const error = { code: 'unknown_answer', message: 'workers are another thing now' };
    expect(job).toMatchObject({ status: 'failed', hop: 1, attempt: 1, error });
    expect(updatesOf(emulator).size).toBe(0);
  });
});
