import type { Clock } from '../src';

interface Timer {
  atMs: number;
  order: number;
  wake: () => void;
}

/** A clock that a test moves: time passes only when nothing else can happen. */
export class VirtualClock implements Clock {
  private timers: Timer[] = [];
  private nowMs = Date.parse('2026-01-05T09:00:00Z');
  private order = 0;

  now(): number {
    return this.nowMs;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.timers.push({ atMs: this.nowMs + Math.max(0, ms), order: this.order++, wake });
    });
  }

  /** Lets time pass until `done` answers true; fails the test when `limitMs` have passed. */
  async runUntil(done: () => boolean | Promise<boolean>, limitMs = 600_000): Promise<void> {
    const endMs = this.nowMs + limitMs;
    for (;;) {
      await quiet();
      if (await done()) return;
      const next = this.timers.sort((a, b) => a.atMs - b.atMs || a.order - b.order).shift();
      if (!next) throw new Error('nothing is left to happen');
      if (next.atMs > endMs) throw new Error(`not done after ${limitMs} ms`);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.wake();
    }
  }

  async run<T>(work: Promise<T>, limitMs?: number): Promise<T> {
    let settled = false;
    const done = () => (settled = true);
    work.then(done, done);
    await this.runUntil(() => settled, limitMs);
    return work;
  }
}

/** Lets every promise that can settle without time passing do so. */
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
