/** What is left of a rate limit: requests, in a window whose length nobody publishes. */
export interface Budget {
  limit: number;
  remaining: number;
}

/** How many items a second may be begun. */
export interface Pace {
  /** Milliseconds to wait before the next item may begin; 0: now. Takes the slot. */
  slot(nowMs: number): number;
  /** Twilio let an item through. */
  settled(nowMs: number): void;
  /** Twilio answered 429. */
  throttled(nowMs: number): void;
  /** Twilio said how much of a rate limit is left, for everybody. */
  budget(nowMs: number, budget: Budget): void;
  /** Items a second that Twilio was found to allow, to begin with in the next hop; null if no limit was met. */
  rate(): number | null;
}

/** After a 429 the pace falls to this part of what was measured to get through. */
const BACK_OFF = 0.98;
/** Where others need what is left, it falls further at once: it grows again before the next warning. */
const MAKE_ROOM = 0.93;
/** Without a 429 it grows by this part a second, to find a limit that was raised... */
const GROWTH_PER_SECOND = 0.02;
/** ...twice as fast after so many seconds without one, and so on... */
const GROWTH_DOUBLES_AFTER_S = 4;
/** ...up to this part a second. */
const MAX_GROWTH_PER_SECOND = 0.3;
/** 429s this close together are one event. */
const ONE_EVENT_MS = 1_000;
/** What got through is measured over this long: a hop's first second has little, since nothing is done at its beginning. */
const WINDOW_MS = 2_000;
const SECOND_MS = 1_000;
/** One event takes no more than this part away: a measurement can be unlucky. */
const WORST_CASE = 0.8;
/** Of what was begun when the very first 429 came, about so much may have got through. */
const FIRST_GUESS = 0.85;
/**
 * The limit that answers name is the one that was met, and is one of a second, where what got through differs from it by no
 * more than this part: nobody publishes what it counts, or over how long.
 */
const SAME_LIMIT = 0.05;
/** So much of such a limit is used: who grows to where it refuses finds what is known. */
const BELOW_LIMIT = 0.995;
const MIN_RATE = 1;

const isSame = (got: number, limit: number): boolean => Math.abs(got / limit - 1) <= SAME_LIMIT;

export interface PaceOptions {
  /** The part of Twilio's rate limit that may be used, above 0 and up to 1; the rest is left to others. Default 1. */
  share?: number;
  /** Items a second that somebody allows at the most; null: no such limit. Asked for every item. */
  limit?: () => number | null;
}

/**
 * Adapts to a rate limit nobody publishes: as fast as the concurrency allows until the first 429, then just below
 * the rate at which items got through, growing slowly to find out whether there is more, and faster the longer
 * nothing was refused. Where answers name a limit, and it is the one that was met, it stays just below and does not look for
 * more until they name another. With a share below 1 it does not look for more than that part of what once got through.
 */
