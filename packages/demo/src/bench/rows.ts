import { formatNumber, formatSpread, spreadsOf, type Figures, type Spread, type Spreads } from './figures';
import type { Target } from './targets';

/** What one run of a scenario found, for one row of the table. */
export interface Finding {
  /** What was done, in words. */
  readonly scenario: string;
  /** What the predecessor needs for it: measured, or in words; null where it was not measured. */
  readonly predecessor: Figures | string | null;
  readonly figures: Figures;
  readonly target: Target;
  /** What must not be, and was, in words. A row with one falls short, however its other runs came out. */
  readonly flaws: readonly string[];
  /** The numbers behind it, for `--json` and for whoever looks for a cause. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A line of the table: what all runs of a scenario found. */
export interface Row {
  readonly scenario: string;
  readonly predecessor: Spreads | string | null;
  readonly figures: Spreads;
  /** What it is held against, in words. */
  readonly target: string;
  /** Where it falls short of that, in words; empty where it does not. */
  readonly shortfalls: readonly string[];
  /** By run. */
  readonly facts: readonly Finding['facts'][];
}

/** The rows of a scenario out of what its runs found, each of them the same rows in the same order. */
export function rowsOf(runs: readonly (readonly Finding[])[]): Row[] {
  const [first = []] = runs;
  return first.map((_finding, i) =>
    rowOf(runs.map((run) => run[i]).filter((finding) => finding !== undefined)),
  );
}

/** One row: figures by their medians. @throws Error without a run, or where the runs measured different things. */
export function rowOf(runs: readonly Finding[]): Row {
  const [first] = runs;
  if (!first) throw new Error('no run, no row');
  const figures = spreadsOf(runs.map((run) => run.figures));
  const { promises, bounds } = first.target;
  return {
    scenario: first.scenario,
    predecessor: predecessorOf(first, runs),
    figures,
    target: [...promises, ...bounds.map(({ words }) => words)].join(', '),
    shortfalls: [
      ...bounds.flatMap(({ figure, holds }) => {
        const spread = figures[figure];
        if (!spread)
          throw new Error(`${first.scenario}: the target is about ${figure}, which was not measured`);
        return spread.median === null || holds(spread.median) ? [] : [formatMedian(spread)];
      }),
      ...runs.flatMap(({ flaws }, i) =>
        flaws.map((flaw) => (runs.length === 1 ? flaw : `run ${i + 1}: ${flaw}`)),
      ),
    ],
    facts: runs.map(({ facts }) => facts),
  };
}

function predecessorOf({ predecessor }: Finding, runs: readonly Finding[]): Row['predecessor'] {
  if (predecessor === null || typeof predecessor === 'string') return predecessor;
  return spreadsOf(runs.map((run) => run.predecessor as Figures));
}

const formatMedian = ({ median, unit, decimals }: Spread): string =>
  `${formatNumber(median ?? 0, decimals)} ${unit}`;

const headings = ['Scenario', 'Predecessor', 'This', 'Target', 'Met'] as const;

/** The rows as a Markdown table, its columns aligned. */
export function renderTable(rows: readonly Row[]): string {
  const cells = rows.map(({ scenario, predecessor, figures, target, shortfalls }) =>
    [
      scenario,
      typeof predecessor === 'string' ? predecessor : predecessor ? formatFigures(predecessor) : '-',
      formatFigures(figures),
      target,
      shortfalls.length === 0 ? 'yes' : `**no**: ${shortfalls.join('; ')}`,
    ].map(escapeCell),
  );
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** All figures of a row, the median of each with its spread. */
export const formatFigures = (figures: Spreads): string =>
  Object.values(figures).map(formatSpread).join(', ');

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
