/**
 * The emulator's time: the real time plus an offset that a test can move forward.
 * Timestamps, times to live and rate limits follow it; latencies use real time.
 */
export class Clock {
  #offsetMs = 0;
  #source: () => number = Date.now;

  /** Milliseconds since the epoch, offset included. */
  now(): number {
    return this.#source() + this.#offsetMs;
  }

  /** From now on what passes by itself is the time of `source`, in milliseconds, in the place of the real time. */
  follow(source: () => number): void {
    this.#offsetMs = this.now() - source();
    this.#source = source;
  }

  /** Moves the time forward by `ms` milliseconds. @throws RangeError when `ms` is negative. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError(`clock.advance takes milliseconds >= 0, got ${ms}`);
    this.#offsetMs += ms;
  }
}

/** ISO 8601 in UTC with whole seconds, the form in which TaskRouter and Sync write dates. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
