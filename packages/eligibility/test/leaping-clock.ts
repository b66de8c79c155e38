import type { Clock } from '@queue-eligibility/batch';
import type { Emulator } from '@queue-eligibility/twilio-emulator';

interface Timer {
  atMs: number;
  wake: () => void;
}

/**
 * The emulator's time, in which nobody waits: as soon as no request is under way and everything that is left to do waits
 * for the time to pass, it has passed, for the product and the emulator alike. What takes time really takes it.
 */
export class LeapingClock implements Clock {
  readonly #timers = new Set<Timer>();
  #underWay = 0;
  #isLooking = false;
  /** The same for whoever waits within something that is watched, and holds nobody up meanwhile. */
  readonly aside: Clock = {
    now: () => this.now(),
    sleep: async (ms) => {
      this.#underWay -= 1;
      await this.sleep(ms);
      this.#underWay += 1;
    },
  };

  constructor(private readonly time: Emulator['clock']) {}

  now(): number {
    return this.time.now();
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer: Timer = { atMs: this.now() + Math.max(0, ms), wake: () => wake() };
      // A request that never ends must not stop the time. What a hop no longer waits for must not keep the tests from ending.
      const real = setTimeout(() => wake(), ms).unref();
      const wake = (): void => {
        clearTimeout(real);
        this.#timers.delete(timer);
        resolve();
      };
      this.#timers.add(timer);
      this.#look();
    });
  }

  /** The same object, of whose methods' promises it is known whether they are still open. */
  watched<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name, receiver) => {
        const member: unknown = Reflect.get(object, name, receiver);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown => {
          const result: unknown = Reflect.apply(member, object, args);
          return result instanceof Promise ? this.during(result) : result;
        };
      },
    });
  }

  /** What this is about takes the time that it takes. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await work;
    } finally {
      this.#underWay -= 1;
      this.#look();
    }
  }

  /** Leaps once everything that can go on without time has gone on. */
  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    setImmediate(() =>
      setImmediate(() => {
        this.#isLooking = false;
        if (this.#underWay === 0) this.#leap();
      }),
    );
  }

  #leap(): void {
    const [first] = [...this.#timers].sort((a, b) => a.atMs - b.atMs);
    if (!first) return;
    this.time.advance(Math.max(0, first.atMs - this.now()));
    first.wake();
    // Whoever was woken may have nothing to do.
    this.#look();
  }
}
