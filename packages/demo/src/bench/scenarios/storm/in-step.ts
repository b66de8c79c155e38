import type { Emulator } from '@queue-eligibility/twilio-emulator';

/** Watches who is out of step, worker by worker, by the emulator's own verdict. */
export class InStepWatch {
  readonly #open: Set<string>;
  #whenEmpty: (() => void)[] = [];

  constructor(private readonly taskRouter: Emulator['taskRouter']) {
    this.#open = new Set(taskRouter.inStep().differing);
    taskRouter.on('worker', this.#look);
  }

  /** Workers out of step now. */
  get open(): number {
    return this.#open.size;
  }

  /** Resolves when nobody is out of step: true; false where that takes longer than so many ms. */
  async nobody(withinMs: number): Promise<boolean> {
    if (this.#open.size === 0) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), withinMs);
      this.#whenEmpty.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  /** Ends the watch. */
  close(): void {
    this.taskRouter.off('worker', this.#look);
  }

  readonly #look = (sid: string): void => {
    if (this.#isInStep(sid)) this.#open.delete(sid);
    else this.#open.add(sid);
    if (this.#open.size > 0) return;
    for (const resolve of this.#whenEmpty.splice(0)) resolve();
  };

  #isInStep(sid: string): boolean {
    const { taskRouter } = this;
    const worker = taskRouter.workers.get(sid);
    if (!worker) return true;
    const { queues } = taskRouter.membership.view(worker).attributes;
    const carried: unknown[] = Array.isArray(queues) ? queues : [];
    const eligible = new Set<unknown>(taskRouter.eligibleQueues(sid));
    return carried.length === eligible.size && carried.every((queue) => eligible.has(queue));
  }
}
