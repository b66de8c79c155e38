import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as z from 'zod';
import { aJob } from '../test/samples';
import { readFailures, writePages } from './item-pages';
import type { AnyJobKind, Outcome, Session } from './kind';
import { Line, type Taken } from './line';
import { createMemoryStore } from './memory-store';
import type { JobStore } from './ports';

const kind: AnyJobKind = {
  name: 'list',
  takesItems: true,
  itemSchema: z.string(),
  stateSchema: z.object({}),
  keyOf: (item) => `key of ${String(item)}`,
  maxAttempts: 3,
  concurrency: 4,
  open: () => Promise.reject(new Error('not opened here')),
};

const CHANGED: Outcome<unknown> = { result: 'changed' };
const FAILED: Outcome<unknown> = { result: 'failed', code: 'flaky', message: 'it failed', retry: true };

type Stored = Pick<ReturnType<typeof aJob>, 'id' | 'pass' | 'items' | 'progress' | 'failurePages'>;

/** A job with items in as many pages as `pages` names. */
async function aJobWith(...pages: string[][]): Promise<{ store: JobStore; job: Stored }> {
  const store = createMemoryStore();
  const job = aJob();
  for (const [index, items] of pages.entries()) {
    const at = { jobId: job.id, series: 'items' as const, pass: 1, from: index };
    await writePages(
      store,
      at,
      items.map((item) => [item, 0]),
    );
  }
  const total = pages.flat().length;
  return {
    store,
    job: {
      ...job,
      items: { ...job.items, total, pages: pages.length },
      progress: { ...job.progress, total },
    },
  };
}

function open({ store, job }: { store: JobStore; job: Stored }) {
  const absorbed: unknown[] = [];
  const session: Session<unknown, unknown, unknown> = {
    perform: async () => CHANGED,
    absorb: (effect) => absorbed.push(effect),
    state: () => ({}),
    conclude: async () => ({ again: false, report: {} }),
  };
  return { line: new Line(store, kind, session, job), absorbed };
}

const itemOf = (taken: Taken | null) => taken?.entry[0] ?? null;
async function take(line: Line): Promise<Taken> {
  const taken = await line.take();
  if (!taken) throw new Error('nothing left to take');
  return taken;
}
async function takeAll(line: Line): Promise<Taken[]> {
  const all: Taken[] = [];
  for (let next = await line.take(); next; next = await line.take()) all.push(next);
  return all;
}

describe('taking', () => {
  it('goes through the pages in order, and gives each item to one lane', async () => {
    const { line } = open(await aJobWith(['a', 'b'], ['c'], ['d', 'e']));
    const taken = await Promise.all(Array.from({ length: 7 }, () => line.take()));
    expect(taken.map(itemOf)).toEqual(['a', 'b', 'c', 'd', 'e', null, null]);
  });

  it('goes on where the last checkpoint was', async () => {
    const it = await aJobWith(['a', 'b', 'c'], ['d']);
    const items = { ...it.job.items, done: 2, page: 0, offset: 2 };
    const { line } = open({ ...it, job: { ...it.job, items } });
    expect((await takeAll(line)).map(itemOf)).toEqual(['c', 'd']);
  });

  it('rejects rather than skip a page that is missing', async () => {
    const it = await aJobWith(['a']);
    const { line } = open({ ...it, job: { ...it.job, items: { ...it.job.items, pages: 2, total: 2 } } });
    await take(line);
    await expect(line.take()).rejects.toMatchObject({ code: 'corrupt_document' });
  });
});

