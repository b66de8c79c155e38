import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRetry, createSeal } from '@queue-eligibility/batch';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { FakeTaskRouter, queueSid, queuesWith, WORKER_SID } from '../test/fake-task-router';
import { memoryContestStore } from '../test/memory-contest';
import { createContest, createContestStore, type Contest, type ContestStore } from './contest';
import { reconcileWorker } from './reconcile';
import { buildRules } from './rules';

const MINUTE_MS = 60_000;
let nowMs: number;
let store: ReturnType<typeof memoryContestStore>;
const container = (shared: ContestStore = store): Contest =>
  createContest({ store: shared, clock: { now: () => nowMs }, log: () => {} });

beforeEach(() => {
  nowMs = Date.parse('2026-01-05T09:00:00Z');
  store = memoryContestStore();
});

/** One round: we look, and write unless it is contested; then it is undone. */
async function round(contest: Contest, write = 'a'): Promise<boolean> {
  if (await contest.isContested(WORKER_SID, write)) return false;
  await contest.wrote(WORKER_SID, write);
  nowMs += 6_000;
  return true;
}

describe('a write that somebody keeps undoing', () => {
  it('is given up after three rounds, and costs nothing in the first', async () => {
    const contest = container();
    expect(await round(contest)).toBe(true);
    expect([store.reads, store.edits]).toEqual([0, 0]);
    expect([await round(contest), await round(contest)]).toEqual([true, true]);
    expect([await round(contest), await round(contest)]).toEqual([false, false]);
  });

  it('is tried again after an hour', async () => {
    const contest = container();
    while (await round(contest));
    nowMs += 61 * MINUTE_MS;
    expect(await round(contest)).toBe(true);
  });

  it('is known to other containers, and to those that read before they begin', async () => {
    const one = container();
    while (await round(one));
    const other = container();
    await other.read();
    expect(await round(other)).toBe(false);
    // Who has not read finds out at its second round.
    const third = container();
    expect([await round(third), await round(third)]).toEqual([true, false]);
  });

  it('is tried at once when somebody says that it is over', async () => {
    const contest = container();
    while (await round(contest));
    await contest.forget(WORKER_SID);
    expect(await round(contest)).toBe(true);
    expect((await store.read()).size).toBe(0);
  });
});

