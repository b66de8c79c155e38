import { loadedAtMs } from './loaded-at';
import { RetryableError } from '@queue-eligibility/batch';

/** Every invocation has answered by then, ms after its beginning: at 10 s the platform kills it. */
export const ANSWER_BY_MS = 9_200;
/** A cold start that took longer than this, ms, was not for the invocation at hand. */
const COLD_START_MS = 3_000;
let isFirst = true;

/** Twilio took so long that this invocation would be killed before it could answer. */
export class OutOfTime extends RetryableError {
  constructor() {
    super('out_of_time', 'Twilio took too long to answer; try again in a moment');
  }
}

/** When this invocation began, ms since the epoch: the first one of a container has paid for loading the code. */
export function beginningOfInvocation(): number {
  const nowMs = Date.now();
  const isColdStart = isFirst && nowMs - loadedAtMs < COLD_START_MS;
  isFirst = false;
  return isColdStart ? loadedAtMs : nowMs;
}

/**
 * Does `work`, but not past the time of an invocation that began at `startedAtMs`, or past `byMs` after that. Then the signal is aborted: the
 * container is frozen with the answer, and what it goes on with when it is used again must write nothing.
 * @throws OutOfTime
 */
export async function inTime<T>(
  startedAtMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  byMs = ANSWER_BY_MS,
): Promise<T> {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => {
        over.abort();
        reject(new OutOfTime());
      },
      Math.max(0, startedAtMs + byMs - Date.now()),
    );
  });
  const working = work(over.signal);
  // Given up, it may still fail, and nobody would be there to hear.
  working.catch(() => {});
  try {
    return await Promise.race([working, late]);
  } finally {
    clearTimeout(timer);
  }
}
