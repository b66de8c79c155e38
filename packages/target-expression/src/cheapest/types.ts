import type { Path } from '../tree';

/** Changes of one worker's attributes that, made together, make an expression true. None of them can be left out. */
export interface Proposal {
  /** No two of them touch the same value. */
  readonly changes: readonly Change[];
  /** The attributes as they would be. Nothing that is not named in `changes` differs; what was given is not changed. */
  readonly apply: (attributes: unknown) => unknown;
}

/** One change of a value at a path into the attributes. Objects on the way to it are made where they are missing. */
export type Change =
  | {
      /** Puts a value at the end of an array, which is made where it is missing. */
      readonly kind: 'add';
      readonly path: Path;
      readonly value: SingleValue;
    }
  | {
      /** Takes a value out of an array, each time it is there. */
      readonly kind: 'remove';
      readonly path: Path;
      readonly value: SingleValue;
    }
  | {
      /** Sets a single value. `before` is what is there now, `null` where it is missing. Never an array or object. */
      readonly kind: 'set';
      readonly path: Path;
      readonly value: SingleValue;
      readonly before: SingleValue | null;
    }
  | {
      /** Removes a key with a single value. */
      readonly kind: 'unset';
      readonly path: Path;
      readonly before: SingleValue;
    }
  | {
      /** Makes an empty array where nothing is: `'x' NOT IN skills` needs one. */
      readonly kind: 'create';
      readonly path: Path;
    }
  | {
      /**
       * Moves a skill from `disabled_skills` to `routing`, with its level where it has one and `routing.levels` doesn't:
       * what Flex's own skill editor does.
       */
      readonly kind: 'enable';
      readonly skill: string;
      readonly level: number | null;
    };

/** What an attribute can hold beside arrays and objects. */
export type SingleValue = string | number | boolean;

export interface CheapestOptions {
  /** How many proposals at most. Default 3. */
  readonly limit?: number;
  /** Paths that nobody may propose to change, nor anything in them: such as an attribute that a program writes. */
  readonly fixed?: readonly Path[];
}
