import { describe, expect, it } from '@jest/globals';
import { createPace, type Pace } from './pace';

/** What a job's lanes met in a simulated time. */
interface Run {
  /** Items that got through, when, ms. */
  doneAtMs: number[];
  /** 429s, when, ms. */
  refusedAtMs: number[];
}

const REQUEST_MS = 80;
const PAUSE_AFTER_429_MS = 250;

/**
 * Lanes that work at `pace` against a limiter with fixed windows of a second, which begin with a request: the
 * simplest that Twilio may have. All times are simulated.
 */
function simulate(
  pace: Pace,
  options: {
    limit: (nowMs: number) => number;
    fromMs?: number;
    untilMs: number;
    lanes?: number;
    /** Requests a second that others make. */
    others?: number;
    /** Every answer says how much is left, of this limit or of the one that holds. */
    isTold?: boolean;
    named?: (nowMs: number) => number;
  },
): Run {
  const { limit, fromMs = 0, untilMs, lanes = 20, others = 0, isTold = false } = options;
  const { named = limit } = options;
  let lastMs = fromMs;
  const othersSince = (nowMs: number): number => {
    const made = ((nowMs - Math.max(lastMs, window.startMs)) * others) / 1_000;
    lastMs = nowMs;
    return made;
  };
  const run: Run = { doneAtMs: [], refusedAtMs: [] };
  const window = { startMs: -Infinity, used: 0 };
  const queue: { atMs: number; step: () => void }[] = [];
  const at = (atMs: number, step: () => void) => queue.push({ atMs, step });
  const begin = (nowMs: number): void => {
    const waitMs = pace.slot(nowMs);
    at(nowMs + waitMs, () => request(nowMs + waitMs));
  };
  const request = (nowMs: number): void => {
    if (nowMs - window.startMs >= 1_000) Object.assign(window, { startMs: nowMs, used: 0 });
    window.used += 1 + othersSince(nowMs);
    if (isTold)
      pace.budget(nowMs, { limit: named(nowMs), remaining: Math.max(0, named(nowMs) - window.used) });
    if (window.used > limit(nowMs)) {
      run.refusedAtMs.push(nowMs);
      pace.throttled(nowMs);
      at(nowMs + PAUSE_AFTER_429_MS, () => begin(nowMs + PAUSE_AFTER_429_MS));
      return;
    }
    at(nowMs + REQUEST_MS, () => {
      run.doneAtMs.push(nowMs + REQUEST_MS);
      pace.settled(nowMs + REQUEST_MS);
      begin(nowMs + REQUEST_MS);
    });
  };
  for (let lane = 0; lane < lanes; lane++) begin(fromMs);
  for (;;) {
    queue.sort((a, b) => a.atMs - b.atMs);
    const next = queue.shift();
    if (!next || next.atMs > untilMs) return run;
    next.step();
  }
}

const rateBetween = ({ doneAtMs }: Run, fromMs: number, toMs: number): number =>
  (doneAtMs.filter((at) => at >= fromMs && at < toMs).length * 1_000) / (toMs - fromMs);

describe('without a limit', () => {
  it('is as fast as the concurrency allows, and remembers no rate', () => {
    const pace = createPace(null);
    const run = simulate(pace, { limit: () => Infinity, untilMs: 10_000 });
    expect(run.doneAtMs.length).toBeGreaterThan(0.98 * 10 * 20 * (1_000 / REQUEST_MS));
    expect(pace.rate()).toBeNull();
  });
});

