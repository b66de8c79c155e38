import type { Container } from './container';

/** Why no container could be had. */
export class NoContainerError extends Error {
  constructor(
    readonly reason: 'waited-too-long' | 'start-failed' | 'closed',
    options?: ErrorOptions,
  ) {
    super(`No container: ${reason}`, options);
    this.name = 'NoContainerError';
  }
}

/** How many containers, and how long one waits for them. */
export interface PoolOptions {
  /** Starts a container. */
  start: () => Container;
  maxConcurrency: number;
  /**
   * How many may start at once for those who wait. More than there are processors only make each other slower, and
   * come when what they were started for has long been done by one that was released meanwhile.
   */
  startsAtOnce: number;
  minWarm: number;
  maxWaitMs: number;
}

interface Waiter {
  give: (container: Container) => void;
  refuse: (error: NoContainerError) => void;
}

/**
 * The containers of a gateway. A request gets the one that was used last, since that is the warmest; with none
 * idle it waits, in the order of arrival, for one to be released or for a new one to start, whichever is first.
 * A container that was started stays until it dies.
 */
export class ContainerPool {
  readonly #options: PoolOptions;
  /** Starting, idle and busy. */
  readonly #all = new Set<Container>();
  readonly #waiting: Waiter[] = [];
  #idle: Container[] = [];
  #starting = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * Starts containers until `minWarm` are there.
   * @throws Error when one of them cannot start
   */
  async warm(): Promise<void> {
    const started = [];
    const target = Math.min(this.#options.minWarm, this.#options.maxConcurrency);
    while (this.#all.size < target) started.push(this.#startOne().ready);
    await Promise.all(started);
  }

  /**
   * A container for one request, to be released after it.
   * @throws NoContainerError
   */
  acquire(): Promise<Container> {
    if (this.#closed) return Promise.reject(new NoContainerError('closed'));
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        give: (container) => {
          clearTimeout(timer);
          resolve(container);
        },
        refuse: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(new NoContainerError('waited-too-long'));
      }, this.#options.maxWaitMs);
      this.#waiting.push(waiter);
      this.#match();
    });
  }

  /** Takes a container back. One that died is replaced where it is needed. */
  release(container: Container): void {
    if (!container.alive) return;
    this.#idle.push(container);
    this.#match();
  }

  /** Ends all containers, and refuses who still waits. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#waiting.splice(0)) waiter.refuse(new NoContainerError('closed'));
    await Promise.all([...this.#all].map((container) => container.end()));
  }

  #match(): void {
    this.#idle = this.#idle.filter((container) => container.alive);
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const container = this.#idle.pop();
      if (container) this.#waiting.shift()?.give(container);
    }
    while (
      this.#starting < Math.min(this.#waiting.length, this.#options.startsAtOnce) &&
      this.#all.size < this.#options.maxConcurrency
    ) {
      this.#startOne();
    }
  }

  #startOne(): Container {
    const container = this.#options.start();
    let wasReady = false;
    this.#all.add(container);
    this.#starting += 1;
    container.ready.then(
      () => {
        wasReady = true;
        this.#starting -= 1;
        this.release(container);
      },
      (cause: unknown) => {
        this.#starting -= 1;
        // The one who waits longest hears why; starting again and again for it would hide the reason.
        this.#waiting.shift()?.refuse(new NoContainerError('start-failed', { cause }));
      },
    );
    void container.gone.then(() => {
      this.#all.delete(container);
      if (this.#closed) return;
      this.#match();
      if (wasReady) this.warm().catch(() => undefined);
    });
    return container;
  }
}
