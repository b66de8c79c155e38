import { MAX_CHANGES } from './limits';
import type { Change } from './types';

/** Changes that are made together, and how large they are. */
export interface Way {
  readonly changes: readonly Change[];
  /** Of two ways with as many changes the one with less weight is smaller. */
  readonly weight: number;
}

export const NOTHING: Way = { changes: [], weight: 0 };

export function wayWith(changes: readonly Change[]): Way {
  return { changes, weight: changes.reduce((sum, change) => sum + weightOf(change), 0) };
}

/** The smaller one first. */
export function bySize(a: Way, b: Way): number {
  return a.changes.length - b.changes.length || a.weight - b.weight;
}

/** What is there already weighs less than what is new, and that less than what is lost. */
function weightOf(change: Change): number {
  switch (change.kind) {
    case 'enable':
      return 1;
    case 'create':
      return 2;
    case 'add':
      return 3;
    case 'set':
      return weightOfSetting(change.value, change.before);
    case 'remove':
      return 5;
    case 'unset':
      return 6;
  }
}

/** A level that is one short weighs less than one that is three short. */
function weightOfSetting(value: unknown, before: unknown): number {
  if (before === null) return 3;
  if (typeof value !== 'number' || typeof before !== 'number') return 4;
  const distance = Math.abs(value - before);
  return 1 + distance / (1 + distance);
}

/**
 * Both ways in one. Where they set the same value to two, each of the two is tried: the smaller may be right for both,
 * as of `level >= 3 AND level >= 4` the four is. None where one undoes the other, or there are too many changes.
 */
export function together(a: Way, b: Way): readonly Way[] {
  if (a.changes.length === 0) return [b];
  if (b.changes.length === 0) return [a];
  const slots = new Map(a.changes.map((change) => [slotOf(change), change]));
  const others = new Map(slots);
  let hasTwo = false;
  for (const change of b.changes) {
    const slot = slotOf(change);
    const own = slots.get(slot);
    if (own === undefined) {
      slots.set(slot, change);
      others.set(slot, change);
    } else if (own.kind !== change.kind) {
      return [];
    } else if (own.kind === 'set' && change.kind === 'set' && own.value !== change.value) {
      hasTwo = true;
      others.set(slot, change);
    }
  }
  if (slots.size > MAX_CHANGES) return [];
  return (hasTwo ? [slots, others] : [slots]).map((map) => wayWith([...map.values()]));
}

/** What a change is about: two that have the same are one, or in each other's way. */
function slotOf(change: Change): string {
  switch (change.kind) {
    case 'enable':
      return JSON.stringify(['enable', change.skill]);
    case 'add':
    case 'remove':
      return JSON.stringify(['element', change.path, change.value]);
    case 'create':
      return JSON.stringify(['array', change.path]);
    case 'set':
    case 'unset':
      return JSON.stringify(['value', change.path]);
  }
}
