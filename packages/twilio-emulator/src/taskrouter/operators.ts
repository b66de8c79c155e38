import type { Dialect } from './dialect';

/** Compares two values as one operator does. */
export type Comparison = (left: unknown, right: unknown) => boolean;

/** Operators whose right side is an array; a scalar operator on an array is false. */
export const arrayOperators = new Set(['IN', 'NOT IN']);

/** The operators by name, for one dialect. */
export function comparisons(dialect: Dialect): ReadonlyMap<string, Comparison> {
  const same = dialect.coercion === 'loose' ? looselySame : strictlySame;
  const order = dialect.coercion === 'loose' ? looseOrder : strictOrder;
  const ordered = (test: (sign: number) => boolean): Comparison => {
    return (left, right) => {
      const sign = order(left, right);
      return sign !== undefined && test(sign);
    };
  };
  // `includes` in the usual case: a resync of 15,000 workers asks it millions of times.
  const holds = (list: readonly unknown[], value: unknown): boolean =>
    dialect.coercion === 'strict' ? list.includes(value) : list.some((item) => same(item, value));
  return new Map<string, Comparison>([
    ['==', (left, right) => isScalar(left) && isScalar(right) && same(left, right)],
    ['!=', (left, right) => isScalar(left) && isScalar(right) && !same(left, right)],
    ['>', ordered((sign) => sign > 0)],
    ['>=', ordered((sign) => sign >= 0)],
    ['<', ordered((sign) => sign < 0)],
    ['<=', ordered((sign) => sign <= 0)],
    [
      'CONTAINS',
      (left, right) =>
        typeof left === 'string' && isScalar(right) && right !== null && left.includes(String(right)),
    ],
    ['HAS', (left, right) => Array.isArray(left) && isScalar(right) && holds(left, right)],
    ['IN', (left, right) => Array.isArray(right) && isScalar(left) && holds(right, left)],
    ['NOT IN', (left, right) => Array.isArray(right) && isScalar(left) && !holds(right, left)],
  ]);
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value !== 'object';
}

function strictlySame(left: unknown, right: unknown): boolean {
  return left === right;
}

function looselySame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  return (
    typeof left !== typeof right && isScalar(left) && isScalar(right) && asLoose(left) === asLoose(right)
  );
}

function asLoose(value: string | number | boolean | null): string | number | boolean | null {
  if (typeof value !== 'string') return value;
  const word = value.trim();
  if (word === 'true' || word === 'false') return word === 'true';
  return word !== '' && Number.isFinite(Number(word)) ? Number(word) : value;
}

function strictOrder(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return undefined;
}

function looseOrder(left: unknown, right: unknown): number | undefined {
  if (!isScalar(left) || !isScalar(right)) return undefined;
  return typeof left === typeof right ? strictOrder(left, right) : strictOrder(asLoose(left), asLoose(right));
}
