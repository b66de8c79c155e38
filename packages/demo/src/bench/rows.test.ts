import { describe, expect, it } from '@jest/globals';
import { formatNumber, renderTable, type Row } from './rows';

const row = (over: Partial<Row>): Row => ({
  scenario: 'nothing differs',
  predecessor: '10,200 requests',
  measured: '30 requests',
  target: 'at most 40',
  met: true,
  facts: {},
  ...over,
});

describe('renderTable', () => {
  it('aligns the columns under their headings', () => {
    expect(renderTable([row({}), row({ scenario: 'echo', met: false })]).split('\n')).toEqual([
      '| Scenario        | Predecessor     | This        | Target     | Met    |',
      '| --------------- | --------------- | ----------- | ---------- | ------ |',
      '| nothing differs | 10,200 requests | 30 requests | at most 40 | yes    |',
      '| echo            | 10,200 requests | 30 requests | at most 40 | **no** |',
    ]);
  });

  it('shows what was not measured as a dash', () => {
    expect(renderTable([row({ predecessor: null })])).toContain('| -           |');
  });

  it('keeps a bar or a line break in a cell from ending it', () => {
    expect(renderTable([row({ measured: 'a|b\nc' })])).toContain('| a\\|b c |');
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
