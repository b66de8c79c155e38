import { OPERATIONS } from '../comparison';
import type { Relation } from '../explain/types';
import { has, isNotIn } from '../membership';
import type { Path } from '../tree';
import type { Truth } from '../truth';
import type { Place } from './places';

/** A comparison of an attribute that is not true, with its subject on the left. */
export interface Miss {
  readonly path: Path;
  readonly relation: Relation;
  /** What the worker has there; `null` where there is nothing. */
  readonly found: unknown;
  /** The other side, as it is. */
  readonly other: unknown;
  /** What of the other side each value is compared with: the elements for `IN` and `NOT IN`. */
  readonly wanted: readonly unknown[];
  readonly attributes: unknown;
  /** Where else the attributes hold something. */
  readonly places: readonly Place[];
}

/** So many elements of an array, and of an `IN`, are held against each other; an agent's have a few dozen. */
export const MAX_ELEMENTS = 1_000;

/** What a relation says of a value and the other side. */
export function relate(relation: Relation, value: unknown, other: unknown): Truth {
  switch (relation) {
    case 'NOT HAS':
      return isNotIn(other, value);
    case 'PART OF':
      return OPERATIONS.CONTAINS(other, value);
    case 'HAS':
      return has(value, other);
    case '==':
    case '!=':
    case '>':
    case '>=':
    case '<':
    case '<=':
    case 'CONTAINS':
    case 'IN':
    case 'NOT IN':
      return OPERATIONS[relation](value, other);
  }
}

/** Whether a relation looks for something in an array that is the subject. */
export function needsArray(relation: Relation): boolean {
  return relation === 'HAS' || relation === 'NOT HAS';
}
