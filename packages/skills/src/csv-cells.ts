import Papa from 'papaparse';

/** What a spreadsheet takes for a formula: such cells get an apostrophe, and so do those that look as if they had one. */
const FORMULA = /^'*[=+\-@\t\r]/;
const ESCAPED = /^'+[=+\-@\t\r]/;

/** A problem of a file, where it is: rows from 1, the heading included; `column`: its heading. */
export interface CsvProblem {
  row: number | null;
  column: string | null;
  kind: 'csv_encoding' | 'csv_heading' | 'csv_row' | 'csv_cell';
  message: string;
}

export interface Table {
  heading: string[];
  /** With the number of each in the file. */
  rows: { row: number; cells: string[] }[];
}

/** Rows of a file that are read. */
export const MAX_ROWS = 15_000;

/** Reads a CSV, with commas, semicolons, tabs or bars; what was escaped on the way out is as it was. */
export function readTable(text: string): { table: Table; problems: CsvProblem[] } {
  const plain = text.replace(/^\uFEFF/, '');
  const { data, errors } = Papa.parse<string[]>(plain, { delimiter: delimiterOf(plain) });
  const problems = errors.map(({ row, message }): CsvProblem => ({
    ...{ row: (row ?? 0) + 1, column: null, kind: 'csv_row', message: `${message}.` },
  }));
  const all = data
    .map((cells, i) => ({ row: i + 1, cells: cells.map(unescape) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [head, ...rows] = all;
  const heading = head?.cells.map((cell) => cell.trim()) ?? [];
  if (heading.length === 0)
    problems.push({ row: null, column: null, kind: 'csv_heading', message: 'The file is empty.' });
  if (rows.length > MAX_ROWS) {
    const message = `The file has ${rows.length} rows; at most ${MAX_ROWS} are read: split it.`;
    problems.push({ row: null, column: null, kind: 'csv_row', message });
  }
  for (const { row, cells } of rows.slice(0, MAX_ROWS)) {
    if (cells.slice(heading.length).every((cell) => cell === '')) continue;
    const message = `The row has ${cells.length} cells, the heading ${heading.length}.`;
    problems.push({ row, column: null, kind: 'csv_row', message });
  }
  return { table: { heading, rows: rows.slice(0, MAX_ROWS) }, problems };
}

/** What parts the most columns of the heading: what stands in the cells below may hold any of them. */
function delimiterOf(text: string): string {
  const columnsBy = (delimiter: string): number =>
    Papa.parse<string[]>(text, { delimiter, preview: 1 }).data[0]?.length ?? 0;
  return [';', '\t', '|'].reduce((best, one) => (columnsBy(one) > columnsBy(best) ? one : best), ',');
}

const unescape = (cell: string): string => {
  const trimmed = cell.trim();
  return ESCAPED.test(trimmed) ? trimmed.slice(1) : trimmed;
};

/** Writes a CSV that Excel opens as it is meant (a BOM, CRLF), in which no cell is a formula. */
export function writeTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${Papa.unparse([[...heading], ...rows.map((row) => [...row])], { escapeFormulae: FORMULA })}\r\n`;
}
