import { DelegateBackoff, handleWhen, retry, type IRetryBackoffContext } from 'cockatiel';
import { NotAuthorised, RetryableError, ThrottledError } from './errors';

/** How often and how patiently a request to Twilio is repeated. */
export interface RetryPolicy {
  /** Repetitions after the first try. */
  retries: number;
  /** The shortest pause, ms. */
  minBackoffMs: number;
  /** The longest pause, ms. */
  maxBackoffMs: number;
}

/** The part of an HTTP or network error that decides whether to repeat. */
interface RequestError {
  status?: unknown;
  code?: unknown;
  message?: unknown;
}

/** What happened to connections that may work the next time (Node's error codes, and axios' for a time-out). */
const NETWORK_CODES = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ESOCKETTIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_NETWORK',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
]);

/** Twilio's "too many requests": nothing was done, repeating is safe (https://www.twilio.com/docs/api/errors/20429). */
export const isThrottled = (error: unknown): boolean => (error as RequestError | null)?.status === 429;

/** The answer got lost or never came: the request may or may not have taken effect. */
export function isConnectionLost(error: unknown): boolean {
  const { status, code } = (error ?? {}) as RequestError;
  return status === undefined && typeof code === 'string' && NETWORK_CODES.has(code);
}

/** The service had no time: 5xx. */
export function isUnavailable(error: unknown): boolean {
  const status = (error as RequestError | null)?.status;
  return typeof status === 'number' && status >= 500;
}

export const isPreconditionFailed = (error: unknown): boolean =>
  (error as RequestError | null)?.status === 412;

/**
 * "There is already one of this name", Sync's atomic lock: an object (https://www.twilio.com/docs/api/errors/54301) or
 * an item of a map (54208).
 */
export function isNameTaken(error: unknown): boolean {
  const code = (error as RequestError | null)?.code;
  return code === 54301 || code === 54208;
}

export const isNotFound = (error: unknown): boolean => (error as RequestError | null)?.status === 404;

/** Who we are is refused: 401 and 403 say nothing of what was asked for. */
export function refusedCredentials(error: unknown): 401 | 403 | null {
  const status = (error as RequestError | null)?.status;
  return status === 401 || status === 403 ? status : null;
}

/** Whether the same request may succeed later. */
export const isTransient = (error: unknown): boolean =>
  isThrottled(error) || isUnavailable(error) || isConnectionLost(error);

/** Repeats a request while that can help. */
export type Retry = <T>(what: string, request: () => Promise<T>) => Promise<T>;

/**
 * The one retry handler for every request to Twilio. 412 and every other answer about the request itself fail at
 * once; 429, 5xx and lost connections are repeated with jittered, growing pauses between the policy's bounds.
 * When the repetitions are used up it rejects with ThrottledError after a 429, else with RetryableError
 * `unavailable`; 401 and 403 reject with NotAuthorised; other errors come out as they are.
 */
export function createRetry(policy: RetryPolicy, onThrottled: () => void = () => {}): Retry {
  const { retries, minBackoffMs, maxBackoffMs } = policy;
  // Full jitter within the bounds: many invocations that were refused together don't come back together.
  const backoff = new DelegateBackoff(({ attempt }: IRetryBackoffContext<unknown>) => {
    const highest = Math.min(maxBackoffMs, minBackoffMs * 2 ** (attempt + 1));
    return minBackoffMs + Math.random() * Math.max(0, highest - minBackoffMs);
  });
  const repeater = retry(handleWhen(isTransient), { maxAttempts: retries, backoff });
  repeater.onFailure(({ reason }) => {
    if ('error' in reason && isThrottled(reason.error)) onThrottled();
  });

  return async (what, request) => {
    try {
      return await repeater.execute(request);
    } catch (error) {
      if (isThrottled(error)) throw new ThrottledError(what, { cause: error });
      const refused = refusedCredentials(error);
      if (refused) throw new NotAuthorised(what, refused, { cause: error });
      if (isTransient(error)) {
        throw new RetryableError('unavailable', `${what}: Twilio could not be reached or had no time`, {
          cause: error,
        });
      }
      throw error;
    }
  };
}