describe('settling', () => {
  it('counts nothing behind an item that is still in progress', async () => {
    const { line, absorbed } = open(await aJobWith(['a', 'b', 'c']));
    const [a, b, c] = [await take(line), await take(line), await take(line)];
    line.settle(c, { ...CHANGED, effect: 'c' });
    line.settle(b, { result: 'unchanged', effect: 'b' });
    expect(await line.checkpoint()).toMatchObject({
      items: { done: 0, offset: 0 },
      progress: { checked: 0 },
    });
    line.settle(a, { ...CHANGED, effect: 'a' });
    expect(await line.checkpoint()).toMatchObject({
      items: { done: 3, changed: 2, page: 0, offset: 3 },
      progress: { checked: 3, changed: 2, failed: 0 },
    });
    expect(absorbed).toEqual(['a', 'b', 'c']);
    expect(line.isDone).toBe(true);
  });

  it('gives a failed item another attempt at the end of the line, and records the last failure', async () => {
    const it = await aJobWith(['a', 'b']);
    const { line } = open(it);
    for (let attempt = 1; attempt <= 3; attempt++) {
      for (const taken of await takeAll(line)) {
        expect(taken.entry[1]).toBe(itemOf(taken) === 'a' ? attempt - 1 : 0);
        line.settle(taken, itemOf(taken) === 'a' ? FAILED : CHANGED);
      }
      expect(line.isDone).toBe(attempt === 3);
      await line.storeRetries();
    }
    const { progress, items, failurePages = 0 } = await line.checkpoint();
    expect(progress).toMatchObject({ total: 2, checked: 2, changed: 1, failed: 1 });
    expect(items).toMatchObject({ total: 4, done: 4, changed: 1 });
    expect(await readFailures(it.store, { ...it.job, failurePages })).toEqual([
      { key: 'key of a', code: 'flaky', message: 'it failed', attempts: 3 },
    ]);
  });

  it('gives no second attempt where none can help', async () => {
    const { line } = open(await aJobWith(['a']));
    line.settle(await take(line), { ...FAILED, retry: false });
    expect(line.isDone).toBe(true);
    expect(await line.checkpoint()).toMatchObject({ failurePages: 1, progress: { checked: 1, failed: 1 } });
  });

  // Regression: its failure had no key, and nobody could read the failures of that job any more.
  it('names an item of another shape, too', async () => {
    const stored = await aJobWith(['a']);
    const at = { jobId: stored.job.id, series: 'items' as const, pass: 1, from: 0 };
    await writePages(stored.store, at, [[{ nonsense: 1 }, 0]]);
    const { line } = open(stored);
    line.settle(await take(line), { ...FAILED, retry: false });
    await line.checkpoint();
    const job = { ...stored.job, failurePages: 1 };
    expect(await readFailures(stored.store, job)).toMatchObject([{ key: 'unknown', code: 'flaky' }]);
  });
});

describe('a checkpoint', () => {
  it('writes each retry and each failure once, however often it is made', async () => {
    const { line } = open(await aJobWith(['a', 'b']));
    line.settle(await take(line), FAILED);
    line.settle(await take(line), { ...FAILED, retry: false });
    const first = await line.checkpoint();
    expect(first).toMatchObject({ items: { total: 3, pages: 2 }, failurePages: 1 });
    expect(await line.checkpoint()).toEqual(first);
  });

  /** Works with a new line for every hop, each cut off at any point, until all is done. */
  it('is exact: whatever is lost behind it, every item is counted once in the end', async () => {
    const fates = fc.array(fc.nat(3), { minLength: 1, maxLength: 12 });
    const cuts = fc.infiniteStream(
      fc.record({ take: fc.integer({ min: 1, max: 5 }), order: fc.nat(), lost: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fates, cuts, async (failuresOf, hops) => {
        const names = failuresOf.map((_, i) => String(i));
        const it = await aJobWith(...[names.slice(0, 4), names.slice(4)].filter((page) => page.length > 0));
        let job = it.job;
        for (const { take: count, order, lost } of hops) {
          const { line } = open({ ...it, job });
          const taken: Taken[] = [];
          while (taken.length < count) {
            const next = await line.take();
            if (!next) break;
            taken.push(next);
          }
          // In another order than they were taken, and not all of them.
          taken.sort(
            (a, b) => ((Number(a.entry[0]) * 7 + order) % 5) - ((Number(b.entry[0]) * 7 + order) % 5),
          );
          for (const one of taken.slice(0, Math.max(1, count - 1))) {
            line.settle(one, one.entry[1] < (failuresOf[Number(one.entry[0])] ?? 0) ? FAILED : CHANGED);
          }
          const patch = await line.checkpoint();
          if (!lost) job = { ...job, ...patch };
          if (job.items.done === job.items.total) break;
        }
        const failed = failuresOf.filter((failures) => failures >= kind.maxAttempts).length;
        expect(job.progress).toEqual({
          total: names.length,
          checked: names.length,
          changed: names.length - failed,
          failed,
        });
        const recorded = await readFailures(it.store, job);
        expect(recorded).toHaveLength(failed);
      }),
      { numRuns: 200 },
    );
  });
});
