/** What stands in a cell; null: nothing. */
export type Cell = string | number | null;

/**
 * A table as CSV (RFC 4180, with a line end after every line). A text that a spreadsheet would take for a formula gets an
 * apostrophe before it: names and attributes are written by others
 * (https://owasp.org/www-community/attacks/CSV_Injection). So does what comes after a semicolon, a tab or a line end in
 * it: Excel in Spanish takes semicolons for what separates cells, and then sees no quotes. For Excel put U+FEFF before it
 * all.
 */
export const toCsv = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');

const FORMULA = /^[\s\p{C}]*[=+\-@\t\r\n＝＋－＠]/u;
const SIGN = /^[=+\-@＝＋－＠]/u;
/** From what separates cells to where the next one really begins: after blanks, and quotes that nobody sees there. */
const BEGINNING = /[;\t\r\n][\s\p{C}"]*/gu;
const LAST_SEPARATOR = /[;\t\r\n](?=[^;\t\r\n]*$)/u;

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = (FORMULA.test(cell) ? `'${cell}` : cell).replace(BEGINNING, (run, at: number, text: string) =>
    SIGN.test(text.charAt(at + run.length)) ? run.replace(LAST_SEPARATOR, "$&'") : run,
  );
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
