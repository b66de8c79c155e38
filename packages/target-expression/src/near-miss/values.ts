import { equals, isScalar } from '../equality';
import { UNCERTAIN } from '../truth';
import { MAX_ELEMENTS, needsArray } from './miss';
import type { Miss } from './miss';
import { partDifferences, textDifferences } from './text';
import type { NearMiss, TextMiss } from './types';

/** Values whose text or type is nearly the wanted one. */
export function* valueMisses(miss: Miss): Generator<NearMiss> {
  const { path, relation, found, wanted } = miss;
  const values: readonly unknown[] = needsArray(relation) && Array.isArray(found) ? found : [found];
  for (const value of values.slice(0, MAX_ELEMENTS)) {
    for (const one of wanted.slice(0, MAX_ELEMENTS)) {
      if (typeof value === 'string' && typeof one === 'string') {
        for (const kind of differences(miss, value, one)) yield { kind, path, found: value, wanted: one };
      } else if (isScalar(value) && isScalar(one) && isAlike(miss, value, one)) {
        yield { kind: 'other-type', path, found: value, wanted: one };
      }
    }
  }
}

function differences({ relation }: Miss, value: string, one: string): readonly TextMiss['kind'][] {
  switch (relation) {
    case '==':
    case 'HAS':
    case 'IN':
      return textDifferences(value, one);
    case 'CONTAINS':
      return partDifferences(value, one);
    case 'PART OF':
      return partDifferences(one, value);
    case '!=':
    case '>':
    case '>=':
    case '<':
    case '<=':
    case 'NOT HAS':
    case 'NOT IN':
      return [];
  }
}

type Scalar = string | number | boolean;

/** Two types, and only a loose reading would see past that. */
function isAlike({ relation }: Miss, value: Scalar, one: Scalar): boolean {
  if (typeof value === typeof one) return false;
  switch (relation) {
    case '>':
    case '>=':
    case '<':
    case '<=':
      return isNumeric(value) && isNumeric(one);
    case 'CONTAINS':
      return String(value).includes(String(one));
    case 'PART OF':
      return String(one).includes(String(value));
    case '==':
    case '!=':
    case 'HAS':
    case 'NOT HAS':
    case 'IN':
    case 'NOT IN':
      return equals(value, one) === UNCERTAIN;
  }
}

function isNumeric(value: Scalar): boolean {
  return numberIn(value) !== undefined;
}

/** The number that a value is, or that it holds as a text. */
export function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
