import type { Clock } from '@queue-eligibility/batch';
import type { Emulator } from '@queue-eligibility/twilio-emulator';

interface Timer {
  atMs: number;
  wake: () => void;
}

/** Where nothing began and nothing ended in so many looks, this far apart in real time, all wait for the time to pass. */
const STILL = { looks: 20, everyMs: 5 };

/** Milliseconds that this process has had a processor: it takes as many for the same on a machine that is busy with others. */
function processTime(): number {
  const { user, system } = process.cpuUsage();
  return Math.floor((user + system) / 1_000);
}

/**
 * The emulator's time, in which nobody waits: as soon as no request is under way and everything that is left to do waits
 * for the time to pass, it has passed, for the product and the emulator alike. What is done takes the time that this process
 * needs for it, however long it had to wait for a processor.
 */
export class LeapingClock implements Clock {
  readonly #timers = new Set<Timer>();
  #underWay = 0;
  /** How often something began or ended. */
  #moves = 0;
  #isLooking = false;
  #isWatching = false;
  /** The same for whoever waits within something that is watched, and holds nobody up meanwhile. */
  readonly aside: Clock = {
    now: () => this.now(),
    sleep: async (ms) => {
      this.#underWay -= 1;
      await this.sleep(ms);
      this.#underWay += 1;
    },
  };

  constructor(private readonly time: Emulator['clock']) {
    time.follow(processTime);
  }

  now(): number {
    return this.time.now();
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#timers.add({ atMs: this.now() + Math.max(0, ms), wake: resolve });
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
    this.#moves += 1;
    try {
      return await work;
    } finally {
      this.#underWay -= 1;
      this.#moves += 1;
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
        else this.#watch();
      }),
    );
  }

  /** What is under way may itself wait for the time: then nothing moves until that has passed. */
  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    let [looks, moves] = [0, this.#moves];
    const look = (): void => {
      looks = moves === this.#moves ? looks + 1 : 0;
      moves = this.#moves;
      // What a hop no longer waits for must not keep the tests from ending.
      if (this.#timers.size > 0 && looks < STILL.looks) return void setTimeout(look, STILL.everyMs).unref();
      this.#isWatching = false;
      this.#leap();
    };
    look();
  }

  #leap(): void {
    const [first] = [...this.#timers].sort((a, b) => a.atMs - b.atMs);
    if (!first) return;
    this.time.advance(Math.max(0, first.atMs - this.now()));
    this.#timers.delete(first);
    first.wake();
    // Whoever was woken may have nothing to do.
    this.#look();
  }
}
