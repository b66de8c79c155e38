import type { Scenario } from './scenario';

/** What can be made to go wrong for a while. */
export const TROUBLES = ['taskrouter', 'sync', 'credentials', 'silence'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** What each is, for the demo's own terminal. */
const WORDS: Readonly<Record<Trouble, string>> = {
  taskrouter: 'TaskRouter answers 503 to everything',
  sync: 'Sync answers 503 to everything, and its live connections are cut',
  credentials: 'TaskRouter refuses our credentials, with 401',
  silence: 'every invocation of the chain is killed, and hand-offs are lost',
};

/** What can be made to go wrong in a scenario, each until its time is up or the scenario ends. */
export class Troubles {
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly scenario: Pick<Scenario, 'emulator' | 'functions'>,
    private readonly tell: (text: string) => void,
  ) {}

  /** Starts one. @param forMs How long it lasts. */
  start(trouble: Trouble, forMs: number): void {
    const end = this.#begin(trouble);
    this.tell(`${WORDS[trouble]}, for ${Math.round(forMs / 1000)} s`);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      end();
      this.tell('that is over: Twilio is well again');
    }, forMs);
    this.#timers.add(timer);
  }

  /** Ends the wait for the end of all. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #begin(trouble: Trouble): () => void {
    const { emulator, functions } = this.scenario;
    const refuse = (host: string, status: number, code: number) =>
      emulator.faults.add({ match: { host }, action: { status, code } });
    switch (trouble) {
      case 'taskrouter': {
        const fault = refuse('taskrouter.twilio.com', 503, 20503);
        return () => fault.remove();
      }
      case 'sync': {
        const fault = refuse('sync.twilio.com', 503, 20503);
        emulator.live.refuse(true);
        return () => {
          fault.remove();
          emulator.live.refuse(false);
        };
      }
      case 'credentials': {
        const fault = refuse('taskrouter.twilio.com', 401, 20003);
        return () => fault.remove();
      }
      case 'silence': {
        const paths = ['/batch/hop', '/batch/guard'];
        const lost = paths.map((path) => functions.faults.add({ path, action: 'lose' }));
        for (const path of paths) functions.kill({ path });
        return () => lost.forEach((fault) => fault.remove());
      }
    }
  }
}
