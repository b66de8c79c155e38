import type { Clock } from '@queue-eligibility/batch';
import type { Result } from './result';

/** What was replaced is stored together, at the most so often, ms: a list of Sync takes few writes a second. */
const TOGETHER_MS = 700;
/** What is still to come when the hop has stopped to begin anything is waited for so long, ms: it gives up soon after. */
const LAST_MS = 300;
/** And then only so long, ms. */
const HURRY_MS = 60;

interface ResultsOptions {
  clock: Clock;
  /** When the hop stops to begin anything, ms since the epoch. */
  workUntilMs: number;
  store: (planId: string, results: readonly Result[]) => Promise<void>;
}

/** Resolves when what was replaced is stored: an agent is done only then, so that nothing is done that can't be taken back. */
export type Keep = (planId: string, result: Result) => Promise<void>;

/**
 * Collects what changes of agents have replaced, and stores it a few at a time: by the end of the hop at once when nothing
 * more is to come. Each change is made in a call of what this answers, with a `keep` of its own.
 */
export function createResults({ clock, workUntilMs, store }: ResultsOptions) {
  const collecting = new Map<string, { results: Result[]; stored: Promise<void>; storeNow: () => void }>();
  /** Changes that may still have replaced something. */
  let awaited = 0;

  function add(planId: string, result: Result): Promise<void> {
    const open = collecting.get(planId);
    if (open) {
      open.results.push(result);
      return open.stored;
    }
    const results = [result];
    const waitMs = Math.min(TOGETHER_MS, Math.max(HURRY_MS, workUntilMs + LAST_MS - clock.now()));
    let storeNow = (): void => {};
    const isComplete = new Promise<void>((resolve) => (storeNow = resolve));
    const stored = Promise.race([clock.sleep(waitMs), isComplete]).then(() => {
      collecting.delete(planId);
      return store(planId, results);
    });
    collecting.set(planId, { results, stored, storeNow });
    return stored;
  }

  return async function collect<T>(change: (keep: Keep) => Promise<T>): Promise<T> {
    let isAwaited = true;
    awaited += 1;
    const arrive = (): void => {
      if (isAwaited) awaited -= 1;
      isAwaited = false;
      if (awaited > 0 || clock.now() < workUntilMs) return;
      for (const { storeNow } of collecting.values()) storeNow();
    };
    try {
      return await change((planId, result) => {
        const stored = add(planId, result);
        arrive();
        return stored;
      });
    } finally {
      arrive();
    }
  };
}
