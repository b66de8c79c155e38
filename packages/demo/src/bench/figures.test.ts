import { describe, expect, it, test } from '@jest/globals';
import { formatNumber, formatSpread, medianOf, spreadsOf, type Figure } from './figures';

describe('the median', () => {
  test.each<[string, number[], number | null]>([
    ['of three is the middle one, however they are ordered', [41, 38, 52], 41],
    ['of one is that one', [7], 7],
    ['of an even number is the mean of the two in the middle', [4, 1, 3, 2], 2.5],
    ['is not pulled by one bad run', [10, 10, 1_000], 10],
    ['goes by size, not by text', [9, 10, 100], 10],
    ['of none is unknown', [], null],
  ])('%s', (_what, values, median) => expect(medianOf(values)).toBe(median));
});

describe('spreadsOf', () => {
  const requests = (value: number | null): Figure => ({ value, unit: 'requests' });

  it('keeps every run beside median, least and most', () => {
    expect(spreadsOf([{ n: requests(38) }, { n: requests(41) }, { n: requests(36) }])).toEqual({
      n: { unit: 'requests', decimals: 0, median: 38, min: 36, max: 41, values: [38, 41, 36] },
    });
  });

  it('goes by the runs that could know', () => {
    const { n } = spreadsOf([{ n: requests(null) }, { n: requests(41) }]);
    expect(n).toMatchObject({ median: 41, min: 41, max: 41, values: [null, 41] });
    expect(spreadsOf([{ n: requests(null) }])['n']).toMatchObject({ median: null, min: null });
  });

  it('refuses runs that did not measure the same', () => {
    expect(() => spreadsOf([{ n: requests(1) }, {}])).toThrow('not every run has the figure n');
  });
});

describe('formatSpread', () => {
  const spread = { unit: 's', decimals: 1, median: 2.04, min: 1.9, max: 2.5, values: [] };

  it('has the median, its unit and the spread', () => {
    expect(formatSpread(spread)).toBe('2.0 s (1.9..2.5)');
  });

  it('has one number where the runs differ by less than is shown', () => {
    expect(formatSpread({ ...spread, min: 2.02, max: 2.01 })).toBe('2.0 s');
  });

  it('says where nothing can be known', () => {
    expect(formatSpread({ ...spread, median: null, min: null, max: null })).toBe('? s');
  });
});

describe('formatNumber', () => {
  it.each([
    [5100, 0, '5,100'],
    [2.04, 2, '2.04'],
    [0.9, 2, '0.90'],
    [39.6, 0, '40'],
  ])('writes %p with %p decimals as %p', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });
});
