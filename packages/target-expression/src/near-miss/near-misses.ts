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
const MAX_LOOKS = 20_000;

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

/** Finds near misses in one worker's attributes. */
export interface NearMissFinder {
  /** Begins with the comparisons of another expression: its looks are its own. */
  begin(): void;
  /** Whether the looks are used up, so that what was found may not be all. */
  isSpent(): boolean;
  /** What the worker has that comes near, for a comparison that isn't true, the most telling first. */
  find(subject: Subject, found: unknown, other: unknown): readonly NearMiss[];
}

export function nearMissFinder(attributes: unknown): NearMissFinder {
  let looksLeft = MAX_LOOKS;
  let known: { places: readonly Place[]; size: number } | undefined;
  function look(): { places: readonly Place[]; size: number } {
    if (known === undefined) {
      const places = placesIn(attributes);
      known = { places, size: sizeOf(places) };
    }
    return known;
  }

  return {
    begin() {
      looksLeft = MAX_LOOKS;
    },
    isSpent: () => looksLeft <= 0,
    find({ source, path, relation }, found, other) {
      if (source !== 'attribute' || path === null || looksLeft <= 0) return [];
      // Under the obvious reading it is true already.
      if (relate(relation, found, other) === TRUE) return [];
      const wanted = wantedValues(relation, other);
      const { places, size } = look();
      // The values that were found are among those of the places.
      looksLeft -= size + wanted.length;
      const miss: Miss = { path, relation, found, other, wanted, attributes, places };
      const misses = [
        ...shapeMisses(miss),
        ...skillMisses(miss),
        ...valueMisses(miss),
        ...numberMisses(miss),
        ...pathMisses(miss),
      ];
      return misses.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)).slice(0, MAX_NEAR_MISSES);
    },
  };
}
