/** What one line of the table holds. */
export interface Row {
  /** What was done, in words. */
  readonly scenario: string;
  /** What the predecessor needs for it; null where it was not measured. */
  readonly predecessor: string | null;
  /** What was measured here. */
  readonly measured: string;
  /** What it is held against. */
  readonly target: string;
  readonly met: boolean;
  /** The numbers behind it, for `--json` and for whoever looks for a cause. */
  readonly facts: Readonly<Record<string, unknown>>;
}

const headings = ['Scenario', 'Predecessor', 'This', 'Target', 'Met'] as const;

/** The rows as a Markdown table, its columns aligned. */
export function renderTable(rows: readonly Row[]): string {
  const cells = rows.map(({ scenario, predecessor, measured, target, met }) =>
    [scenario, predecessor ?? '-', measured, target, met ? 'yes' : '**no**'].map(escapeCell),
  );
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** Whole numbers with a comma for the thousands, others with the given number of decimals. */
export function formatNumber(value: number, decimals = 0): string {
  return value.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
