import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as z from 'zod';
import { createMemoryStore, type JobStore, type PageAddress } from '.';
import { PAGE_BYTES } from './limits';
import { loadPlace, placeText, savePlace } from './state-pages';
import { aJob } from '../test/samples';

const { id } = aJob();

/** A store that counts; from the call `failsAt` on, no page is written any more. */
function createCounted() {
  const store = createMemoryStore();
  const counted = {
    store,
    written: [] as { address: PageAddress; bytes: number }[],
    read: 0,
    failsAt: Infinity,
  };
  const [putPage, getPage] = [store.putPage.bind(store), store.getPage.bind(store)];
  store.putPage = async (address, values, expected) => {
    if (counted.written.length >= counted.failsAt) throw new Error('cut short');
    counted.written.push({ address, bytes: Buffer.byteLength(JSON.stringify(values)) });
    return putPage(address, values, expected);
  };
  store.getPage = async (address) => {
    counted.read += 1;
    return getPage(address);
  };
  return counted;
}

const save = (store: JobStore, version: number, state: unknown, cursor: string | null = null) =>
  savePlace(store, id, version, placeText(JSON.stringify(state), cursor));
const load = (store: JobStore, stateVersion: number) =>
  loadPlace({ store }, { stateSchema: z.unknown() }, aJob({ stateVersion }));

describe('a state', () => {
  it('that fits a page costs one request', async () => {
    const counted = createCounted();
    const state = { queues: Array.from({ length: 1_000 }, (_, i) => `"${i}"`) };
    await save(counted.store, 1, state, 'next');
    expect(await load(counted.store, 1)).toEqual({ state, cursor: 'next' });
    expect([counted.written.length, counted.read]).toEqual([1, 1]);
  });

  it('of a megabyte takes as many pages as that is, and no page is too large', async () => {
    const counted = createCounted();
    const state = { text: 'x"\\\n'.repeat(250_000) };
    await save(counted.store, 1, state);
    expect(await load(counted.store, 1)).toEqual({ state, cursor: null });
    const { written } = counted;
    expect(Math.max(...written.map(({ bytes }) => bytes))).toBeLessThan(PAGE_BYTES + 20);
    const escaped = Buffer.byteLength(JSON.stringify(JSON.stringify(state)));
    expect(written.length).toBeLessThan((1.05 * escaped) / PAGE_BYTES);
    expect(new Set(written.map(({ address }) => address.index)).size).toBe(written.length);
  });

  it('that grows and shrinks again is always the newest', async () => {
    const { store } = createCounted();
    for (const [i, size] of [10, 50_000, 100_000, 20, 3, 70_000, 30].entries()) {
      const state = `${i}`.repeat(size);
      await save(store, i + 1, state);
      expect((await load(store, i + 1)).state).toBe(state);
    }
  });

  it('of any characters comes back', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', '\n', 'ü', '😀', '\ud83d', '€'),
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.nat(40), async (part, shift) => {
        const { store } = createCounted();
        const state = `${'x'.repeat(shift)}${part.repeat(Math.ceil(40_000 / (part.length + 1)))}`;
        await save(store, 1, state);
        expect((await load(store, 1)).state).toBe(state);
      }),
      { numRuns: 30 },
    );
  });

  it('whose writing is cut short, anywhere, leaves the one before whole', async () => {
    const large = (letter: string) => letter.repeat(150_000);
    for (let cutAt = 0; cutAt < 10; cutAt++) {
      const counted = createCounted();
      for (const [i, letter] of ['a', 'b', 'c'].entries()) await save(counted.store, i + 1, large(letter));
      counted.failsAt = counted.written.length + cutAt;
      await expect(save(counted.store, 4, large('d'))).rejects.toThrow('cut short');
      expect((await load(counted.store, 3)).state).toBe(large('c'));
    }
  });

  it('of which a page is not there is refused', async () => {
    const { store } = createCounted();
    const getPage = store.getPage.bind(store);
    await save(store, 1, 'x'.repeat(50_000));
    for (const lost of [0, 2]) {
      store.getPage = async (address) => (address.index === lost ? null : getPage(address));
      await expect(load(store, 1)).rejects.toMatchObject({ code: 'corrupt_document' });
    }
  });

  it('that there is none of is the kind’s own first one', async () => {
    expect(await load(createMemoryStore(), 0)).toEqual({ state: {}, cursor: null });
  });
});
