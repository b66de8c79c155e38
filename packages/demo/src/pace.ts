/** The rate is that of the last so many ms: long enough to be calm, short enough to follow. */
const WINDOW_MS = 10_000;

/** Samples this far apart, ms, have a silence between them, which says nothing of the rate. */
const SILENCE_MS = 5_000;

/** How fast a number grows, and when it will be where it is going. */
export class Pace {
  #samples: { atMs: number; done: number }[] = [];

  /** Notes how far it is. Begins anew where the number falls, with another pass, and after a silence. */
  add(atMs: number, done: number): void {
    const last = this.#samples.at(-1);
    if (last && (done < last.done || atMs - last.atMs > SILENCE_MS)) this.#samples = [];
    this.#samples.push({ atMs, done });
    while ((this.#samples[1]?.atMs ?? Infinity) <= atMs - WINDOW_MS) this.#samples.shift();
  }

  /** A second, over the last seconds; null until there is something to tell. */
  rate(): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.atMs - first.atMs < 500 || last.done === first.done) return null;
    return ((last.done - first.done) * 1000) / (last.atMs - first.atMs);
  }

  /** Seconds until `total` is reached at this rate, counted from the last sample; null while there is no rate. */
  secondsLeft(total: number, nowMs: number): number | null {
    const last = this.#samples.at(-1);
    const rate = this.rate();
    if (!last || rate === null) return null;
    return Math.max(0, (total - last.done) / rate - (nowMs - last.atMs) / 1000);
  }
}