describe('against a limit of so many a second, for 60 s', () => {
  it.each([20, 50, 100])('%i: runs at 0.93 of it or better, and is seldom refused', (limit) => {
    const run = simulate(createPace(null), { limit: () => limit, untilMs: 60_000 });
    expect(rateBetween(run, 0, 60_000)).toBeGreaterThanOrEqual(0.93 * limit);
    // Finding the limit costs a burst; knowing it, one now and then to see whether it still holds.
    expect(run.refusedAtMs.filter((at) => at < 3_000).length).toBeLessThan(200);
    expect(run.refusedAtMs.filter((at) => at >= 3_000).length).toBeLessThan(57);
  });

  // More lanes than a second takes: the very first of them are refused, before any was done.
  it.each([5, 20, 50, 55])('%i, with 56 at once: just as well', (limit) => {
    const run = simulate(createPace(null), { limit: () => limit, untilMs: 60_000, lanes: 56 });
    expect(rateBetween(run, 0, 60_000)).toBeGreaterThanOrEqual(0.92 * limit);
    // Whoever guesses too high meets the limit a second time.
    expect(run.refusedAtMs.filter((at) => at >= 3_000).length).toBeLessThan(limit < 10 ? 350 : 3 * 56);
  });

  it('gets over a time in which everything was refused', () => {
    const limit = (nowMs: number) => (nowMs < 5_000 ? 0 : 100);
    const run = simulate(createPace(null), { limit, untilMs: 60_000, lanes: 56 });
    expect(rateBetween(run, 35_000, 60_000)).toBeGreaterThanOrEqual(0.9 * 100);
  });

  it('finds its rate within the first seconds', () => {
    const run = simulate(createPace(null), { limit: () => 50, untilMs: 10_000 });
    expect(rateBetween(run, 3_000, 10_000)).toBeGreaterThanOrEqual(0.9 * 50);
  });

  it('goes on in the next hop where the last one was', () => {
    const first = createPace(null);
    simulate(first, { limit: () => 50, untilMs: 7_000 });
    const second = createPace(first.rate());
    const run = simulate(second, { limit: () => 50, fromMs: 8_000, untilMs: 15_000 });
    expect(rateBetween(run, 8_000, 15_000)).toBeGreaterThanOrEqual(0.9 * 50);
    expect(run.refusedAtMs.length).toBeLessThan(0.1 * run.doneAtMs.length);
  });
});

describe('against a limit that answers name, for 60 s', () => {
  it.each([20, 50, 100])('%i: runs at 0.95 of it or better, and hardly knows a refusal', (limit) => {
    const run = simulate(createPace(null), { limit: () => limit, untilMs: 60_000, isTold: true });
    expect(rateBetween(run, 3_000, 60_000)).toBeGreaterThanOrEqual(0.95 * limit);
    expect(run.refusedAtMs.filter((at) => at >= 3_000).length).toBeLessThan(20);
  });

  it('in the next hop, does not look for it again', () => {
    const run = simulate(createPace(49), { limit: () => 50, untilMs: 60_000, isTold: true });
    expect(rateBetween(run, 0, 60_000)).toBeGreaterThanOrEqual(0.97 * 50);
    expect(run.refusedAtMs).toEqual([]);
  });

  it.each([10, 300])('%i, where another one holds: goes by the one that holds', (named) => {
    const options = { limit: () => 50, untilMs: 60_000, isTold: true, named: () => named };
    const run = simulate(createPace(null), options);
    expect(rateBetween(run, 0, 60_000)).toBeGreaterThanOrEqual(0.93 * 50);
  });

  it('goes on looking where they name another', () => {
    const limit = (nowMs: number) => (nowMs < 20_000 ? 20 : 40);
    const run = simulate(createPace(null), { limit, untilMs: 90_000, isTold: true });
    expect(rateBetween(run, 10_000, 20_000)).toBeGreaterThanOrEqual(0.95 * 20);
    expect(rateBetween(run, 70_000, 90_000)).toBeGreaterThanOrEqual(0.95 * 40);
  });

  it('takes what others leave of it', () => {
    const run = simulate(createPace(null), { limit: () => 50, untilMs: 60_000, isTold: true, others: 10 });
    expect(rateBetween(run, 5_000, 60_000)).toBeGreaterThanOrEqual(0.9 * 40);
    expect(run.refusedAtMs.filter((at) => at >= 5_000).length).toBeLessThan(0.05 * 55 * 40);
  });
});

