import { describe, expect, it } from '@jest/globals';
import type { LogicalOperator } from './tree';
import { agreed, FALSE, join, joinMixed, not, TRUE, UNCERTAIN } from './truth';
import type { Truth } from './truth';

describe('join', () => {
  it.each<[Truth, LogicalOperator, Truth, Truth]>([
    [FALSE, 'AND', UNCERTAIN, FALSE],
    [UNCERTAIN, 'AND', FALSE, FALSE],
    [TRUE, 'AND', UNCERTAIN, UNCERTAIN],
    [TRUE, 'AND', TRUE, TRUE],
    [TRUE, 'OR', UNCERTAIN, TRUE],
    [UNCERTAIN, 'OR', TRUE, TRUE],
    [FALSE, 'OR', UNCERTAIN, UNCERTAIN],
    [FALSE, 'OR', FALSE, FALSE],
  ])('%i %s %i is %i', (left, operator, right, expected) => {
    expect(join(operator, left, right)).toBe(expected);
  });
});

describe('not and agreed', () => {
  it('keeps what is uncertain', () => {
    expect([FALSE, UNCERTAIN, TRUE].map((truth) => not(truth as Truth))).toEqual([TRUE, UNCERTAIN, FALSE]);
    expect([agreed(TRUE, TRUE), agreed(FALSE, FALSE), agreed(TRUE, FALSE), agreed(TRUE, UNCERTAIN)]).toEqual([
      2, 0, 1, 1,
    ]);
  });
});

describe('joinMixed', () => {
  const mixed = (text: string): Truth => {
    const words = text.split(' ');
    const truths = words
      .filter((_, at) => at % 2 === 0)
      .map((word): Truth => (word === 'T' ? TRUE : word === 'F' ? FALSE : UNCERTAIN));
    return joinMixed(
      truths,
      words.filter((_, at) => at % 2 === 1).map((word) => (word === 'AND' ? 'AND' : 'OR')),
    );
  };

  it.each<[string, Truth]>([
    ['T OR F AND F', UNCERTAIN],
    ['F AND F OR T', UNCERTAIN],
    ['T OR T AND T', TRUE],
    ['F OR T AND T', TRUE],
    ['F OR F AND T', FALSE],
    ['F AND T OR F', FALSE],
    ['T AND T OR ?', TRUE],
    ['F AND ? OR F', FALSE],
    ['F AND F OR T OR F AND F', UNCERTAIN],
    ['T OR F AND F AND F OR T', UNCERTAIN],
    ['T OR F AND T OR F AND F', UNCERTAIN],
    ['T AND T AND T OR F OR T', TRUE],
  ])('%s is %i', (text, expected) => {
    expect(mixed(text)).toBe(expected);
  });

  it('is certain only where every way to set the parentheses agrees', () => {
    for (let size = 3; size <= 6; size += 1) {
      for (const truths of choices<Truth>([FALSE, TRUE], size)) {
        for (const operators of choices<LogicalOperator>(['AND', 'OR'], size - 1)) {
          const all = bracketings(truths, operators);
          expect(joinMixed(truths, operators)).toBe(all.size === 1 ? [...all][0] : UNCERTAIN);
        }
      }
    }
  });
});

function choices<T>(from: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return choices(from, size - 1).flatMap((head) => from.map((last) => [...head, last]));
}

/** What the chain can be, by every way to set the parentheses. */
function bracketings(truths: readonly Truth[], operators: readonly LogicalOperator[]): Set<Truth> {
  const results = new Set<Truth>(operators.length === 0 ? truths : []);
  for (const [at, operator] of operators.entries()) {
    for (const left of bracketings(truths.slice(0, at + 1), operators.slice(0, at))) {
      for (const right of bracketings(truths.slice(at + 1), operators.slice(at + 1))) {
        results.add(join(operator, left, right));
      }
    }
  }
  return results;
}
