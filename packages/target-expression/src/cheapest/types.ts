import type { Path } from '../tree';

/** Changes of one worker's attributes that, made together, make an expression true. None of them can be left out. */
export interface Proposal {
  /** At least one. No two of them touch the same value. */
  readonly changes: readonly Change[];
  /**
   * The attributes as they would be: a copy, in which nothing differs that is not named in `changes`. For the worker's
   * attributes as they were given, or as they are by now: a value whose shape has become another one is left alone.
   */
  readonly apply: (attributes: unknown) => unknown;
}

/** One change of a value at a path into the attributes. Objects on the way to it are made where they are missing. */
export type Change = AddChange | RemoveChange | SetChange | UnsetChange | CreateChange | EnableChange;

/** Puts a value at the end of an array, which is made where it is missing. */
export interface AddChange {
  readonly kind: 'add';
  readonly path: Path;
  readonly value: SingleValue;
}

/** Takes a value out of an array, each time it is there. */
export interface RemoveChange {
  readonly kind: 'remove';
  readonly path: Path;
  readonly value: SingleValue;
}

/** Sets a single value. `before` is what is there now, `null` where there is nothing; never an array or an object. */
export interface SetChange {
  readonly kind: 'set';
  readonly path: Path;
  readonly value: SingleValue;
  readonly before: SingleValue | null;
}

/** Removes a key that holds a single value. */
export interface UnsetChange {
  readonly kind: 'unset';
  readonly path: Path;
  readonly before: SingleValue;
}

/** Makes an empty array where nothing is: `'x' NOT IN skills` needs one. */
export interface CreateChange {
  readonly kind: 'create';
  readonly path: Path;
}

/**
 * Moves a skill from `disabled_skills` to `routing`, as Flex's own skill editor does: with its level where it has one
 * and `routing.levels` has none for it.
 */
export interface EnableChange {
  readonly kind: 'enable';
  readonly skill: string;
  /** The level that it is kept with; `null`: none. */
  readonly level: number | null;
}

/** What an attribute can hold beside arrays and objects. */
export type SingleValue = string | number | boolean;

export interface CheapestOptions {
  /** How many proposals at most, 1 to 10. Default 3. */
  readonly limit?: number;
  /** Paths at and in which nothing may be changed: such as an attribute that a program writes. */
  readonly fixed?: readonly Path[];
}
