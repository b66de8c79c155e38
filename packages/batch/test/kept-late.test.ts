import { expect, it } from '@jest/globals';
import * as z from 'zod';
import { startJob, ThrottledError, type JobKind } from '../src';
import { Platform } from './platform';
import { names, PERSON } from './setup';
import type { VirtualClock } from './virtual-clock';

const LIMIT = 50;
const KEPT_EVERY_MS = 400;

/** Items that Twilio lets through at once, {@link LIMIT} in a second, and that are done when all of a while were kept together. */
function keptTogether(clock: () => VirtualClock, letThrough: number[]): JobKind<{ name: string }, object> {
  const window = { startMs: -Infinity, used: 0 };
  let kept: Promise<void> | null = null;
  return {
    name: 'kept',
    takesItems: true,
    itemSchema: z.object({ name: z.string() }),
    stateSchema: z.object({}),
    keyOf: ({ name }) => name,
    maxAttempts: 1,
    concurrency: 2 * LIMIT,
    open: async ({ throttled }) => ({
      async perform(_item, through) {
        await clock().sleep(80);
        const nowMs = clock().now();
        if (nowMs - window.startMs >= 1_000) Object.assign(window, { startMs: nowMs, used: 0 });
        if ((window.used += 1) > LIMIT) {
          throttled();
          throw new ThrottledError('too many');
        }
        letThrough.push(nowMs);
        through?.();
        await (kept ??= clock()
          .sleep(KEPT_EVERY_MS)
          .then(() => void (kept = null)));
        return { result: 'changed' };
      },
      state: () => ({}),
      conclude: async () => ({ again: false, report: {} }),
    }),
  };
}

// Regression: the pace took items that were done together for a rate that jumps, and fell behind the limit.
it('goes by what Twilio lets through, where items are done later, and together', async () => {
  const letThrough: number[] = [];
  const platform: Platform = new Platform([keptTogether(() => platform.clock, letThrough)]);
  const starting = startJob(platform.caller(), { kind: 'kept', startedBy: PERSON, items: names(2_000) });
  const { id } = (await platform.clock.run(starting)).stored.job;
  const statusOf = async () => (await platform.store.readJob(id))?.job.status;
  await platform.clock.runUntil(async () => (await statusOf()) !== 'running', 120_000);
  expect(await statusOf()).toBe('completed');
  const [first = 0, last = 0] = [letThrough[0], letThrough.at(-1)];
  expect((letThrough.length * 1_000) / (last - first)).toBeGreaterThan(0.93 * LIMIT);
});