describe('a write that is marked', () => {
  const round = async (contest: Contest, write = 'a'): Promise<boolean> => {
    if (await contest.isContested(WORKER_SID, write, true)) return false;
    await contest.wrote(WORKER_SID, write);
    nowMs += 1;
    return true;
  };

  it('is given up after three rounds though each is in another container, however quick', async () => {
    const rounds = [];
    for (let i = 0; i < 6; i++) rounds.push(await round(container()));
    expect(rounds).toEqual([true, true, true, false, false, false]);
  });

  it('is given up soon by a few containers in turn', async () => {
    const containers = Array.from({ length: 4 }, () => container());
    const rounds = [];
    for (let i = 0; i < 16; i++) rounds.push(await round(containers[i % 4] ?? container()));
    expect(rounds.filter(Boolean).length).toBeLessThanOrEqual(4);
  });

  it('costs the first one a request, and nothing when it is tried again before it was made', async () => {
    const contest = container();
    expect(await contest.isContested(WORKER_SID, 'a', true)).toBe(false);
    expect(await contest.isContested(WORKER_SID, 'a', true)).toBe(false);
    await contest.wrote(WORKER_SID, 'a');
    expect([store.reads, store.edits, store.marks.size]).toEqual([0, 0, 1]);
  });

  it('is made though it can not be marked', async () => {
    store.mark = () => Promise.reject(new Error('503'));
    expect(await round(container())).toBe(true);
  });

  it('is no contest when another was made in between', async () => {
    for (const write of ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'])
      expect(await round(container(), write)).toBe(true);
  });
});

describe('what is no contest', () => {
  it('is another write', async () => {
    const contest = container();
    for (const write of ['a', 'b', 'a', 'b', 'a', 'b', 'a']) expect(await round(contest, write)).toBe(true);
  });

  it('is the same one much later', async () => {
    const contest = container();
    for (let i = 0; i < 6; i++) {
      expect(await round(contest)).toBe(true);
      nowMs += 11 * MINUTE_MS;
    }
  });
});

it('reconcile leaves a contested worker as it is, and says so', async () => {
  const taskRouter = new FakeTaskRouter();
  const rules = buildRules(queuesWith('1==1'), new Map());
  const policy = { retries: 1, minBackoffMs: 0, maxBackoffMs: 1 };
  const contest = container();
  const results: string[] = [];
  for (let i = 0; i < 5; i++) {
    taskRouter.edit('{"team":"red","queues":[]}');
    results.push((await reconcileWorker({ taskRouter, rules, policy, contest }, WORKER_SID)).edit.result);
  }
  expect(results).toEqual(['changed', 'changed', 'changed', 'refused', 'refused']);
  // Somebody changed something else: that is no undoing.
  taskRouter.edit('{"team":"blue","queues":[]}');
  const { edit } = await reconcileWorker({ taskRouter, rules, policy, contest }, WORKER_SID);
  expect(edit).toEqual({ result: 'changed' });
  expect(taskRouter.attributes).toBe(`{"team":"blue","queues":["${queueSid(1)}"]}`);
});

describe('the place for contested workers in Sync', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await createEmulator({ workers: 0, queues: 0 });
  });
  afterEach(() => emulator.close());
  const openStore = (secret = emulator.authToken) =>
    createContestStore(
      emulator.client().sync.v1.services(emulator.syncServiceSid),
      createRetry({ retries: 5, minBackoffMs: 10, maxBackoffMs: 50 }),
      createSeal({ secret, scope: emulator.syncServiceSid }),
    );

  it('takes what many containers notice at once, and stays small', async () => {
    const real = openStore();
    expect((await real.read()).size).toBe(0);
    const contests = [container(real), container(real)];
    await Promise.all(
      Array.from({ length: 120 }, async (_, i) => {
        const contest = contests[i % 2];
        await contest?.wrote(`WK${i}`, 'a');
        await contest?.wrote(`WK${i}`, 'a');
      }),
    );
    const noted = await real.read();
    expect(noted.size).toBe(90);
    expect(new Set([...noted.values()].map(({ rounds }) => rounds))).toEqual(new Set([2]));
    await real.edit((before) => before.clear());
    expect((await real.read()).size).toBe(0);
  });

  it('counts a round once whose answer got lost', async () => {
    const contest = container(openStore());
    await contest.wrote(WORKER_SID, 'a');
    emulator.faults.add({
      match: { resource: 'Documents', method: 'POST' },
      times: 1,
      action: 'lost-answer',
    });
    await contest.wrote(WORKER_SID, 'a');
    expect((await openStore().read()).get(WORKER_SID)?.rounds).toBe(2);
  });

  it('marks a write once, also when the answer got lost, for ten minutes', async () => {
    const real = openStore();
    emulator.faults.add({ match: { resource: 'Documents' }, times: 1, action: 'lost-answer' });
    expect(await real.mark(WORKER_SID, 'a')).toBe(true);
    expect([await real.mark(WORKER_SID, 'a'), await real.mark(WORKER_SID, 'b')]).toEqual([false, true]);
    emulator.clock.advance(601_000);
    expect(await real.mark(WORKER_SID, 'a')).toBe(true);
  });

  it('knows nothing of what somebody else wrote there, and begins anew', async () => {
    const round = { write: 'a', rounds: 9, atMs: nowMs };
    await openStore('another token').edit((before) => before.set(WORKER_SID, round));
    const real = openStore();
    expect((await real.read()).size).toBe(0);
    await real.edit((before) => before.set('WK2', round));
    expect([...(await real.read()).keys()]).toEqual(['WK2']);
  });
});
