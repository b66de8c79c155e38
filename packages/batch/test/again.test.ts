import { describe, expect, it } from '@jest/globals';
import { commandJob, FatalError, requestJob, type Job } from '../src';
import { runningOf } from '../src/jobs-document';
import { MAX_QUIET_WAIT_MS, INVOCATION, QUIET_MS } from '../src/limits';
import { allQuiet, EVENT, setup, type Setup } from './setup';

const request = ({ platform }: Setup) => platform.clock.run(requestJob(platform.caller(), EVENT));
const wait = ({ platform: { clock } }: Setup, ms: number) => clock.run(clock.sleep(ms), 2 * ms);
const jobs = ({ platform }: Setup) => platform.store.readJobs();
const holder = async (it: Setup) => runningOf(await jobs(it), EVENT.kind);

describe('a request for another run', () => {
  it('makes two hundred requests cost one pass and one more', async () => {
    const it = setup();
    const requests = Array.from({ length: 200 }, async (_, i) => {
      await it.platform.clock.sleep(i * 20);
      return requestJob(it.platform.caller(), EVENT);
    });
    const answers = await it.platform.clock.run(Promise.all(requests));
    await allQuiet(it);
    expect(answers.filter((answer) => answer === 'started')).toHaveLength(1);
    expect((await it.platform.store.readJobs()).entries).toHaveLength(1);
    expect(it.world.gatheredAtMs).toHaveLength(2);
  });

  it('reads everything again after a request, whenever that comes', async () => {
    for (let offset = 0; offset < 80; offset++) {
      const it = setup();
      const { clock } = it.platform;
      await clock.run(requestJob(it.platform.caller(), EVENT));
      await clock.run(clock.sleep(offset * 23));
      const requestedAtMs = clock.now();
      await clock.run(requestJob(it.platform.caller(), EVENT));
      await allQuiet(it);
      expect(Math.max(...it.world.gatheredAtMs)).toBeGreaterThanOrEqual(requestedAtMs);
      expect(it.world.gatheredAtMs.length).toBeLessThanOrEqual(3);
    }
  });

  it('outlives the loss of any one invocation at any call it makes', async () => {
    for (let at = 1; at <= 90; at++) {
      const it = setup();
      const { clock } = it.platform;
      let made = 0;
      let isKilled = false;
      it.platform.killAt = ({ target }) => {
        if (target === 'caller' || isKilled || ++made < at) return false;
        return (isKilled = true);
      };
      await clock.run(requestJob(it.platform.caller(), EVENT));
      await clock.run(clock.sleep(100));
      const requestedAtMs = clock.now();
      await clock.run(requestJob(it.platform.caller(), EVENT));
      await allQuiet(it);
      const lastMs = Math.max(...it.world.gatheredAtMs);
      expect([at, lastMs >= requestedAtMs]).toEqual([at, true]);
    }
  });
});

describe('requests that never end', () => {
  // Each hop waited anew for quiet, for longer than it had: nothing was done, and the job failed, `no_progress`.
  it('one a second for five minutes, neither starve a job nor fail it', async () => {
    const it = setup();
    const { clock } = it.platform;
    let lastMs = 0;
    for (let n = 0; n < 300; n++) {
      lastMs = clock.now();
      await request(it);
      await wait(it, 1_000);
    }
    await allQuiet(it);
    const { entries } = await jobs(it);
    expect(new Set(entries.map(({ status }) => status))).toEqual(new Set(['completed']));
    const ends = entries.map(({ endedAt }) => Date.parse(endedAt)).reverse();
    // A job takes a minute at most, though nobody ever falls silent: the first ones have fallen out of the history.
    for (const [i, endMs] of ends.entries()) expect(endMs - (ends[i - 1] ?? endMs)).toBeLessThan(60_000);
    expect(entries.length).toBeGreaterThan(5);
    expect(Math.max(...it.world.gatheredAtMs)).toBeGreaterThanOrEqual(lastMs);
    expect(it.platform.log.filter(({ event }) => event === 'hop.failed')).toEqual([]);
    // The end of a job and the beginning of the next one fit into one invocation.
    const took = it.platform.invocations
      .filter(({ target }) => target === 'hop')
      .map(({ startedAtMs, endedAtMs = startedAtMs }) => endedAtMs - startedAtMs);
    expect(Math.max(...took)).toBeLessThan(9_200);
  });

  it('keep a hop waiting for less than it has', () => {
    expect(MAX_QUIET_WAIT_MS).toBeGreaterThan(QUIET_MS);
    expect(MAX_QUIET_WAIT_MS + 1_000).toBeLessThan(INVOCATION.workUntilMs);
  });

  it('are written down once', async () => {
    const it = setup();
    await request(it);
    await request(it);
    const before = await jobs(it);
    expect(await holder(it)).toMatchObject({ again: true });
    let edits = 0;
    const edit = it.platform.store.editJobs.bind(it.platform.store);
    it.platform.store.editJobs = (change) =>
      edit((jobs) => {
        const after = change(jobs);
        if (after !== jobs) edits += 1;
        return after;
      });
    for (let n = 0; n < 10; n++) expect(await request(it)).toBe('noted');
    expect([edits, await jobs(it)]).toEqual([0, before]);
    await allQuiet(it);
  });
});

