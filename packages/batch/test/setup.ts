import { createWorld, listKind, sourceKind, type World } from './kinds';
import { runningOf } from '../src/jobs-document';
import { Platform } from './platform';

/** A platform with the tiny kinds, `list` and `source`, and what these do. */
export interface Setup {
  platform: Platform;
  world: World;
}

export function setup(options: Partial<World> = {}, needsWork = (_key: string) => false): Setup {
  const kinds: Platform['kinds'][number][] = [];
  const platform = new Platform(kinds);
  const world = createWorld(platform.clock, options);
  kinds.push(listKind(world), sourceKind(world, { pages: 12, perPage: 50, needsWork }));
  return { platform, world };
}

export const PERSON = { type: 'person', name: 'ada' } as const;
/** What asks for a job of the kind `source`. */
export const EVENT = { kind: 'source', startedBy: { type: 'event', name: 'EV1' } } as const;

/** Items of the kind `list`. */
export const names = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `item-${i}` }));

/** No job of the kind `source` runs, and nobody waits for one. */
export const allQuiet = ({ platform: { clock, store } }: Setup) =>
  clock.runUntil(async () => !runningOf(await store.readJobs(), EVENT.kind));
