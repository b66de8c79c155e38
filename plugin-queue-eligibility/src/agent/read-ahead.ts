import type { QueueView } from '@queue-eligibility/api';
import { readRule } from '../explain/rule';

/** Expressions that are read between two looks at the clock. */
const AT_ONCE = 10;
/** Time for it where the browser does not say how much there is, ms. */
const SLICE_MS = 4;

/**
 * Reads expressions while the browser has nothing else to do: an agent's queues are to stand at once when somebody opens
 * them. The answer stops it.
 */
export function readAhead(
  queues: readonly QueueView[],
  { read = readWhole, whenRead }: { read?: (queue: QueueView) => void; whenRead: () => void },
): () => void {
  let at = 0;
  let stop = later(work);
  function work(hasTime: () => boolean): void {
    do {
      queues.slice(at, at + AT_ONCE).forEach((queue) => read(queue));
      at += AT_ONCE;
    } while (at < queues.length && hasTime());
    if (at < queues.length) stop = later(work);
    else stop = later(whenRead);
  }
  return () => stop();
}

/** With whatever facts: the first look at some makes the function that looks at all. */
const readWhole = (queue: QueueView): void => void readRule(queue).verdictOf({ attributes: null });

/** Calls it when there is time; the answer takes that back. */
function later(work: (hasTime: () => boolean) => void): () => void {
  // Not in every browser that Flex supports.
  if ('requestIdleCallback' in window) {
    const id = window.requestIdleCallback((deadline) => work(() => deadline.timeRemaining() > 1));
    return () => window.cancelIdleCallback(id);
  }
  const timer = setTimeout(() => {
    const startedAt = performance.now();
    work(() => performance.now() - startedAt < SLICE_MS);
  });
  return () => clearTimeout(timer);
}
