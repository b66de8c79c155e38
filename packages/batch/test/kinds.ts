import * as z from 'zod';
import { PermanentError, ThrottledError, type JobKind } from '../src';
import type { VirtualClock } from './virtual-clock';

/** What the tiny kinds of the tests did, as the outside world would see it. */
export interface World {
  clock: VirtualClock;
  /** Times each item was performed. */
  performed: Map<string, number>;
  /** Jobs' hops that are performing right now, to see that never two do. */
  working: Set<string>;
  overlaps: number;
  /** Items that each session performs now, given up or not, and how often one was begun while another session's was. */
  inFlight: Map<string, number>;
  atOnce: number;
  /** When each pass of the source began to read, ms. */
  gatheredAtMs: number[];
  /** How long one item takes, ms. */
  itemMs: number;
  /** What happens to an item, by its key. */
  fate: (key: string, time: number) => 'ok' | 'unchanged' | 'fail' | 'fail-for-good' | 'throttle';
}

export function createWorld(clock: VirtualClock, options: Partial<World> = {}): World {
  return {
    clock,
    performed: new Map(),
    working: new Set(),
    overlaps: 0,
    inFlight: new Map(),
    atOnce: 0,
    gatheredAtMs: [],
    itemMs: 50,
    fate: () => 'ok',
    ...options,
  };
}

let sessions = 0;

async function performIn(world: World, session: string, key: string) {
  const time = (world.performed.get(key) ?? 0) + 1;
  world.performed.set(key, time);
  if (world.working.size > 0 && !world.working.has(session)) world.overlaps += 1;
  world.working.add(session);
  const begun = (by: 1 | -1) => world.inFlight.set(session, (world.inFlight.get(session) ?? 0) + by);
  if ([...world.inFlight].some(([other, count]) => other !== session && count > 0)) world.atOnce += 1;
  begun(1);
  await world.clock.sleep(world.itemMs);
  begun(-1);
  world.working.delete(session);
  switch (world.fate(key, time)) {
    case 'ok':
      return { result: 'changed' as const, effect: 1 };
    case 'unchanged':
      return { result: 'unchanged' as const };
    case 'fail':
      return { result: 'failed' as const, code: 'flaky', message: `${key} failed`, retry: true };
    case 'fail-for-good':
      throw new PermanentError('hopeless', `${key} can't be done`);
    case 'throttle':
      throw new ThrottledError(key);
  }
}

const sumState = z.object({ sum: z.number().default(0) });

/** A kind with explicit items, of a shape of its own; it counts what it did in its state. */
export function listKind(world: World): JobKind<{ name: string }, { sum: number }, number> {
  return {
    name: 'list',
    takesItems: true,
    itemSchema: z.object({ name: z.string() }),
    stateSchema: sumState,
    keyOf: ({ name }) => name,
    maxAttempts: 3,
    concurrency: 4,
    async open({ state, signal }) {
      let { sum } = state;
      const session = `session-${sessions++}`;
      // What a hop has given up does not write any more.
      signal.addEventListener('abort', () => world.working.delete(session), { once: true });
      return {
        perform: ({ name }) => performIn(world, session, name),
        absorb: (effect) => (sum += effect),
        state: () => ({ sum }),
        conclude: async () => ({ again: false, report: { sum } }),
      };
    },
  };
}

/** A kind with a source of numbered pages; it makes a second pass when the first changed anything. */
export function sourceKind(
  world: World,
  source: { pages: number; perPage: number; needsWork: (key: string) => boolean },
): JobKind<string, { sum: number }, number> {
  return {
    name: 'source',
    takesItems: false,
    itemSchema: z.string(),
    stateSchema: sumState,
    keyOf: (key) => key,
    maxAttempts: 3,
    concurrency: 4,
    async open({ state }) {
      let { sum } = state;
      const session = `session-${sessions++}`;
      return {
        async gather(cursor) {
          if (cursor === null) world.gatheredAtMs.push(world.clock.now());
          const page = Number(cursor ?? 0);
          const keys = Array.from({ length: source.perPage }, (_, i) => `${page}:${i}`);
          const items = keys.filter(source.needsWork);
          await world.clock.sleep(30);
          return {
            items,
            checked: keys.length - items.length,
            failures: [],
            next: page + 1 < source.pages ? String(page + 1) : null,
          };
        },
        perform: (key) => performIn(world, session, key),
        absorb: (effect) => (sum += effect),
        state: () => ({ sum }),
        conclude: async ({ changed }) => ({ again: changed > 0, report: { sum } }),
      };
    },
  };
}
