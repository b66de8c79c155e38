import { isMissing, isStructure } from '../equality';
import { readPath } from '../path';
import type { Path } from '../tree';
import { TRUE } from '../truth';
import { needsArray, relate } from './miss';
import type { Miss } from './miss';
import type { ShapeMiss } from './types';

/** Attributes have 4,096 characters; in a longer text nothing is looked for. */
const MAX_LENGTH = 10_000;

/** A value of a shape with which the relation can't be true, or something in the way to it. */
export function* shapeMisses(miss: Miss): Generator<ShapeMiss> {
  const { path, relation, found, other } = miss;
  if (isMissing(found)) {
    yield* obstacle(miss);
  } else if (needsArray(relation)) {
    if (Array.isArray(found)) {
      // [{ name: 'billing', level: 3 }]
      const matches =
        relation === 'HAS' &&
        found.some((element) => isStructure(element) && relate(relation, asArray(element), other) === TRUE);
      if (matches) yield { kind: 'object-for-array', path, found, matches };
      return;
    }
    const kind = isStructure(found) ? 'object-for-array' : 'text-for-array';
    yield { kind, path, found, matches: relate(relation, asArray(found), other) === TRUE };
  } else if (Array.isArray(found)) {
    yield { kind: 'array-for-text', path, found, matches: anElementWould(miss, found) };
  }
}

/** What a text or an object would be as an array: `en, es`, `["en","es"]`, `{"en": true, "es": false}`. */
function asArray(found: unknown): readonly unknown[] {
  if (typeof found === 'object' && found !== null) {
    return Object.entries(found).flatMap(([key, value]) => (value === false ? [] : [key, value as unknown]));
  }
  if (typeof found !== 'string' || found.length > MAX_LENGTH) return [found];
  return [found, ...found.split(/[,;|]/).map((part) => part.replace(/^[\s"'[]+|[\s"'\]]+$/g, ''))];
}

function anElementWould({ relation, other }: Miss, found: readonly unknown[]): boolean {
  const would = (element: unknown) => relate(relation, element, other) === TRUE;
  return relation === '!=' || relation === 'NOT IN' ? found.every(would) : found.some(would);
}

/** The first value on the way to the subject that can't have what the path asks for. */
function* obstacle({ path, attributes, relation, other }: Miss): Generator<ShapeMiss> {
  let value = attributes;
  for (const [at, step] of path.entries()) {
    if (isMissing(value)) return;
    if (typeof step === 'number') {
      if (!Array.isArray(value) && !isStructure(value)) {
        const matches = step === 0 && at === path.length - 1 && relate(relation, value, other) === TRUE;
        yield { kind: 'text-for-array', path: path.slice(0, at), found: value, matches };
      }
      if (!Array.isArray(value)) return;
    } else if (!isStructure(value) || Array.isArray(value)) {
      const inside = insideOf(value, path.slice(at));
      const matches = relate(relation, inside, other) === TRUE;
      yield { kind: 'not-an-object', path: path.slice(0, at), found: value, matches };
      return;
    }
    value = readPath(value, [step]);
  }
}

function insideOf(value: unknown, rest: Path): unknown {
  if (typeof value !== 'string' || value.length > MAX_LENGTH || !/^\s*\{/.test(value)) return null;
  try {
    return readPath(JSON.parse(value), rest);
  } catch {
    return null;
  }
}
