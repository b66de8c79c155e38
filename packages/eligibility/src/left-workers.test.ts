import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CodedError, createRetry, createSeal } from '@queue-eligibility/batch';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { queuesWith } from '@queue-eligibility/task-router/testing';
import type { LeftWorker } from './report';
import { createRulebookStore, type RulebookStore } from './rulebook';

const NAME = 'queue-eligibility.rulebook';
const NOW = Date.parse('2026-01-05T09:00:00Z');
const at = (ms: number) => new Date(NOW + ms).toISOString();

let emulator: Emulator;
let store: RulebookStore;
let open: (secret?: string) => RulebookStore;
let logged: string[];
beforeEach(async () => {
  // Its limits go by real time, and this store's pauses don't.
  const limits = { syncWritesPerSecondPerObject: null, syncReadsPerSecondPerObject: null };
  emulator = await createEmulator({ workers: 0, queues: 0, limits });
  const service = emulator.client({ timeout: 2_000 }).sync.v1.services(emulator.syncServiceSid);
  const retry = createRetry({ retries: 2, minBackoffMs: 1, maxBackoffMs: 2 });
  const clock = { now: () => emulator.clock.now(), sleep: () => new Promise<void>(setImmediate) };
  logged = [];
  const log = (_level: string, event: string) => void logged.push(event);
  const sealWith = (secret: string) => createSeal({ secret, scope: emulator.syncServiceSid });
  open = (secret = emulator.authToken) =>
    createRulebookStore(service, retry, { workspaceSid: 'WS1', seal: sealWith(secret), clock, log });
  store = open();
  // A resync has been here: without one, nobody reads a rulebook.
  const queues = queuesWith('1==1');
  await store.write({ verifiedAt: at(0), queues, findings: new Map(), gone: [] });
});
afterEach(() => emulator.close());

const worker = (n: number, changes: Partial<LeftWorker> = {}): LeftWorker => ({
  ...{ workerSid: `WK${String(n).padStart(32, '0')}`, code: 'attributes_too_long', message: 'full' },
  ...{ at: at(n), eventSid: `EV${n}` },
  ...changes,
});
const map = () => emulator.sync.get('map', NAME);
const left = async (from = open()) => (await from.read())?.left;
const writes = () => emulator.requests.count({ method: 'POST' });

