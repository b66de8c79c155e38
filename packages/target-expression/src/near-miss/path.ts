import { isNameable } from '../path';
import { TRUE } from '../truth';
import { relate } from './miss';
import type { Miss } from './miss';
import { textDifferences } from './text';
import type { PathMiss } from './types';

/**
 * Values that stand elsewhere and would make the comparison true: under a key of the same name or nearly, and where an
 * array should have something, any other array that has it. An array may have it too where a single value is asked for.
 */
export function* pathMisses(miss: Miss): Generator<PathMiss> {
  const { path, relation, other } = miss;
  const name = path.at(-1);
  // Much is not what it should not be.
  if (typeof name !== 'string' || relation === '!=' || relation === 'NOT IN' || relation === 'NOT HAS')
    return;
  const would = (value: unknown) => relate(relation, value, other) === TRUE;
  const own = JSON.stringify(path);
  for (const place of miss.places) {
    // What is disabled has a kind of its own.
    if (place.path[0] === 'disabled_skills') continue;
    if (!would(place.value) && !(Array.isArray(place.value) && place.value.some(would))) continue;
    const key = String(place.path.at(-1));
    if (relation !== 'HAS' && key !== name && textDifferences(key, name).length === 0) continue;
    if (JSON.stringify(place.path) === own) continue;
    const kind = isNameable(place.path) ? 'other-path' : 'hyphen-in-key';
    yield { kind, path: place.path, found: place.value };
  }
}
