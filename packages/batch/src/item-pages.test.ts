import { beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { intoPages, readEntries, readFailures, writePages } from './item-pages';
import type { Failure } from './job';
import { PAGE_BYTES } from './limits';
import { createMemoryStore } from './memory-store';
import type { JobStore } from './ports';

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('splitting into pages', () => {
  it('makes no page of nothing', () => {
    expect(intoPages([])).toEqual([]);
  });

  it('counts bytes, not characters', () => {
    const umlauts = Array.from({ length: 10 }, () => 'ü'.repeat(1_000));
    expect(intoPages(umlauts).map((page) => page.length)).toEqual([7, 3]);
  });

  it('gives what is too large for any page a page of its own', () => {
    const large = 'x'.repeat(PAGE_BYTES + 1);
    expect(intoPages(['a', large, 'b'])).toEqual([['a'], [large], ['b']]);
  });

  it('keeps every value, in order, in pages below the limit', () => {
    const values = fc.array(fc.string({ unit: 'grapheme', maxLength: 3_000, size: 'max' }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(values, (some) => {
        const pages = intoPages(some);
        expect(pages.flat()).toEqual(some);
        for (const page of pages) {
          expect(page.length).toBeGreaterThan(0);
          if (page.length > 1) expect(bytesOf(page)).toBeLessThanOrEqual(PAGE_BYTES + 1);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('pages in the store', () => {
  let store: JobStore;
  beforeEach(() => {
    store = createMemoryStore();
  });

  it('are written from the index that is given, and come back', async () => {
    const entries = Array.from({ length: 3_000 }, (_, i) => [`WK${String(i).padStart(32, '0')}`, 0]);
    const at = { jobId: 'j', series: 'items', pass: 2, from: 5 } as const;
    const pages = await writePages(store, at, entries);
    expect(pages).toBeGreaterThan(6);
    const read: unknown[] = [];
    for (let i = 0; i < pages; i++) {
      read.push(...(await readEntries(store, { jobId: 'j', pass: 2, index: 5 + i })));
    }
    expect(read).toEqual(entries);
  });

  it.each([
    ['is not there', null, /it is not there/],
    ['holds something else', ['not an entry'], /can't be read by this version/],
    ['holds an impossible number of attempts', [['item', -1]], /can't be read by this version/],
  ])('stop the job when one %s', async (_what, values, message) => {
    if (values) await store.putPage({ jobId: 'j', series: 'items', pass: 1, index: 0 }, values);
    await expect(readEntries(store, { jobId: 'j', pass: 1, index: 0 })).rejects.toMatchObject({
      code: 'corrupt_document',
      message: expect.stringMatching(message) as unknown,
    });
  });
});

describe('recorded failures', () => {
  const failure = (i: number): Failure => ({
    key: `k${i}`,
    code: 'c',
    message: 'm'.repeat(100),
    attempts: 1,
  });
  const failures = Array.from({ length: 400 }, (_, i) => failure(i));

  it('are those of the last pass, all pages of them, up to the limit', async () => {
    const store = createMemoryStore();
    await writePages(store, { jobId: 'j', series: 'failures', pass: 1, from: 0 }, [failure(-1)]);
    const pages = await writePages(store, { jobId: 'j', series: 'failures', pass: 2, from: 0 }, failures);
    const job = { id: 'j', pass: 2, failurePages: pages };
    expect(pages).toBeGreaterThan(2);
    expect(await readFailures(store, job)).toEqual(failures);
    expect(await readFailures(store, job, 3)).toEqual(failures.slice(0, 3));
  });

  it('can still be read when a page is gone: its time to live is over', async () => {
    const store = createMemoryStore();
    await writePages(store, { jobId: 'j', series: 'failures', pass: 1, from: 1 }, [failure(1)]);
    expect(await readFailures(store, { id: 'j', pass: 1, failurePages: 2 })).toEqual([failure(1)]);
  });
});
