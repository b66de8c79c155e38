import type { Clock } from '@queue-eligibility/batch';
import type { Result } from './result';

/** What was replaced is stored together, at the most so often, ms: a list of Sync takes few writes a second. */
const TOGETHER_MS = 700;
/** And sooner when the hop is over but for what it still stores, ms. */
const HURRY_MS = 25;

interface ResultsOptions {
  clock: Clock;
  /** When the hop stops to begin anything, ms since the epoch. */
  workUntilMs: number;
  store: (planId: string, results: readonly Result[]) => Promise<void>;
}

/**
 * Collects what agents' changes have replaced, and stores it a few at a time. `keep` resolves when it is stored: an agent
 * is counted as done only then, so that nothing is done that can't be taken back.
 */
export function createResults({ clock, workUntilMs, store }: ResultsOptions) {
  const collecting = new Map<string, { results: Result[]; stored: Promise<void> }>();
  return function keep(planId: string, result: Result): Promise<void> {
    const open = collecting.get(planId);
    if (open) {
      open.results.push(result);
      return open.stored;
    }
    const results = [result];
    const waitMs = Math.min(TOGETHER_MS, Math.max(HURRY_MS, workUntilMs - clock.now()));
    const stored = clock.sleep(waitMs).then(() => {
      collecting.delete(planId);
      return store(planId, results);
    });
    collecting.set(planId, { results, stored });
    return stored;
  };
}
