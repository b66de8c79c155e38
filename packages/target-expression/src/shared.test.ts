import { describe, expect, it } from '@jest/globals';
import { parse } from './parse';
import { print } from './print';
import { share } from './shared';

const sharedBy = (...texts: string[]) =>
  share(
    texts.map((text) => {
      const result = parse(text);
      return result.ok ? result.expression : null;
    }),
  );

describe('what expressions share', () => {
  it('is every comparison once, whatever its spelling', () => {
    const { comparisons, uses } = sharedBy(
      "a HAS 'x' AND b = 1.0",
      'a has "x" OR b==1',
      "a HAS 'x'",
      "a HAS 'X'",
    );
    expect(comparisons.map(print)).toEqual(["a HAS 'x'", 'b == 1', "a HAS 'X'"]);
    expect(uses).toEqual([3, 2, 1]);
  });

  it('counts a rule that uses a comparison twice as one', () => {
    expect(sharedBy("a == 'x' OR (a == 'x' AND b == 1)").uses).toEqual([1, 1]);
  });

  it.each([
    ["a == 'x'", "(a == 'x')", true],
    ["a == 'x' AND b == 1", "(a == 'x') AND (b=1)", true],
    ["a == 'x' AND b == 1 OR c == 2", "a == 'x' AND (b == 1 OR c == 2)", false],
    ["a == 'x' AND b == 1", "a == 'x' OR b == 1", false],
    ["a == 'x'", "worker.a == 'x'", false],
    ["a == 'x'", '"a" == "x"', false],
    ['a == 1', "a == '1'", false],
    ['a[0] == 1', 'a == 1', false],
    ["a == 'x\\y'", "a == 'xy'", false],
  ])('%s and %s are one rule: %j', (one, other, areOne) => {
    const { rules } = sharedBy(one, other);
    expect(rules.map(({ indexes }) => indexes)).toEqual(areOne ? [[0, 1]] : [[0], [1]]);
  });

  it('leaves out what holds of nobody', () => {
    const { rules } = sharedBy('', 'no expression', "a == 'x'", '  ');
    expect(rules.map(({ indexes }) => indexes)).toEqual([[2]]);
  });
});