describe('with a share of the limit', () => {
  it.each([0.5, 0.8])('%d: leaves the rest to others, once the limit was met', (share) => {
    const run = simulate(createPace(null, { share }), { limit: () => 50, untilMs: 60_000 });
    expect(rateBetween(run, 5_000, 60_000)).toBeLessThanOrEqual(share * 50);
    expect(rateBetween(run, 5_000, 60_000)).toBeGreaterThanOrEqual(0.85 * share * 50);
    expect(run.refusedAtMs.filter((at) => at >= 3_000)).toEqual([]);
  });

  it('keeps to it over hops', () => {
    let found: number | null = null;
    for (let hop = 0; hop < 5; hop++) {
      const pace = createPace(found, { share: 0.5 });
      const fromMs = hop * 10_000;
      const run = simulate(pace, { limit: () => 50, fromMs, untilMs: fromMs + 8_000 });
      if (hop > 0) expect(rateBetween(run, fromMs, fromMs + 8_000)).toBeGreaterThan(20);
      found = pace.rate();
    }
    expect(found).toBeGreaterThan(40);
    expect(found).toBeLessThanOrEqual(51);
  });

  it('makes room for what others need, where Twilio says how much is left', () => {
    const pace = createPace(null, { share: 0.8 });
    const run = simulate(pace, { limit: () => 100, untilMs: 60_000, others: 40, isTold: true });
    // 80 of 100 are everybody's together: 40 are the others'.
    expect(rateBetween(run, 10_000, 60_000)).toBeLessThan(45);
    expect(rateBetween(run, 10_000, 60_000)).toBeGreaterThan(30);
    expect(run.refusedAtMs.filter((at) => at >= 5_000)).toEqual([]);
  });

  it('takes what others no longer need, where Twilio says how much is left', () => {
    const pace = createPace(30, { share: 0.8 });
    const run = simulate(pace, { limit: () => 100, untilMs: 60_000, isTold: true });
    expect(rateBetween(run, 40_000, 60_000)).toBeGreaterThan(65);
    expect(rateBetween(run, 40_000, 60_000)).toBeLessThan(85);
  });
});

describe('with a limit that somebody set', () => {
  it('keeps to it, with a limit of Twilio’s and without', () => {
    for (const limit of [50, Infinity]) {
      const run = simulate(createPace(null, { limit: () => 10 }), { limit: () => limit, untilMs: 30_000 });
      expect(rateBetween(run, 2_000, 30_000)).toBeLessThanOrEqual(10.5);
      expect(rateBetween(run, 2_000, 30_000)).toBeGreaterThanOrEqual(9);
      expect(run.refusedAtMs).toEqual([]);
    }
  });
});

describe('when the limit changes', () => {
  it('follows it up', () => {
    const limit = (nowMs: number) => (nowMs < 20_000 ? 20 : 40);
    const run = simulate(createPace(null), { limit, untilMs: 90_000 });
    expect(rateBetween(run, 10_000, 20_000)).toBeGreaterThanOrEqual(0.9 * 20);
    expect(rateBetween(run, 70_000, 90_000)).toBeGreaterThanOrEqual(0.9 * 40);
  });

  it('follows it down', () => {
    const limit = (nowMs: number) => (nowMs < 20_000 ? 80 : 20);
    const run = simulate(createPace(null), { limit, untilMs: 60_000 });
    expect(rateBetween(run, 30_000, 60_000)).toBeGreaterThanOrEqual(0.9 * 20);
    expect(run.refusedAtMs.filter((at) => at > 30_000).length).toBeLessThan(60);
  });
});

describe('a single slot', () => {
  it('spreads the items over the second', () => {
    const pace = createPace(10);
    expect(Array.from({ length: 3 }, () => pace.slot(0))).toEqual([0, 100, 200]);
    expect(pace.slot(1_000)).toBe(0);
  });

  it('never stops altogether', () => {
    const pace = createPace(1);
    for (let nowMs = 0; nowMs < 20_000; nowMs += 1_000) pace.throttled(nowMs);
    expect(pace.rate()).toBe(1);
  });

  it('takes a burst of 429s for one event', () => {
    const pace = createPace(50);
    for (let i = 1; i <= 50; i++) pace.settled(i * 20);
    pace.throttled(1_000);
    const once = pace.rate();
    for (let i = 0; i < 10; i++) pace.throttled(1_010 + i);
    expect(pace.rate()).toBe(once);
  });
});
