import { ERROR_CODES } from '@queue-eligibility/api';
import { FunctionsError, type FunctionsClient } from '../functions-client';

interface AskOptions {
  signal: AbortSignal;
  /** Hears how many agents were named so far. */
  onProgress: (named: number) => void;
  /** Waits. Default: a timer. */
  wait?: (ms: number) => Promise<void>;
}

/** TaskRouter does it three times a second for all who ask: so often a page is waited for. */
const ATTEMPTS = 8;
const PAUSE_MS = 1_000;

/**
 * Asks TaskRouter itself which agents an expression names, page by page.
 *
 * @throws FunctionsError, `expression_refused` with TaskRouter's own words where it does not take the expression;
 * whatever the signal was aborted with.
 */
export async function askTaskRouter(
  functions: FunctionsClient,
  expression: string,
  options: AskOptions,
): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  let cursor: string | null = null;
  do {
    const { workerSids, next }: { workerSids: string[]; next: string | null } = await askPage(
      functions,
      { expression, cursor },
      options,
    );
    for (const sid of workerSids) named.add(sid);
    options.onProgress(named.size);
    cursor = next;
  } while (cursor !== null);
  return named;
}

async function askPage(
  functions: FunctionsClient,
  request: { expression: string; cursor: string | null },
  { signal, wait = pause }: AskOptions,
) {
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      const page = await functions.call('/jobs/ask', request);
      signal.throwIfAborted();
      return page;
    } catch (error) {
      const isBusy = error instanceof FunctionsError && error.code === ERROR_CODES.throttled;
      if (!isBusy || attempt >= ATTEMPTS) throw error;
      await wait(error.facts.retryAfterMs ?? PAUSE_MS);
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
