import { describe, expect, it } from '@jest/globals';
import {
  commandJob,
  readFailures,
  readOpenJob,
  requestJob,
  RetryableError,
  startJob,
  type Job,
} from '../src';
import { runningOf } from '../src/jobs-document';
import type { World } from './kinds';
import { allQuiet, EVENT, names, PERSON, setup, type Setup } from './setup';

async function start({ platform }: Setup, count: number): Promise<string> {
  const ports = platform.caller();
  const starting = startJob(ports, { kind: 'list', startedBy: PERSON, items: names(count) });
  return (await platform.clock.run(starting)).stored.job.id;
}

async function end({ platform }: Setup, id: string, limitMs = 600_000): Promise<Job> {
  const read = async () => (await platform.store.readJob(id))?.job;
  await platform.clock.runUntil(async () => (await read())?.status !== 'running', limitMs);
  const job = await read();
  if (!job) throw new Error('the job is gone');
  // What belongs to its end, and whoever still runs.
  const isNamed = async () => runningOf(await platform.store.readJobs(), job.kind)?.jobId === id;
  await platform.clock.runUntil(async () => !(await isNamed()), 30_000);
  return job;
}

/** When a job's document is written, ms, as it goes on. */
function watchWrites({ platform: { store, clock } }: Setup): number[] {
  const writes: number[] = [];
  const [create, write] = [store.createJob.bind(store), store.writeJob.bind(store)];
  store.createJob = (job) => {
    writes.push(clock.now());
    return create(job);
  };
  store.writeJob = (before, job) => {
    writes.push(clock.now());
    return write(before, job);
  };
  return writes;
}

/** The writes after which two more came within a second. */
const crowded = (writes: readonly number[]): number[] =>
  writes.filter((at, i) => (writes[i + 2] ?? Infinity) - at < 1_000);

const everyItemOnce = (world: World, count: number) =>
  expect([...world.performed.values()]).toEqual(Array.from({ length: count }, () => 1));

describe('a job with explicit items', () => {
  it('does every item once, over as many hops as it takes', async () => {
    const it = setup();
    const job = await end(it, await start(it, 2_000));
    expect(job).toMatchObject({
      status: 'completed',
      progress: { total: 2_000, checked: 2_000, changed: 2_000, failed: 0 },
      report: { sum: 2_000 },
    });
    expect(job.hop).toBeGreaterThan(2);
    everyItemOnce(it.world, 2_000);
  });

  it('ends within a hop when there is nothing to do', async () => {
    const it = setup();
    const job = await end(it, await start(it, 0));
    expect(job).toMatchObject({ status: 'completed', hop: 1, progress: { total: 0, checked: 0 } });
  });

  it('gives a failing item its attempts, records why, and does the rest', async () => {
    const it = setup({
      fate: (key, time) =>
        key === 'item-3' || (key === 'item-5' && time < 3)
          ? 'fail'
          : key === 'item-7'
            ? 'fail-for-good'
            : 'ok',
    });
    const job = await end(it, await start(it, 20));
    expect(job).toMatchObject({ status: 'completed', progress: { checked: 20, changed: 18, failed: 2 } });
    expect(it.world.performed.get('item-3')).toBe(3);
    expect(it.world.performed.get('item-7')).toBe(1);
    const failures = await readFailures(it.platform.store, job);
    expect(failures).toEqual(
      expect.arrayContaining([
        { key: 'item-3', code: 'flaky', message: 'item-3 failed', attempts: 3 },
        { key: 'item-7', code: 'hopeless', message: "item-7 can't be done", attempts: 1 },
      ]),
    );
  });

  it('costs a throttled item no attempt', async () => {
    const it = setup({ fate: (_key, time) => (time < 6 ? 'throttle' : 'ok') });
    const job = await end(it, await start(it, 8));
    expect(job).toMatchObject({ status: 'completed', progress: { changed: 8, failed: 0 } });
  });

  it('refuses items of another shape, by name and place', async () => {
    const { platform } = setup();
    const starting = startJob(platform.caller(), { kind: 'list', startedBy: PERSON, items: [{ name: 1 }] });
    await expect(platform.clock.run(starting)).rejects.toMatchObject({
      code: 'bad_items',
      message: expect.stringContaining('Work item 1 at name') as unknown,
    });
  });

  it.each([
    ['list', undefined, 'needs work items'],
    ['source', [{ name: 'x' }], 'takes no work items'],
    ['list', [{ name: 'x'.repeat(20_000) }], 'Work item 1 is larger than'],
  ])('refuses to start a %s job with the wrong items', async (kind, items, message) => {
    const { platform } = setup();
    const options = { kind, startedBy: PERSON, ...(items ? { items } : {}) };
    await expect(platform.clock.run(startJob(platform.caller(), options))).rejects.toMatchObject({
      code: 'bad_items',
      message: expect.stringContaining(message) as unknown,
    });
    expect(await platform.store.readJobs()).toEqual({ running: [], entries: [] });
  });

  it('stops when it is cancelled, and says how far it came', async () => {
    const it = setup();
    const id = await start(it, 5_000);
    await it.platform.clock.run(it.platform.clock.sleep(3_000));
    await it.platform.clock.run(commandJob(it.platform.caller(), id, { type: 'cancel' }));
    const asked = it.platform.clock.now();
    const job = await end(it, id);
    expect(job.status).toBe('cancelled');
    expect(job.progress.checked).toBeGreaterThan(50);
    expect(job.progress.checked).toBe(it.world.performed.size);
    expect(Date.parse('endedAt' in job ? job.endedAt : '') - asked).toBeLessThan(3_000);
  });
});