describe('the end of a job for which another run was asked', () => {
  /** Asks for another run of a job that takes a while, and lets it end in some way. */
  async function endWith(it: Setup, how: (id: string) => Promise<unknown>): Promise<Job[]> {
    await request(it);
    await wait(it, 1_000);
    const id = (await holder(it))?.jobId ?? '';
    expect(await request(it)).toBe('noted');
    await how(id);
    await allQuiet(it);
    const ended = await Promise.all(
      (await jobs(it)).entries.map(async (entry) => (await it.platform.store.readJob(entry.id))?.job),
    );
    return ended.filter((job) => job !== undefined);
  }
  const busy = (fate: () => void = () => {}) =>
    setup(
      {
        itemMs: 200,
        fate: () => {
          fate();
          return 'ok';
        },
      },
      (key) => key.endsWith('9'),
    );

  // The mark stayed where it was until the next event, which may be a day away.
  it('by a failure, is followed by the next one', async () => {
    let isBroken = false;
    const it = busy(() => {
      if (isBroken) throw new FatalError('broken', 'for now');
    });
    const ended = await endWith(it, async () => {
      isBroken = true;
      await it.platform.clock.runUntil(async () => (await jobs(it)).entries.length > 0);
      isBroken = false;
    });
    expect(ended.map(({ status }) => status)).toEqual(['completed', 'failed']);
  });

  it('by a failure, is so whichever call an invocation is killed at', async () => {
    let [kills, failures] = [0, 0];
    for (let at = 1; at <= 70; at++) {
      // The first item fails the first job.
      let items = 0;
      const it = busy(() => {
        if (items++ === 0) throw new FatalError('broken', 'for now');
      });
      let made = 0;
      let isKilled = false;
      it.platform.killAt = ({ target }) => {
        if (target === 'caller' || isKilled || ++made < at) return false;
        kills += 1;
        return (isKilled = true);
      };
      await request(it);
      await wait(it, 100);
      const requestedAtMs = it.platform.clock.now();
      await request(it);
      await allQuiet(it);
      expect([at, Math.max(...it.world.gatheredAtMs) >= requestedAtMs]).toEqual([at, true]);
      const ends = (await jobs(it)).entries.map(({ status }) => status);
      expect(ends[0]).toBe('completed');
      failures += ends.filter((status) => status === 'failed').length;
    }
    expect(kills).toBe(70);
    // But where the hop that would have failed was lost, and the next one did not.
    expect(failures).toBeGreaterThan(40);
  });

  it('by somebody who cancels it, is not', async () => {
    const it = busy();
    const ended = await endWith(it, (id) =>
      it.platform.clock.run(commandJob(it.platform.caller(), id, { type: 'cancel' })),
    );
    expect(ended.map(({ status }) => status)).toEqual(['cancelled']);
  });

  // Regression: a queue that was created right after a cancel was looked at by nobody.
  it('after that, is', async () => {
    const it = busy();
    const ended = await endWith(it, async (id) => {
      await it.platform.clock.run(commandJob(it.platform.caller(), id, { type: 'cancel' }));
      await request(it);
    });
    expect(ended.map(({ status }) => status)).toEqual(['completed', 'cancelled']);
  });
});
