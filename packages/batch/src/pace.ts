/** How many items a second may be begun. */
export interface Pace {
  /** Milliseconds to wait before the next item may begin; 0: now. Takes the slot. */
  slot(nowMs: number): number;
  /** An item was settled. */
  settled(nowMs: number): void;
  /** Twilio answered 429. */
  throttled(nowMs: number): void;
  /** Items a second to begin with in the next hop; null if no limit was met. */
  rate(): number | null;
}

/** After a 429 the pace falls to this part of what was measured to get through. */
const BACK_OFF = 0.98;
/** Without a 429 it grows by this part a second, to find a limit that was raised... */
const GROWTH_PER_SECOND = 0.03;
/** ...twice as fast after so many seconds without one, and so on... */
const GROWTH_DOUBLES_AFTER_S = 4;
/** ...up to this part a second. */
const MAX_GROWTH_PER_SECOND = 0.3;
/** 429s this close together are one event. */
const ONE_EVENT_MS = 1_000;
/** What got through is measured over this long, and means nothing before a second is over: limits are a second's. */
const WINDOW_MS = 2_000;
const SECOND_MS = 1_000;
/** One event takes no more than this part away: a measurement can be unlucky. */
const WORST_CASE = 0.8;
/** About as long as one hop takes to hand on to the next: the slots of that time are still to be had. */
const CATCH_UP_MS = 500;
/** Of what was begun when the very first 429 came, about so much may have got through. */
const FIRST_GUESS = 0.85;
const MIN_RATE = 1;

/**
 * Adapts to a rate limit nobody publishes: as fast as the concurrency allows until the first 429, then just below
 * the rate at which items got through, growing slowly to find out whether there is more, and faster the longer
 * nothing was refused.
 */
export function createPace(initialRate: number | null): Pace {
  let rate = initialRate;
  let beganMs: number | null = null;
  let begun = 0;
  let nextSlotMs = -Infinity;
  let lastThrottledMs = -Infinity;
  let lastGrowthMs = -Infinity;
  /** Until then what gets through in the first second is not known yet: the rate is a guess. */
  let guessedUntilMs: number | null = null;
  const settledAt: number[] = [];

  const settledWithin = (windowMs: number, nowMs: number): number => {
    while (settledAt.length > 0 && (settledAt[0] ?? 0) < nowMs - windowMs) settledAt.shift();
    return settledAt.length;
  };

  const settleGuess = (nowMs: number): void => {
    if (guessedUntilMs === null || nowMs < guessedUntilMs) return;
    const through = settledAt.filter((at) => at < (guessedUntilMs ?? 0)).length;
    guessedUntilMs = null;
    rate = Math.max(MIN_RATE, rate ?? 0, through) * BACK_OFF;
  };

  const grow = (nowMs: number): void => {
    if (rate === null || guessedUntilMs !== null) return;
    const quietS = Math.max(0, nowMs - Math.max(lastThrottledMs, beganMs ?? nowMs)) / SECOND_MS;
    const growth = Math.min(
      MAX_GROWTH_PER_SECOND,
      GROWTH_PER_SECOND * 2 ** (quietS / GROWTH_DOUBLES_AFTER_S - 1),
    );
    const sinceS = Math.max(0, nowMs - Math.max(lastGrowthMs, lastThrottledMs)) / SECOND_MS;
    rate *= 1 + Math.max(GROWTH_PER_SECOND, growth) * sinceS;
    lastGrowthMs = nowMs;
  };

  return {
    slot(nowMs) {
      beganMs ??= nowMs;
      begun += 1;
      settleGuess(nowMs);
      if (rate === null) return 0;
      if (nextSlotMs === -Infinity) {
        lastGrowthMs = nowMs;
        nextSlotMs = nowMs - CATCH_UP_MS;
      }
      grow(nowMs);
      // Later on, slots that nobody took are gone: to catch up on them would be a burst after every 429.
      const at = settledAt.length === 0 ? nextSlotMs : Math.max(nowMs, nextSlotMs);
      nextSlotMs = at + SECOND_MS / rate;
      return Math.max(0, at - nowMs);
    },
    settled(nowMs) {
      settledAt.push(nowMs);
    },
    throttled(nowMs) {
      settleGuess(nowMs);
      if (nowMs - lastThrottledMs < ONE_EVENT_MS) return;
      lastThrottledMs = nowMs;
      lastGrowthMs = nowMs;
      beganMs ??= nowMs;
      const spanMs = Math.min(WINDOW_MS, nowMs - beganMs);
      if (rate === null && spanMs < SECOND_MS) {
        // More were begun than a second takes. The rest of it brings no more; how many it took shows at its end.
        guessedUntilMs = beganMs + SECOND_MS;
        rate = Math.max(MIN_RATE, begun * FIRST_GUESS);
        nextSlotMs = guessedUntilMs;
        return;
      }
      const through = (settledWithin(WINDOW_MS, nowMs) * SECOND_MS) / Math.max(spanMs, SECOND_MS);
      if (rate === null) rate = Math.max(MIN_RATE, through);
      else {
        const measured = spanMs < SECOND_MS ? rate : Math.max(through, rate * WORST_CASE);
        rate = Math.max(MIN_RATE, Math.min(rate, measured) * BACK_OFF);
      }
    },
    rate: () => (rate === null ? null : Math.round(rate * 10) / 10),
  };
}
