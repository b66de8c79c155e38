import type { Worker } from '@queue-eligibility/task-router';
import type { Carried } from './queues-attribute';
import { UNPROVEN, type UnprovenReason } from './report';

/**
 * How it is known who is eligible for a queue, or why it is not: see docs/evidence.md.
 * - `counted`: every worker was evaluated here, and TaskRouter counts as many;
 * - `asked`: TaskRouter named its workers, as many as it counts, and each of them was seen.
 */
export type Evidence = 'counted' | 'asked' | UnprovenReason;

/** What one look at the workspace has found of one queue. */
export interface Found {
  /** The rule may be evaluated here: it is documented or proven, and not distrusted. */
  isSure: boolean;
  /** Our reading said neither yes nor no of some worker, or there is no reading. */
  isUncertain: boolean;
  /** Workers that we hold eligible: by TaskRouter's answer where there is one, else by our own reading. */
  ours: number;
  /** All workers that were seen. */
  everybody: number;
  /** TaskRouter's own count; null: it did not come. */
  count: number | null;
  /** How many workers TaskRouter named when it was asked; null: it was not, or did not know the queue. */
  named: number | null;
}

/**
 * The one place that decides what is known of a queue. What an answer lacks shows nothing: it can only make a queue
 * unproven, never proven.
 */
export function evidenceOf({ isSure, isUncertain, ours, everybody, count, named }: Found): Evidence {
  if (count === null) return UNPROVEN.noCount;
  if (named !== null) {
    if (named !== count) return UNPROVEN.shortAnswer;
    return ours === named ? 'asked' : UNPROVEN.unseen;
  }
  if (isUncertain || ours !== count) return UNPROVEN.moving;
  // A reading that is a guess all the same is right where TaskRouter counts nobody, or everybody: who else could it be?
  return isSure || count === 0 || count === everybody ? 'counted' : UNPROVEN.moving;
}

export const isProven = (evidence: Evidence): evidence is 'counted' | 'asked' =>
  evidence === 'counted' || evidence === 'asked';

interface Decision {
  worker: Pick<Worker, 'sid'>;
  /** Our own reading. */
  verdicts: { holds: readonly number[]; uncertain: readonly number[] };
  carried: Carried;
  answers: ReadonlyMap<number, ReadonlySet<string>>;
}

/** What a worker is to carry: what is proven, and of the rest what it carries already. */
export function wanted(
  evidence: readonly Evidence[],
  { worker, verdicts, carried, answers }: Decision,
): Set<number> {
  const queues = new Set(verdicts.holds.filter((place) => evidence[place] === 'counted'));
  for (const [place, named] of answers)
    if (evidence[place] === 'asked' && named.has(worker.sid)) queues.add(place);
  for (const place of carried.queues) {
    const how = evidence[place];
    const isOpen = how === 'counted' ? verdicts.uncertain.includes(place) : how !== 'asked';
    if (isOpen) queues.add(place);
  }
  return queues;
}

/** Evidence as one digit for each queue, for the state of a job. */
const DIGITS: readonly Evidence[] = ['counted', 'asked', ...Object.values(UNPROVEN)];

export const packEvidence = (list: readonly Evidence[]): string =>
  list.map((one) => DIGITS.indexOf(one)).join('');

export const unpackEvidence = (packed: string): Evidence[] =>
  [...packed].map((digit) => DIGITS[Number(digit)] ?? UNPROVEN.moving);
