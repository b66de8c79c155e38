import { describe, expect, it } from '@jest/globals';
import { renderTable, rowOf, rowsOf, type Finding } from './rows';
import { targets } from './targets';

const finding = (requests: number, over: Partial<Finding> = {}): Finding => ({
  scenario: 'nothing differs',
  predecessor: { requests: { value: requests * 100, unit: 'requests' } },
  figures: { requests: { value: requests, unit: 'requests' } },
  target: targets.first,
  flaws: [],
  facts: { requests },
  ...over,
});

describe('a row', () => {
  it('is judged by the median of its runs', () => {
    expect(rowOf([finding(39), finding(55), finding(40)]).shortfalls).toEqual([]);
    expect(rowOf([finding(39), finding(55), finding(41)]).shortfalls).toEqual(['41 requests']);
  });

  it('falls short by a flaw of any run, and says of which', () => {
    const flawed = finding(30, { flaws: ['3 workers out of step'] });
    expect(rowOf([finding(30), flawed, finding(30)]).shortfalls).toEqual(['run 2: 3 workers out of step']);
    expect(rowOf([flawed]).shortfalls).toEqual(['3 workers out of step']);
  });

  it('takes what cannot be known here for no shortfall', () => {
    const figures = {
      memory: { value: null, unit: 'MB' },
      longest: { value: 8.9, unit: 's longest invocation', decimals: 1 },
    };
    expect(rowOf([finding(1, { figures, target: targets.largest })]).shortfalls).toEqual([]);
  });

  it('does not pass by a figure that nobody measured', () => {
    expect(() => rowOf([finding(1, { figures: {} })])).toThrow('which was not measured');
  });

  it('says what it is held against, and keeps the facts of every run', () => {
    const row = rowOf([finding(39), finding(38)]);
    expect(row.target).toBe('in step and verified, no write, at most 40 requests');
    expect(row.facts).toEqual([{ requests: 39 }, { requests: 38 }]);
  });
});

describe('rowsOf', () => {
  it('puts together the same rows of every run', () => {
    const run = (requests: number) => [finding(requests), finding(10 * requests, { scenario: 'more' })];
    const rows = rowsOf([run(1), run(2), run(3)]);
    expect(rows.map(({ scenario, figures }) => [scenario, figures['requests']?.median])).toEqual([
      ['nothing differs', 2],
      ['more', 20],
    ]);
  });
});

describe('renderTable', () => {
  it('aligns the columns under their headings, with medians and spreads', () => {
    const target = { promises: ['none failed'], bounds: [] };
    const rows = [
      rowOf([finding(30, { target }), finding(31, { target }), finding(33, { target })]),
      rowOf([finding(9, { scenario: 'echo', target, predecessor: 'more', flaws: ['1 write'] })]),
    ];
    expect(renderTable(rows).split('\n')).toEqual([
      '| Scenario        | Predecessor                   | This                 | Target      | Met             |',
      '| --------------- | ----------------------------- | -------------------- | ----------- | --------------- |',
      '| nothing differs | 3,100 requests (3,000..3,300) | 31 requests (30..33) | none failed | yes             |',
      '| echo            | more                          | 9 requests           | none failed | **no**: 1 write |',
    ]);
  });

  it('shows what was not measured as a dash', () => {
    expect(renderTable([rowOf([finding(1, { predecessor: null })])])).toContain('| -           |');
  });

  it('keeps a bar or a line break in a cell from ending it', () => {
    expect(renderTable([rowOf([finding(1, { scenario: 'a|b\nc' })])])).toContain('| a\\|b c ');
  });
});