export function createPace(found: number | null, { share = 1, limit = () => null }: PaceOptions = {}): Pace {
  const isShared = share < 1;
  /** The most that got through, where only a share of it may be used and nobody says how much is left. */
  let peak = isShared ? found : null;
  let rate = found === null ? null : found * share;
  let beganMs: number | null = null;
  let begun = 0;
  let nextSlotMs = -Infinity;
  let lastThrottledMs = -Infinity;
  let lastGrowthMs = -Infinity;
  /** Until then what gets through in the first second is not known yet: the rate is a guess. */
  let guessedUntilMs: number | null = null;
  /** The limit that answers name, and whether it is known to be the one that is met. */
  let told: { limit: number; isMet: boolean } | null = null;
  const settledAt: number[] = [];

  const settledWithin = (windowMs: number, nowMs: number): number => {
    while (settledAt.length > 0 && (settledAt[0] ?? 0) < nowMs - windowMs) settledAt.shift();
    return settledAt.length;
  };

  /** Just below the limit that answers name, where so many got through when it was met; else null. */
  const belowTold = (got: number): number | null => {
    if (told === null || isShared) return null;
    told.isMet = isSame(got, told.limit);
    return told.isMet ? told.limit * BELOW_LIMIT : null;
  };

  /** The first that is known of the limit: so many got through. */
  const learn = (got: number, backOff: number): void => {
    if (isShared) peak = got * BACK_OFF;
    rate = belowTold(got) ?? got * (isShared ? share * BACK_OFF : backOff);
  };

  const settleGuess = (nowMs: number): void => {
    if (guessedUntilMs === null || nowMs < guessedUntilMs) return;
    const got = settledAt.filter((at) => at < (guessedUntilMs ?? 0)).length;
    guessedUntilMs = null;
    learn(Math.max(MIN_RATE, rate ?? 0, got), BACK_OFF);
  };

  /** Over how long what got through can be measured, ms. */
  const spanOf = (nowMs: number): number => Math.min(WINDOW_MS, nowMs - (beganMs ?? nowMs));

  const noteEvent = (nowMs: number): number => {
    lastThrottledMs = nowMs;
    lastGrowthMs = nowMs;
    beganMs ??= nowMs;
    return spanOf(nowMs);
  };

  const through = (nowMs: number): number => {
    const spanMs = spanOf(nowMs);
    return (settledWithin(WINDOW_MS, nowMs) * SECOND_MS) / Math.max(spanMs, SECOND_MS);
  };

  const slowDown = (nowMs: number, spanMs: number, before: number, part = BACK_OFF): void => {
    const measured = spanMs < WINDOW_MS ? before : Math.max(through(nowMs), before * WORST_CASE);
    const got = Math.min(before, measured);
    rate = Math.max(MIN_RATE, Math.min(before, belowTold(got) ?? got * part));
  };

  const grow = (nowMs: number): void => {
    if (rate === null || guessedUntilMs !== null) return;
    const quietS = Math.max(0, nowMs - Math.max(lastThrottledMs, beganMs ?? nowMs)) / SECOND_MS;
    const growth = Math.min(
      MAX_GROWTH_PER_SECOND,
      GROWTH_PER_SECOND * 2 ** (quietS / GROWTH_DOUBLES_AFTER_S - 1),
    );
    const sinceS = Math.max(0, nowMs - Math.max(lastGrowthMs, lastThrottledMs)) / SECOND_MS;
    const wanted = rate * (1 + Math.max(GROWTH_PER_SECOND, growth) * sinceS);
    if (peak !== null) rate = Math.min(wanted, peak * share);
    else rate = told?.isMet ? Math.max(rate, Math.min(wanted, told.limit * BELOW_LIMIT)) : wanted;
    lastGrowthMs = nowMs;
  };

  return {
    slot(nowMs) {
      beganMs ??= nowMs;
      begun += 1;
      settleGuess(nowMs);
      const allowed = limit();
      if (rate === null && allowed === null) return 0;
      if (nextSlotMs === -Infinity) lastGrowthMs = nowMs;
      // Where somebody's limit holds it back, nothing is learnt of Twilio's.
      if (rate !== null && rate <= (allowed ?? Infinity)) grow(nowMs);
      const pace = Math.min(rate ?? Infinity, allowed ?? Infinity);
      // Slots that nobody took are gone: to catch up on them would be a burst after every 429.
      const at = Math.max(nowMs, nextSlotMs);
      nextSlotMs = at + SECOND_MS / pace;
      return Math.max(0, at - nowMs);
    },
    settled(nowMs) {
      settledAt.push(nowMs);
    },
    throttled(nowMs) {
      settleGuess(nowMs);
      if (nowMs - lastThrottledMs < ONE_EVENT_MS) return;
      const spanMs = noteEvent(nowMs);
      if (rate === null && spanMs < SECOND_MS) {
        // More were begun than a second takes. The rest of it brings no more; how many it took shows at its end.
        guessedUntilMs = nowMs - spanMs + SECOND_MS;
        rate = Math.max(MIN_RATE, begun * FIRST_GUESS);
        nextSlotMs = guessedUntilMs;
        return;
      }
      if (rate === null) learn(Math.max(MIN_RATE, through(nowMs)), 1);
      else slowDown(nowMs, spanMs, rate);
    },
    budget(nowMs, { limit: all, remaining }) {
      settleGuess(nowMs);
      peak = null;
      if (told?.limit !== all) told = { limit: all, isMet: rate !== null && isSame(rate, all) };
      // Others count as well: what is left for them shows here before anybody is refused.
      if (!isShared || remaining >= all * (1 - share) || nowMs - lastThrottledMs < ONE_EVENT_MS) return;
      const spanMs = noteEvent(nowMs);
      slowDown(nowMs, spanMs, rate ?? (begun * SECOND_MS) / Math.max(spanMs, SECOND_MS), MAKE_ROOM);
    },
    rate() {
      const known = peak ?? (rate === null ? null : rate / share);
      return known === null ? null : Math.round(known * 10) / 10;
    },
  };
}
