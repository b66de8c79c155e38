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
const BACK_OFF = 0.97;
/** Without a 429 it grows by this much a second, to find a limit that was raised. */
const GROWTH_PER_SECOND = 0.02;
/** 429s this close together are one event. */
const ONE_EVENT_MS = 1_000;
/** What got through is measured over this long. */
const WINDOW_MS = 2_000;
const MIN_RATE = 1;

/**
 * Adapts to a rate limit nobody publishes: as fast as the concurrency allows until the first 429, then just below
 * the rate at which items got through, growing slowly to find out whether there is more.
 */
export function createPace(initialRate: number | null, startMs: number): Pace {
  let rate = initialRate;
  let nextSlotMs = startMs;
  let lastThrottledMs = -Infinity;
  let lastGrowthMs = startMs;
  const settledAt: number[] = [];

  const measured = (nowMs: number): number => {
    while (settledAt.length > 0 && (settledAt[0] ?? 0) < nowMs - WINDOW_MS) settledAt.shift();
    const spanMs = Math.min(WINDOW_MS, Math.max(nowMs - startMs, 200));
    return (settledAt.length * 1_000) / spanMs;
  };

  const grow = (nowMs: number): void => {
    if (rate === null) return;
    rate *= 1 + GROWTH_PER_SECOND * Math.max(0, (nowMs - Math.max(lastGrowthMs, lastThrottledMs)) / 1_000);
    lastGrowthMs = nowMs;
  };

  return {
    slot(nowMs) {
      if (rate === null) return 0;
      grow(nowMs);
      const at = Math.max(nowMs, nextSlotMs);
      nextSlotMs = at + 1_000 / rate;
      return at - nowMs;
    },
    settled(nowMs) {
      settledAt.push(nowMs);
    },
    throttled(nowMs) {
      if (nowMs - lastThrottledMs < ONE_EVENT_MS) return;
      lastThrottledMs = nowMs;
      lastGrowthMs = nowMs;
      const through = measured(nowMs);
      rate = Math.max(
        MIN_RATE,
        rate === null ? through : Math.min(rate, Math.max(through, rate / 2)) * BACK_OFF,
      );
    },
    rate: () => (rate === null ? null : Math.round(rate * 10) / 10),
  };
}