describe('at most one job of a kind', () => {
  it('answers the running job to a second start', async () => {
    const it = setup();
    const id = await start(it, 500);
    const again = startJob(it.platform.caller(), { kind: 'list', startedBy: PERSON, items: names(1) });
    const second = await it.platform.clock.run(again);
    expect(second).toMatchObject({ started: false, stored: { job: { id } } });
    await end(it, id);
  });

  it('says so when that one is of another deployment', async () => {
    const it = setup({ itemMs: 2_000 });
    const { clock } = it.platform;
    const startAt = (deployment: string) =>
      startJob({ ...it.platform.caller(), deployment }, { kind: 'list', startedBy: PERSON, items: names(5) });
    const { stored } = await clock.run(startAt('https://one.example'));
    expect(await clock.run(startAt('https://one.example'))).not.toHaveProperty('heldBy');
    expect(await clock.run(startAt('https://two.example'))).toMatchObject({
      started: false,
      heldBy: 'https://one.example',
      stored: { job: { id: stored.job.id } },
    });
    expect(it.platform.log).toContainEqual({
      event: 'lock.of_another_deployment',
      facts: { kind: 'list', jobId: stored.job.id, by: 'https://one.example' },
    });
    await end(it, stored.job.id);
  });
});

describe('a job with a source', () => {
  it('gathers, does what needs work, and passes again until nothing changes', async () => {
    const needs = new Set(['0:1', '5:5', '11:49']);
    const it: Setup = setup({}, (key) => needs.has(key) && !it.world.performed.has(key));
    const starting = startJob(it.platform.caller(), { kind: 'source', startedBy: PERSON });
    const { stored } = await it.platform.clock.run(starting);
    const job = await end(it, stored.job.id);
    expect(job).toMatchObject({
      status: 'completed',
      pass: 2,
      progress: { total: 600, checked: 600, changed: 3, failed: 0 },
      report: { sum: 3 },
    });
  });
});

