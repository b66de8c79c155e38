import { expect, it } from '@jest/globals';
import { finish, inSlices, type Work } from './work';

function* counting(to: number): Work<number> {
  for (let i = 0; i < to; i++) yield i / to;
  return to;
}

it('comes to the same at once and in slices', async () => {
  expect(finish(counting(5))).toBe(5);
  expect(await inSlices(counting(5))).toBe(5);
});

it('lets others have the thread when a slice is over, and says how far it is', async () => {
  let nowMs = 0;
  const heard: number[] = [];
  const breaths: number[] = [];
  const work = inSlices(counting(10), {
    sliceMs: 3,
    now: () => nowMs++,
    breathe: () => Promise.resolve(void breaths.push(heard.length)),
    onProgress: (share) => heard.push(share),
  });
  expect(await work).toBe(10);
  expect(breaths).toEqual([1, 2, 3]);
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
});

it('is left where it is when nobody wants it any more', async () => {
  const stop = new AbortController();
  const left = counting(1_000_000);
  const work = inSlices(left, {
    sliceMs: 0,
    breathe: () => Promise.resolve(stop.abort(new Error('another key was pressed'))),
    signal: stop.signal,
  });
  await expect(work).rejects.toThrow('another key was pressed');
});
