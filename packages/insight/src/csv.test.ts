import { expect, it } from '@jest/globals';
import { toCsv } from './csv';

it('quotes what has to be quoted, and ends every line', () => {
  expect(toCsv([['a', 'b,c', 'd"e'], ['line\nend', 3, null], []])).toBe(
    'a,"b,c","d""e"\r\n"line\nend",3,\r\n\r\n',
  );
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\u200b=1', '"=1'])(
  'no spreadsheet takes %j for a formula',
  (text) => {
    const [cell = ''] = toCsv([[text]]).split('\r\n');
    const shown = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    // A tab or a line end may part cells, too: what comes after it gets one of its own.
    expect(shown).toBe(text === '"=1' ? text : `'${text.replace(/^[\t\r]/, "$&'")}`);
  },
);

it('a number is a number, and a text in the middle of which a sign stands is left alone', () => {
  expect(toCsv([[-3, 'es-MX', 'a = b']])).toBe('-3,es-MX,a = b\r\n');
});

it.each([
  ...['Sales;=1+1', 'Sales; @SUM(A1)', 'Sales\n=1+1', 'Sales\t-1', 'Sales;"=1+1;x', 'Sales\n\n"=1+1'],
  `Sales;${' '.repeat(30)}=1+1`,
])('a spreadsheet that parts cells elsewhere takes no half of %j for a formula', (text) => {
  for (const part of toCsv([['a', text]]).split(/[;\t\r\n]/)) expect(part).not.toMatch(/^[\s"]*[=+@-]/);
});