describe('a job outlives what happens to its hops', () => {
  const finished = async (it: Setup, count: number) => {
    const id = await start(it, count);
    const job = await end(it, id, 120_000);
    expect(job).toMatchObject({ status: 'completed', progress: { total: count, checked: count, failed: 0 } });
    expect(it.world.performed.size).toBe(count);
    expect(it.world.overlaps).toBe(0);
    return job;
  };

  it('lost hand-offs', async () => {
    const it = setup();
    let lost = 0;
    it.platform.meddle = (target, { attempt }) =>
      target === 'hop' && attempt === 0 && lost++ < 10 ? 'lose' : 'ok';
    await finished(it, 1_500);
    expect(lost).toBeGreaterThan(2);
  });

  it('doubled and delayed hand-offs: each item is done once', async () => {
    const it = setup();
    let n = 0;
    it.platform.meddle = () => (n++ % 3 === 0 ? { delayMs: 4_000 } : 'double');
    await finished(it, 1_500);
    everyItemOnce(it.world, 1_500);
  });

  // The guard once gave up at its first unanswered read, so that an outage of Sync took both with it.
  it('an outage of the store that takes the hop with it, and that the guard sits out', async () => {
    const it = setup();
    const { clock } = it.platform;
    const beganMs = clock.now();
    it.platform.refuses = (method) =>
      method !== 'dispatch' && clock.now() > beganMs + 3_000 && clock.now() < beganMs + 33_000;
    const job = await finished(it, 700);
    expect(job).toMatchObject({ status: 'completed', progress: { changed: 700 } });
    expect(it.platform.log.some(({ event }) => event === 'guard.blind')).toBe(true);
  });

  it('the loss of a hop and its guard at once, when somebody passes by', async () => {
    const it = setup();
    const id = await start(it, 700);
    const { clock } = it.platform;
    await clock.run(clock.sleep(2_000));
    for (const invocation of it.platform.invocations) invocation.killed = true;
    await clock.run(clock.sleep(30_000));
    expect((await it.platform.store.readJob(id))?.job.status).toBe('running');
    const passer = it.platform.caller();
    expect((await clock.run(readOpenJob(passer, 'list')))?.job.id).toBe(id);
    const job = await end(it, id);
    expect(job).toMatchObject({ status: 'completed', progress: { changed: 700 } });
    expect(await clock.run(readOpenJob(passer, 'list'))).toBeNull();
  });

  it('the loss of any one invocation at any call it makes, within 30 s', async () => {
    const calls = await countCalls();
    expect(calls).toBeGreaterThan(20);
    for (let at = 1; at <= calls; at++) {
      const it = setup();
      let made = 0;
      let killed = false;
      it.platform.killAt = ({ target }) => {
        if (target === 'caller' || killed || ++made !== at) return false;
        return (killed = true);
      };
      const job = await finished(it, 700);
      expect(killed).toBe(true);
      const beats = 'endedAt' in job ? Date.parse(job.endedAt) - Date.parse(job.createdAt) : Infinity;
      // Undisturbed it takes about 9 s; the loss may cost 30 s more.
      expect(beats).toBeLessThan(40_000);
    }
  });

  async function countCalls(): Promise<number> {
    const it = setup();
    let calls = 0;
    it.platform.killAt = ({ target }) => {
      if (target !== 'caller') calls += 1;
      return false;
    };
    await finished(it, 700);
    return calls;
  }

  it('keeps every invocation within its time and the document within two writes a second', async () => {
    const it = setup();
    const writes: number[] = [];
    const write = it.platform.store.writeJob.bind(it.platform.store);
    it.platform.store.writeJob = (before, job) => {
      writes.push(it.platform.clock.now());
      return write(before, job);
    };
    await finished(it, 3_000);
    await it.platform.clock.runUntil(
      () =>
        it.platform.invocations.every(
          ({ target, endedAtMs }) => target === 'caller' || endedAtMs !== undefined,
        ),
      30_000,
    );
    const hops = it.platform.invocations.filter(({ target }) => target !== 'caller');
    expect(
      Math.max(...hops.map(({ startedAtMs, endedAtMs }) => (endedAtMs ?? Infinity) - startedAtMs)),
    ).toBeLessThan(9_000);
    const crowded = writes.filter((at, i) => (writes[i + 2] ?? Infinity) - at < 1_000);
    expect(crowded).toEqual([]);
  });

  it.each([
    ['even the shortest job', 3, () => false],
    // A claim and what came of it at once, right after the hand-on of the hop before: three writes in half a second.
    ['a job whose hops fail at once', 1_500, (afterMs: number) => afterMs > 7_000 && afterMs < 13_000],
  ])('writes %s no more than twice a second', async (_what, items, isOut) => {
    const it = setup();
    const { clock } = it.platform;
    const beganMs = clock.now();
    it.platform.refuses = (method) => method === 'getPage' && isOut(clock.now() - beganMs);
    const writes = watchWrites(it);
    await finished(it, items);
    expect(writes.length).toBeGreaterThan(2);
    expect(crowded(writes)).toEqual([]);
  });

  it('comes to its end, and writes no more often, where answers to its writes are lost', async () => {
    for (let every = 3; every < 20; every++) {
      const it = setup();
      const { store, clock } = it.platform;
      const writes: number[] = [];
      const write = store.writeJob.bind(store);
      store.writeJob = async (before, job) => {
        const written = await write(before, job);
        writes.push(clock.now());
        if (writes.length % every === 0) throw new RetryableError('unavailable', 'no answer');
        return written;
      };
      const job = await end(it, await start(it, 1_500));
      // Where hardly one gets through, a job gives up.
      if (every > 4) expect([every, job.status]).toEqual([every, 'completed']);
      expect([every, crowded(writes)]).toEqual([every, []]);
    }
  });

  it('the loss of a hop that its guard has started, as of any other', async () => {
    for (let at = 1; at <= 25; at++) {
      const it = setup();
      let calls = 0;
      let isLost = false;
      it.platform.killAt = ({ target, handOff }, method) => {
        if (target !== 'hop') return false;
        // The first is lost after it has handed on, and before anybody hears of it.
        if (handOff?.hop === 1) return method === 'dispatch';
        if (isLost || (calls += 1) < at) return false;
        return (isLost = true);
      };
      const job = await end(it, await start(it, 1_500));
      expect([at, isLost, job.status]).toEqual([at, true, 'completed']);
    }
  });

  // In the campaign a hop that waited for quiet ended before its time, right after a write, and the next one claimed.
  it('writes a job no more than twice a second, whenever somebody asks for another run', async () => {
    for (let offset = 0; offset < 60; offset++) {
      const it = setup({ itemMs: 100 }, (key) => key.endsWith('9'));
      const writes = watchWrites(it);
      const { clock } = it.platform;
      await clock.run(requestJob(it.platform.caller(), EVENT));
      for (let i = 0; i < 3; i++) {
        await clock.run(clock.sleep(200 + offset * 53));
        await clock.run(requestJob(it.platform.caller(), EVENT));
      }
      await allQuiet(it);
      expect([offset, crowded(writes)]).toEqual([offset, []]);
    }
  });

  it('gives up a hop that never gets to its end, and says so', async () => {
    const it = setup();
    // It is lost in what it reads while its claim is being written; the claim had been sent.
    it.platform.killAt = ({ target }, method) => target === 'hop' && method === 'getPage';
    it.platform.underWayMs = (_invocation, method) => (method === 'writeJob' ? 40 : 20);
    const job = await end(it, await start(it, 10));
    expect(job).toMatchObject({ status: 'failed', error: { code: 'hop_lost' } });
  });

  it('fails a job that gets nothing done, instead of running for ever', async () => {
    const it = setup({ fate: () => 'throttle' });
    const job = await end(it, await start(it, 3), 900_000);
    expect(job).toMatchObject({ status: 'failed', error: { code: 'no_progress' } });
  });
});
