import { RetryableError, RevisionConflict } from './errors';
import type { BatchPorts } from './ports';

/** A conditional write that lost so often is given up. */
const TRIES = 8;
const SHORTEST_PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Reads and writes anew while somebody else writes in between, with growing, jittered pauses: many that met once must
 * not meet again.
 *
 * @param attempt reads what it goes by itself; rejects with RevisionConflict when somebody was quicker.
 * @throws RetryableError `contended` when that happened each time.
 */
export async function whileContended<T>(
  documentName: string,
  { clock, random }: Pick<BatchPorts, 'clock' | 'random'>,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
      if (tries === TRIES) {
        const message = `${documentName} was changed by somebody else each time we were about to write it`;
        throw new RetryableError('contended', message, { cause: error });
      }
    }
    await clock.sleep(random() * Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** (tries - 1)));
  }
}
