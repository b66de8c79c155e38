import { describe, expect, it } from '@jest/globals';
import { commandJob, hasEnded, startJob, type Job } from '../src';
import { runningOf } from '../src/jobs-document';
import { createWorld, listKind } from './kinds';
import { Platform } from './platform';

/**
 * Interleavings, explored: a small job is run again and again, each time with other calls held up under way, until
 * every choice of up to two of them was tried. A call that is held up lets the other hops, guards and commands pass; one
 * that is held up for longer than a lease takes effect when its invocation is long dead.
 */
const ITEMS = 12;
const HELD_UP_MS = [700, 13_000];

interface Scene {
  /** What happens beside the job. */
  meddle: (platform: Platform, jobId: string) => Promise<unknown>;
  /** Every hand-off arrives twice. */
  isDoubled?: boolean;
  expectEnd: (job: Job) => void;
}

interface HeldUp {
  call: number;
  ms: number;
}

/** Runs the scene; answers how many calls there were to hold up. */
async function run({ meddle, isDoubled, expectEnd }: Scene, heldUp: readonly HeldUp[]): Promise<number> {
  const kinds: Platform['kinds'][number][] = [];
  const platform = new Platform(kinds);
  // Items take so long that the job needs two hops.
  const world = createWorld(platform.clock, { itemMs: 2_500 });
  kinds.push(listKind(world));
  if (isDoubled) platform.meddle = () => 'double';
  const { clock, store } = platform;
  const items = Array.from({ length: ITEMS }, (_, i) => ({ name: `item-${i}` }));
  const caller = platform.caller();
  let calls = 0;
  platform.underWayMs = (invocation) => {
    // Whoever starts the job is a person: they try again.
    if (invocation.target === 'caller') return 20;
    calls += 1;
    return heldUp.find(({ call }) => call === calls)?.ms ?? 20;
  };
  const { stored } = await clock.run(
    startJob(caller, { kind: 'list', startedBy: { type: 'person' }, items }),
  );
  const { id } = stored.job;
  const ended = async () => {
    const now = await store.readJob(id);
    return now !== null && hasEnded(now.job) && runningOf(await store.readJobs(), 'list')?.jobId !== id;
  };
  await clock.run(meddle(platform, id));
  await clock.runUntil(ended, 300_000);
  const job = (await store.readJob(id))?.job;
  if (!job) throw new Error('the job is gone');
  // Whoever is late finds nothing to do.
  await clock.run(clock.sleep(60_000));
  expect((await store.readJob(id))?.job).toEqual(job);
  expect(world.overlaps).toBe(0);
  expectEnd(job);
  if (job.status === 'completed') {
    expect(job.progress).toMatchObject({ checked: ITEMS, changed: ITEMS, failed: 0 });
    expect(job.report).toEqual({ sum: ITEMS });
    expect(world.performed.size).toBe(ITEMS);
  }
  return calls;
}

const nothing = async (): Promise<void> => {};
const completed = (job: Job): void => expect(job.status).toBe('completed');

const SCENES: Record<string, Scene> = {
  'a job by itself': { meddle: nothing, expectEnd: completed },
  'every hand-off arrives twice': { meddle: nothing, isDoubled: true, expectEnd: completed },
  'somebody pauses it and lets it go on': {
    async meddle(platform, id) {
      const { clock } = platform;
      const command = (type: 'pause' | 'resume') =>
        commandJob(platform.caller(), id, { type }).catch((error: unknown) => error);
      await clock.sleep(1_500);
      await command('pause');
      await clock.sleep(3_000);
      await command('resume');
    },
    expectEnd: completed,
  },
  'somebody cancels it': {
    async meddle(platform, id) {
      await platform.clock.sleep(1_500);
      await commandJob(platform.caller(), id, { type: 'cancel' }).catch((error: unknown) => error);
    },
    expectEnd: (job) => expect(['cancelled', 'completed']).toContain(job.status),
  },
};

describe.each(Object.entries(SCENES))('%s', (_name, scene) => {
  it('ends as it should, whichever two calls are held up', async () => {
    const calls = await run(scene, []);
    let tried = 0;
    for (let first = 1; first <= calls; first++) {
      for (const ms of HELD_UP_MS) {
        await run(scene, [{ call: first, ms }]);
        tried += 1;
        // The second one: near the first, where they can meet.
        for (let second = first + 1; second <= Math.min(calls, first + 10); second++) {
          await run(scene, [
            { call: first, ms },
            { call: second, ms: 700 },
          ]);
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(100);
  });
});