describe('workers that were left', () => {
  it('are none at first', async () => {
    expect(await left()).toEqual([]);
  });

  it('are known to everybody, newest first, in the request that brings the rules', async () => {
    await store.leave(worker(1));
    await open().leave(worker(2));
    emulator.requests.clear();
    expect(await left()).toEqual([worker(2), worker(1)]);
    expect(emulator.requests.entries).toHaveLength(1);
  });

  it('each stand there once, for the last reason', async () => {
    await store.leave(worker(1));
    await store.leave(worker(2));
    const other = worker(1, { code: 'queues_not_ours', at: at(9) });
    await store.leave(other);
    expect(await left()).toEqual([other, worker(2)]);
  });

  it('are the newest: some dozens of them', async () => {
    for (let n = 0; n < 45; n++) await store.leave(worker(n));
    const kept = (await left()) ?? [];
    expect(kept).toEqual(kept.map((_, n) => worker(44 - n)));
    expect(kept.length).toBeGreaterThanOrEqual(20);
    expect(kept.length).toBeLessThanOrEqual(40);
  });

  it('fit, as many as are kept, also with the longest words we have', async () => {
    const name = 'x'.repeat(64);
    const message =
      `"${name}" holds a list with something that is no queue: something else uses this attribute. It was left as ` +
      'it is. Choose another name (WORKER_QUEUES_ATTRIBUTE), or let it be replaced.';
    const long = (n: number) => worker(n, { message, eventSid: `EV${String(n).padStart(32, '0')}` });
    for (let n = 0; n < 40; n++) await store.leave(long(n));
    expect((await left())?.length).toBeGreaterThanOrEqual(20);
  });

  it('lose none of two that are noted at the same time', async () => {
    const containers = [1, 2, 3, 4].map((n) => ({ container: open(), n }));
    await Promise.all(containers.map(({ container, n }) => container.leave(worker(n))));
    expect((await left())?.map(({ at: when }) => when).sort()).toEqual([1, 2, 3, 4].map(at));
  });

  it('are not lost by the resync that writes its rules meanwhile', async () => {
    const resync = open();
    await resync.read();
    await store.leave(worker(1));
    await resync.write({ verifiedAt: at(5), queues: null, findings: new Map(), gone: [] });
    expect(await left()).toEqual([worker(1)]);
  });

  it('survive an answer that got lost', async () => {
    emulator.faults.add({ match: { resource: 'MapItems' }, times: 1, action: 'lost-answer' });
    await store.leave(worker(1));
    emulator.faults.add({ match: { resource: 'MapItem', method: 'POST' }, times: 1, action: 'lost-answer' });
    await store.leave(worker(2));
    expect(await left()).toEqual([worker(2), worker(1)]);
  });

  it('are none where somebody else wrote, and are noted again all the same', async () => {
    await store.leave(worker(1));
    emulator.sync.updateItem(map(), 'left', { data: { workers: [worker(7)] } });
    expect(await left()).toEqual([]);
    await store.leave(worker(2));
    expect(await left()).toEqual([worker(2)]);
    await open('before').leave(worker(3));
    expect(await left()).toEqual([]);
  });

  it.each(['a container that has read', 'a container that has not'])(
    'are noted by %s, where somebody has removed everything',
    async (which) => {
      emulator.sync.remove('map', NAME);
      const container = open();
      if (which.endsWith('has read')) await container.read();
      await container.leave(worker(1));
      expect(emulator.sync.existingItem(map(), 'left').data).toMatchObject({ workers: [worker(1)] });
    },
  );

  it('are noted nowhere where there are no maps, which stops nobody', async () => {
    emulator.faults.add({ match: { path: /\/Maps/ }, action: { status: 404, code: 20404 } });
    await store.read();
    await store.leave(worker(1));
    expect(logged).toContain('rulebook.not_kept');
  });

  it('are not noted after the invocation is over', async () => {
    await expect(store.leave(worker(1), AbortSignal.abort())).rejects.toThrow();
    expect(await left()).toEqual([]);
  });

  // An event handler asks for a resync where it gets an error that it knows.
  it.each([
    ['others are always quicker', 412, 54205],
    ['Sync has no time', 503, 20503],
    ['Sync is asked too much', 429, 54009],
  ])('end in an error of ours where %s, after a bounded number of tries', async (_what, status, code) => {
    await store.leave(worker(1));
    emulator.requests.clear();
    emulator.faults.add({ match: { resource: 'MapItem', method: 'POST' }, action: { status, code } });
    const error: unknown = await store.leave(worker(2)).catch((reason: unknown) => reason);
    expect(writes()).toBeLessThanOrEqual(6);
    expect(error).toBeInstanceOf(CodedError);
  });
});

describe('a resync that has looked at them', () => {
  it('forgets those from before it began, and keeps those since', async () => {
    for (const n of [1, 2, 3]) await store.leave(worker(n));
    await open().forgetLeft(at(2));
    expect(await left()).toEqual([worker(3), worker(2)]);
  });

  it('writes nothing where there is nothing to forget', async () => {
    await store.forgetLeft(at(2));
    await store.leave(worker(3));
    emulator.requests.clear();
    await store.forgetLeft(at(2));
    expect(writes()).toBe(0);
    expect(await left()).toEqual([worker(3)]);
  });

  it('loses none that is noted meanwhile', async () => {
    await store.leave(worker(1));
    await Promise.all([open().forgetLeft(at(2)), open().leave(worker(3))]);
    expect(await left()).toEqual([worker(3)]);
  });
});
