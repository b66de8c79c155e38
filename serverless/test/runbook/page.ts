import { PLACES, type Place, type Touches } from './cause';

/** A row of docs/runbook.md. */
export interface Row {
  where: Place;
  /** What stands in its first cell as code. */
  codes: readonly string[];
  /** Its cells, by the name of the column, in lower case. */
  cells: Readonly<Record<string, string>>;
}

/** The headings under which the rows of each place stand. */
const HEADINGS: Readonly<Record<Place, string>> = {
  state: 'How things stand',
  job: 'A job that failed',
  worker: 'An agent that was left as it is',
  queue: 'A queue that is not proven',
  answer: 'An answer of `/jobs/*`',
  health: 'An answer of `/health`',
  log: 'In the log',
};

/** How the cell that says whose lists are wrong begins. */
const BEGINNINGS: Readonly<Record<Touches, RegExp>> = {
  nobody: /^No list\b/,
  some: /^Some lists\b/,
  everybody: /^All lists\b/,
};

export const TOUCHES = 'what it touches';

/** What a row says of whose lists are wrong; null: it does not begin as it must. */
export const touchesOf = ({ cells }: Row): Touches | null =>
  (Object.keys(BEGINNINGS) as Touches[]).find((touches) => BEGINNINGS[touches].test(cells[TOUCHES] ?? '')) ??
  null;

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The rows of all tables under the headings of {@link HEADINGS}. @throws Error where a heading has none. */
export function rowsOf(page: string): Row[] {
  return PLACES.flatMap((where) => {
    const [, section = ''] = page.split(`\n## ${HEADINGS[where]}\n`);
    const lines = (section.split('\n## ')[0] ?? '').split('\n');
    let columns: string[] = [];
    const rows: Row[] = [];
    lines.forEach((line, at) => {
      if (!line.startsWith('|')) return;
      const cells = cellsOf(line);
      if (/^\| -/.test(lines[at + 1] ?? '')) columns = cells.map((name) => name.toLowerCase());
      else if (!/^\| -/.test(line)) {
        const codes = [...(cells[0] ?? '').matchAll(/`([\w.]+)`/g)].map(([, code]) => code ?? '');
        rows.push({
          where,
          codes,
          cells: Object.fromEntries(cells.map((cell, i) => [columns[i] ?? '', cell])),
        });
      }
    });
    if (rows.length === 0) throw new Error(`docs/runbook.md has no rows under "${HEADINGS[where]}"`);
    return rows;
  });
}
