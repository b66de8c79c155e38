import { ApiError } from './errors';

/** The limits that count TaskRouter requests in a window of one second. */
export type LimitName =
  'updatesPerSecond' | 'requestsPerSecond' | 'expressionListsPerSecond' | 'bulkStatisticsPerSecond';

/** Rate limits; null means no limit. */
export interface LimitSettings {
  /** Worker updates. Twilio publishes no number. */
  readonly updatesPerSecond?: number | null | undefined;
  /** All TaskRouter requests. Twilio publishes no number. */
  readonly requestsPerSecond?: number | null | undefined;
  /** Lists by TargetWorkersExpression or EvaluateWorkerAttributes: 3 at Twilio. */
  readonly expressionListsPerSecond?: number | null | undefined;
  /** Bulk real-time statistics: 5 at Twilio. */
  readonly bulkStatisticsPerSecond?: number | null | undefined;
  /** Writes a second on one Sync object up to 1 KiB; see {@link syncWritesPerSecond}. */
  readonly syncWritesPerSecondPerObject?: number | null | undefined;
  /** Reads a second of one Sync object, those of its items and their pages included: 20 at Twilio. */
  readonly syncReadsPerSecondPerObject?: number | null | undefined;
  /** New Sync objects a second: 20 at Twilio. */
  readonly syncCreationsPerSecond?: number | null | undefined;
}

interface Window {
  startedAt: number;
  used: number;
}

const windowMs = 1000;
const kibibyte = 1024;

/**
 * How many writes a second a Sync object takes: the full rate up to 1 KiB, a tenth of it (2 of 20)
 * from 10 KiB. In between Twilio only says "fewer"; a straight line is assumed.
 */
function syncWritesPerSecond(full: number, bytes: number): number {
  const share = Math.min(1, Math.max(0, (bytes - kibibyte) / (9 * kibibyte)));
  return full * (1 - 0.9 * share);
}

/** Counts requests against the limits, in fixed windows that start with the first request. */
export class RateLimits {
  #settings: LimitSettings;
  readonly #windows = new Map<string, Window>();

  /** @param now The time that windows go by, ms. */
  constructor(
    settings: LimitSettings,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#settings = settings;
  }

  get settings(): LimitSettings {
    return this.#settings;
  }

  /** Changes the limits that are given; null switches one off. */
  set(settings: LimitSettings): void {
    this.#settings = { ...this.#settings, ...settings };
  }

  /**
   * Counts a TaskRouter request and gives the rate-limit headers of the last limit that is set.
   * @throws ApiError 429 20429 beyond a limit.
   */
  take(names: readonly LimitName[]): Record<string, string> {
    let headers: Record<string, string> = {};
    for (const name of names) {
      const limit = this.#settings[name];
      if (limit === undefined || limit === null) continue;
      const window = this.#window(name);
      window.used += 1;
      headers = {
        'X-Rate-Limit-Limit': String(limit),
        'X-Rate-Limit-Remaining': String(Math.max(0, limit - window.used)),
        'X-Rate-Limit-Config': name,
      };
      if (window.used > limit) {
        throw new ApiError({ status: 429, code: 20429, message: 'Too Many Requests', headers });
      }
    }
    return headers;
  }

  /**
   * Counts a write on a Sync object. Each write uses up the part of a second that its size costs.
   * https://www.twilio.com/docs/api/errors/54009
   * @throws ApiError 429 54009 beyond the limit.
   */
  takeSyncWrite(objectSid: string, bytes: number): void {
    const full = this.#settings.syncWritesPerSecondPerObject;
    if (full === undefined || full === null) return;
    const window = this.#window(objectSid);
    const cost = 1 / syncWritesPerSecond(full, bytes);
    // A tolerance for the rounding of 20 additions of 0.05.
    if (window.used + cost > 1 + 1e-9) throw syncLimitExceeded();
    window.used += cost;
  }

  /**
   * Counts a read of a Sync object, by its SID, or by whatever the request called one that isn't there.
   * https://www.twilio.com/docs/sync/limits
   * @throws ApiError 429 54009 beyond the limit.
   */
  takeSyncRead(object: string): void {
    this.#takeOne(`read ${object}`, this.#settings.syncReadsPerSecondPerObject);
  }

  /** Counts a new Sync object. https://www.twilio.com/docs/sync/limits @throws ApiError 429 54009 beyond the limit. */
  takeSyncCreation(): void {
    this.#takeOne('creations', this.#settings.syncCreationsPerSecond);
  }

  #takeOne(key: string, limit: number | null | undefined): void {
    if (limit === undefined || limit === null) return;
    const window = this.#window(key);
    if (window.used + 1 > limit) throw syncLimitExceeded();
    window.used += 1;
  }

  #window(key: string): Window {
    const now = this.now();
    const known = this.#windows.get(key);
    if (known && now - known.startedAt < windowMs) return known;
    if (this.#windows.size > 1000) this.#forgetClosed(now);
    const opened = { startedAt: now, used: 0 };
    this.#windows.set(key, opened);
    return opened;
  }

  #forgetClosed(now: number): void {
    for (const [key, window] of this.#windows) {
      if (now - window.startedAt >= windowMs) this.#windows.delete(key);
    }
  }
}

function syncLimitExceeded(): ApiError {
  return new ApiError({ status: 429, code: 54009, message: 'Rate limit exceeded' });
}
