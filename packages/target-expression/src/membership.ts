import { equals, isMissing, isStructure, possibly } from './equality';
import type { Operation } from './equality';
import { FALSE, not, TRUE, truthOf, UNCERTAIN } from './truth';
import type { Truth } from './truth';

const { isArray } = Array;

/**
 * `HAS`: the array on the left has the scalar on the right, compared as by `==`. An array operator on two scalars is
 * false. Shapes that Twilio does not describe (array against array, an object) are false only where no reading of
 * them could match.
 */
export const has: Operation = (left, right) => {
  if (isArray(left)) {
    if (!isStructure(right)) return hasScalar(left, right);
    return possibly(isArray(right) ? overlaps(left, right) : left.some(isStructure));
  }
  if (isArray(right)) return possibly(hasScalar(right, left) !== FALSE);
  if (!isStructure(left)) return FALSE;
  return possibly(typeof right === 'string' && Object.hasOwn(left as object, right));
};

/** `IN`: `HAS` with its sides changed. */
export const isIn: Operation = (left, right) => has(right, left);

/**
 * `NOT IN`: the opposite of `IN` for a scalar and an array, false for two scalars, as every array operator is. What
 * a missing value is not in, and what an array with a null does not hold, is open: SQL says neither yes nor no.
 */
export const isNotIn: Operation = (left, right) => {
  if (isArray(right)) {
    if (isMissing(left) || isStructure(left)) return UNCERTAIN;
    const found = hasScalar(right, left);
    return found === FALSE && right.some(isMissing) ? UNCERTAIN : not(found);
  }
  return isMissing(right) || isStructure(right) || isStructure(left) ? UNCERTAIN : FALSE;
};

function hasScalar(list: readonly unknown[], value: unknown): Truth {
  // Texts among texts are strictly equal or not: nearly all that is ever asked, and many times faster.
  if (typeof value === 'string' && list.every(isText)) return truthOf(list.includes(value));
  let found: Truth = FALSE;
  for (const element of list) {
    const same = equals(element, value);
    if (same === TRUE) return TRUE;
    if (same === UNCERTAIN) found = UNCERTAIN;
  }
  return found;
}

const isText = (element: unknown) => typeof element === 'string';

/** Has any, has all, has it as an element: one of them could hold. */
function overlaps(list: readonly unknown[], other: readonly unknown[]): boolean {
  if (other.length === 0 || list.some(isStructure) || other.some(isStructure)) return true;
  return other.some((value) => hasScalar(list, value) !== FALSE);
}
