import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { evidenceOf, isProven, packEvidence, unpackEvidence, type Found } from './evidence';

/** A queue of which all is well: counted. */
const WELL: Found = { isSure: true, isUncertain: false, ours: 3, everybody: 10, count: 3, named: null };

describe('what is known of a queue', () => {
  it.each<[string, Partial<Found>, string]>([
    ['our reading is sure, and TaskRouter counts as many', {}, 'counted'],
    ['nobody at all', { ours: 0, count: 0 }, 'counted'],
    ['the count did not come', { count: null }, 'no_count'],
    ['the count did not come, though workers were named', { count: null, named: 3 }, 'no_count'],
    ['TaskRouter counts others', { count: 4 }, 'moving'],
    ['a worker is uncertain', { isUncertain: true }, 'moving'],
    ['the reading is a guess', { isSure: false }, 'moving'],
    ['a guess, and TaskRouter counts nobody', { isSure: false, ours: 0, count: 0 }, 'counted'],
    ['a guess, and TaskRouter counts everybody', { isSure: false, ours: 10, count: 10 }, 'counted'],
    [
      'a guess that is uncertain of somebody',
      { isSure: false, isUncertain: true, ours: 0, count: 0 },
      'moving',
    ],
    ['TaskRouter named as many as it counts, all of them seen', { named: 3 }, 'asked'],
    ['it did, whatever our reading is', { named: 3, isSure: false, isUncertain: true }, 'asked'],
    ['it named nobody, and counts some', { named: 0 }, 'short_answer'],
    ['it named fewer than it counts', { named: 2 }, 'short_answer'],
    ['it named more than it counts', { named: 4 }, 'short_answer'],
    ['it named somebody whom nobody has seen', { named: 3, ours: 2 }, 'unseen_workers'],
  ])('%s: %s', (_what, changes, evidence) => {
    expect(evidenceOf({ ...WELL, ...changes })).toBe(evidence);
  });

  it('is never proven by what is missing', () => {
    const size = fc.integer({ min: 0, max: 5 });
    const found = fc.record({
      ...{ isSure: fc.boolean(), isUncertain: fc.boolean(), ours: size, everybody: size },
      ...{ count: fc.option(size), named: fc.option(size) },
    });
    fc.assert(
      fc.property(found, (one) => {
        if (!isProven(evidenceOf(one))) return;
        // TaskRouter's count came, and is what we hold; and what we hold comes from a reading or from an answer.
        expect(one.count).toBe(one.ours);
        expect(one.named === null || one.named === one.count).toBe(true);
        expect(one.named !== null || !one.isUncertain).toBe(true);
      }),
    );
  });

  it('fits into a digit a queue', () => {
    const all = ['counted', 'asked', 'no_count', 'moving', 'short_answer', 'unseen_workers'] as const;
    expect(packEvidence(all)).toHaveLength(all.length);
    expect(unpackEvidence(packEvidence(all))).toEqual(all);
    expect(unpackEvidence('9')).toEqual(['moving']);
  });
});
