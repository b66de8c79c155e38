import type { WorkerRecord } from './records';

/** Called with a worker as it was read, or as it is before an update. Awaited. */
export type WorkerHook = (worker: WorkerRecord) => void | Promise<void>;

/** A list of hooks at one point of the API. */
export class Hooks {
  #hooks: WorkerHook[] = [];

  /** Adds a hook; the returned function removes it. */
  add(hook: WorkerHook): () => void {
    this.#hooks.push(hook);
    return () => {
      this.#hooks = this.#hooks.filter((other) => other !== hook);
    };
  }

  /** Whether there is nothing to call. */
  get isEmpty(): boolean {
    return this.#hooks.length === 0;
  }

  /** Calls all hooks, one after the other. */
  async run(worker: WorkerRecord): Promise<void> {
    for (const hook of this.#hooks) await hook(worker);
  }
}
