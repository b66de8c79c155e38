import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createMarks } from './marks';

describe('marks', () => {
  it('come back in order, each once, until they are cleared', () => {
    const marks = createMarks(200);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 199 })), (numbers) => {
        marks.clear();
        for (const number of numbers) marks.add(number);
        expect(marks.list()).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      }),
    );
  });

  it.each([0, 1, 31, 32, 33, 64])('hold every number below %i', (size) => {
    const marks = createMarks(size);
    const all = Array.from({ length: size }, (_, number) => number);
    for (const number of all) marks.add(number);
    expect(marks.list()).toEqual(all);
  });
});
