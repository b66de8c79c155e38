import { agreed, FALSE, not, truthOf, TRUE, UNCERTAIN } from './truth';
import type { Truth } from './truth';

/** Two values, any JSON, to a truth. */
export type Operation = (left: unknown, right: unknown) => Truth;

type Scalar = string | number | boolean;

/**
 * `==`. Same types compare strictly. Twilio says only that comparisons between types "should be avoided": they are
 * false, unless a loose reading would have them equal. Arrays and objects equal nothing: a scalar operator on an
 * array is false.
 */
export const equals: Operation = (left, right) => {
  if (typeof left === 'string' && typeof right === 'string') return truthOf(left === right);
  if (typeof left === 'number' && typeof right === 'number') return equalNumbers(left, right);
  if (isStructure(left) || isStructure(right)) return FALSE;
  if (!isScalar(left) || !isScalar(right)) return possibly(isNullLike(left) && isNullLike(right));
  if (left === right) return TRUE;
  return possibly(Number(left) === Number(right) || looseText(left) === looseText(right));
};

/** `!=`: the opposite of `==`, except that on an array or object it is false as well. */
export const differs: Operation = (left, right) =>
  isStructure(left) || isStructure(right) ? FALSE : not(equals(left, right));

/**
 * `>`, `>=`, `<`, `<=`, of which `holds` is one. Numbers compare as numbers, texts by their UTF-16 units; for two
 * numeric texts the answer is certain only if comparing them as numbers gives the same; values of different types
 * are false unless they would hold as numbers or as texts. Nothing holds of a missing value, an array or an object.
 */
export function relation(holds: (left: number | string, right: number | string) => boolean): Operation {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') {
      return left === right && !isExact(left) ? UNCERTAIN : truthOf(holds(left, right));
    }
    if (!isScalar(left) || !isScalar(right)) return FALSE;
    const asNumbers = holds(Number(left), Number(right));
    const asTexts = holds(String(left), String(right));
    if (typeof left === 'string' && typeof right === 'string') {
      const areNumeric = !Number.isNaN(Number(left)) && !Number.isNaN(Number(right));
      return areNumeric ? agreed(truthOf(asTexts), truthOf(asNumbers)) : truthOf(asTexts);
    }
    return possibly(asNumbers || asTexts);
  };
}

/** `CONTAINS`: the text on the left has the text on the right in it. False on a missing value, an array, an object. */
export const contains: Operation = (left, right) => {
  if (typeof left === 'string' && typeof right === 'string') return truthOf(left.includes(right));
  return possibly(isScalar(left) && isScalar(right) && looseText(left).includes(looseText(right)));
};

export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** An array or an object: neither a scalar nor missing. */
export function isStructure(value: unknown): boolean {
  return !isScalar(value) && !isMissing(value);
}

/** What a lenient reading makes of two values where the strict one says false. */
export function possibly(matches: boolean): Truth {
  return matches ? UNCERTAIN : FALSE;
}

export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Integers that a double rounds may be different numbers to TaskRouter, although they are equal here. */
function equalNumbers(left: number, right: number): Truth {
  if (left !== right) return FALSE;
  return isExact(left) ? TRUE : UNCERTAIN;
}

function isExact(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** Null itself too: in SQL null does not equal null. A blank text counts as 0, as in JavaScript. */
function isNullLike(value: unknown): boolean {
  return !isScalar(value) || Number(value) === 0 || looseText(value) === 'null';
}

/** Lower-case and trimmed, so that `true` meets `'True'`. */
function looseText(value: Scalar): string {
  return String(value).trim().toLowerCase();
}
