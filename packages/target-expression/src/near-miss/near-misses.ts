import { wantedValues } from '../explain/subject';
import type { Subject } from '../explain/subject';
import { TRUE } from '../truth';
import { relate } from './miss';
import type { Miss } from './miss';
import { numberMisses } from './number';
import { pathMisses } from './path';
import { placesIn, sizeOf } from './places';
import type { Place } from './places';
import { shapeMisses } from './shape';
import { skillMisses } from './skill';
import { MAX_NEAR_MISSES } from './types';
import type { NearMiss } from './types';
import { valueMisses } from './values';

/**
 * How many values an explanation looks at for near misses, of all its clauses together, and how many for one of them.
 * An ordinary clause needs a hundred. Once they are used up, further clauses have none.
 */
export const MAX_LOOKS = 20_000;
const MAX_LOOKS_OF_CLAUSE = 1_000;

/** The most telling first. */
const ORDER: readonly NearMiss['kind'][] = [
  'text-for-array',
  'object-for-array',
  'array-for-text',
  'not-an-object',
  'disabled-skill',
  'skill-without-level',
  'case',
  'blanks',
  'look-alike',
  'accents',
  'separators',
  'spelling',
  'other-type',
  'level-short',
  'level-over',
  'other-path',
  'hyphen-in-key',
];

/** Finds near misses in one worker's attributes, for the comparisons of one expression. */
export function nearMissFinder(
  attributes: unknown,
): (subject: Subject, found: unknown, other: unknown) => readonly NearMiss[] {
  let looksLeft = MAX_LOOKS;
  let known: readonly Place[] | undefined;
  const places = () => (known ??= placesIn(attributes));
  let size: number | undefined;

  return ({ source, path, relation }, found, other) => {
    if (source !== 'attribute' || path === null || looksLeft <= 0) return [];
    const wanted = wantedValues(relation, other);
    const miss: Miss = { path, relation, found, other, wanted, attributes, places };
    // Under the obvious reading it is true already.
    if (relate(relation, found, other) === TRUE) return [];
    // The values that were found are among them.
    size ??= sizeOf(places());
    looksLeft -= size + wanted.length;
    const misses = [
      ...shapeMisses(miss),
      ...skillMisses(miss, MAX_LOOKS_OF_CLAUSE),
      ...valueMisses(miss, MAX_LOOKS_OF_CLAUSE),
      ...numberMisses(miss),
      ...pathMisses(miss),
    ];
    return misses.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)).slice(0, MAX_NEAR_MISSES);
  };
}
