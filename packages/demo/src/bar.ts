import { clock, count } from './words';

/** What a progress line says. */
export interface BarFacts {
  label: string;
  done: number;
  /** Null until it is known. */
  total: number | null;
  changed: number;
  failed: number;
  /** A second. */
  rate: number | null;
  secondsLeft: number | null;
  /** Whole seconds without a sign of life, when they are enough to mention. */
  silentSeconds: number | null;
}

const LABEL_WIDTH = 9;
/** `104/s`, `0:24 left`. */
const PACE_WIDTHS = [5, 9] as const;
const LEAST_BAR = 8;
const MOST_BAR = 30;

/** Colours a piece of the line; or leaves it. */
export type Paint = (style: 'done' | 'rest' | 'bad', text: string) => string;

/** The line for a terminal of `columns` characters: never longer, so that it can be drawn over. */
export function renderBar(facts: BarFacts, columns: number, paint: Paint = (_style, text) => text): string {
  const { label, done, total, changed, failed, silentSeconds } = facts;
  const share = total === null ? 0 : total === 0 ? 1 : Math.min(1, done / total);
  // Numbers keep their width while they grow: the bar must not move.
  const size = count(total ?? 0).length;
  const numbers = [
    total === null ? 'reading the workers' : `${count(done).padStart(size)} of ${count(total)}`,
    ...(total === null ? [] : [`${count(changed).padStart(size)} changed`]),
    ...(failed > 0 ? [paint('bad', `${count(failed)} failed`)] : []),
    ...(silentSeconds === null
      ? pace(facts).map((text, i) => text.padStart(PACE_WIDTHS[i] ?? 0))
      : [paint('bad', `silent for ${silentSeconds} s`)]),
  ];
  const percent = total === null ? '' : `${Math.floor(share * 100)} %`;
  const head = `  ${label.padEnd(LABEL_WIDTH)}`;
  const tail = `${percent.padStart(5)}  ${numbers.join('  ')}`;
  // One column stays free: a terminal wraps a full line.
  const free = columns - 1 - head.length - withoutColours(tail).length;
  if (free < LEAST_BAR) return withoutColours(head + tail).slice(0, Math.max(0, columns - 1));
  const width = Math.min(MOST_BAR, free);
  const full = Math.round(share * width);
  return `${head}${paint('done', '█'.repeat(full))}${paint('rest', '░'.repeat(width - full))}${tail}`;
}

/** The same for a log file: one line that needs no other to be read. */
export function renderPlain({ label, done, total, changed, failed, ...facts }: BarFacts): string {
  const numbers = [
    total === null ? 'reading the workers' : `${count(done)} of ${count(total)} workers`,
    `${count(changed)} changed`,
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    ...(facts.silentSeconds === null ? pace(facts) : [`silent for ${facts.silentSeconds} s`]),
  ];
  return `  ${label}: ${numbers.join(', ')}`;
}

/** Both or neither: what is left follows from the rate. */
function pace({ rate, secondsLeft }: Pick<BarFacts, 'rate' | 'secondsLeft'>): string[] {
  if (rate === null || secondsLeft === null) return [];
  return [`${count(rate)}/s`, `${clock(secondsLeft)} left`];
}

// eslint-disable-next-line no-control-regex -- colours are escape sequences
const withoutColours = (text: string): string => text.replace(/\x1b\[\d+m/g, '');
