import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../command-line';
import { readBenchOptions, regionsOf } from './options';

const byDefault = ['nothing', 'all', 'expression', 'limit', 'echo', 'largest'] as const;

describe('the command line', () => {
  it('measures three times what is not on demand', () => {
    expect(readBenchOptions([])).toMatchObject({ names: byDefault, times: 3, write: false });
  });

  it('measures what is named, in the order of the table', () => {
    expect(readBenchOptions(['storm', 'echo', '--times', '1'])).toMatchObject({
      names: ['echo', 'storm'],
      times: 1,
    });
  });

  it('runs once where it only looks whether all still works', () => {
    expect(readBenchOptions(['--quick']).times).toBe(1);
    expect(readBenchOptions(['--quick', '--times', '2']).times).toBe(2);
  });

  it.each([['nonsense'], ['--times=0'], ['--times=many'], ['--slow']])('refuses %s', (arg) => {
    expect(() => readBenchOptions([arg])).toThrow(UsageError);
  });

  it('writes no smoke run, and no part of the table that is one', () => {
    expect(() => readBenchOptions(['--write', '--quick'])).toThrow(UsageError);
    expect(() => readBenchOptions(['--write', 'echo'])).toThrow(UsageError);
    expect(readBenchOptions(['--write', 'storm']).write).toBe(true);
  });
});

describe('the tables of the page', () => {
  it('are one of what is always measured together, and one for each of the rest', () => {
    expect(regionsOf([...byDefault, 'maximum', 'scale'])).toEqual([
      { region: 'bench', names: byDefault },
      { region: 'bench maximum', names: ['maximum'] },
      { region: 'bench scale', names: ['scale'] },
    ]);
  });
});
