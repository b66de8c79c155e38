/** A number that was measured, and what it counts. */
export interface Figure {
  /** Null: it cannot be known here, as memory where there is no `/proc`. */
  readonly value: number | null;
  readonly unit: string;
  /** Shown with so many decimals. Default 0. */
  readonly decimals?: number;
}

/** Figures by name, in the order in which they are shown. */
export type Figures = Readonly<Record<string, Figure>>;

/** One figure of several runs. */
export interface Spread extends Omit<Figure, 'value'> {
  readonly median: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** As the runs found it, in their order. */
  readonly values: readonly (number | null)[];
}

export type Spreads = Readonly<Record<string, Spread>>;

/** The one in the middle; of an even number of values the mean of the two there. Null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/**
 * The figures of several runs, each with its median and its spread.
 * @throws Error where a run lacks a figure that another has: they did not measure the same.
 */
export function spreadsOf(runs: readonly Figures[]): Spreads {
  const names = new Set(runs.flatMap((figures) => Object.keys(figures)));
  return Object.fromEntries([...names].map((name) => [name, spreadOf(name, runs)]));
}

function spreadOf(name: string, runs: readonly Figures[]): Spread {
  const figures = runs.map((run) => run[name]).filter((figure) => figure !== undefined);
  const [first] = figures;
  if (!first || figures.length !== runs.length) throw new Error(`not every run has the figure ${name}`);
  const values = figures.map(({ value }) => value);
  const known = values.filter((value) => value !== null);
  const [min, max] = known.length === 0 ? [null, null] : [Math.min(...known), Math.max(...known)];
  const { unit, decimals = 0 } = first;
  return { unit, decimals, median: medianOf(known), min, max, values };
}

/** The median with its unit, and the spread in brackets: `38 requests (36..40)`. One number where all runs found that. */
export function formatSpread({ unit, decimals = 0, median, min, max }: Spread): string {
  const [middle, least, most] = [median, min, max].map((value) =>
    value === null ? '?' : formatNumber(value, decimals),
  );
  return `${middle} ${unit}${least === most ? '' : ` (${least}..${most})`}`;
}

/** Whole numbers with a comma for the thousands, others with the given number of decimals. */
export function formatNumber(value: number, decimals = 0): string {
  return value.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
