/** One delivery of a request to a container. */
export interface Invocation {
  /** Unique in its gateway. */
  readonly id: string;
  readonly path: string;
  /** When the container got it, ms since the epoch. */
  readonly startedAt: number;
  /** How long it had waited for the container. */
  readonly waitedMs: number;
  /** Name of the container. */
  readonly container: string;
  /** Whether it was the container's first. */
  readonly coldStart: boolean;
  /** Names of the parameters. */
  readonly params: readonly string[];
  /** Null while it runs. */
  readonly durationMs: number | null;
  /** Status the caller gets; null while it runs. */
  readonly status: number | null;
  /** The container's largest resident set until then, MiB; null while it runs or where it cannot be known. */
  readonly maxRssMb: number | null;
  /** Whether its container was killed under it: the time limit, a fault or `gateway.kill`. */
  readonly killed: boolean;
}

type Entry = { -readonly [Key in keyof Invocation]: Invocation[Key] };

/** Invocations kept; older ones are dropped. */
const MAX_ENTRIES = 10_000;

/** What a gateway ran and runs. */
export class Invocations {
  /** In the order of their start. */
  readonly log: Invocation[] = [];
  readonly #running = new Map<string, { entry: Entry; kill: () => void }>();
  #count = 0;

  /**
   * Notes the start of an invocation.
   * @param kill ends its container
   */
  start(
    facts: Pick<Invocation, 'path' | 'waitedMs' | 'container' | 'coldStart' | 'params'>,
    kill: () => void,
  ): Invocation {
    this.#count += 1;
    const entry: Entry = {
      ...facts,
      id: `invocation-${this.#count}`,
      startedAt: Date.now(),
      durationMs: null,
      status: null,
      maxRssMb: null,
      killed: false,
    };
    this.log.push(entry);
    if (this.log.length > MAX_ENTRIES) this.log.shift();
    this.#running.set(entry.id, { entry, kill });
    return entry;
  }

  /** Notes how it ended. */
  end(id: string, facts: Pick<Invocation, 'status' | 'maxRssMb'> & { timedOut: boolean }): void {
    const entry = this.#running.get(id)?.entry;
    if (!entry) return;
    this.#running.delete(id);
    entry.status = facts.status;
    entry.maxRssMb = facts.maxRssMb;
    entry.durationMs = Date.now() - entry.startedAt;
    if (facts.timedOut) entry.killed = true;
  }

  /** Those that run now, oldest first. */
  running(): Invocation[] {
    return [...this.#running.values()].map(({ entry }) => entry);
  }

  /** Kills those that run and are meant. Returns how many. */
  kill(isMeant: (invocation: Invocation) => boolean): number {
    const meant = [...this.#running.values()].filter(({ entry }) => isMeant(entry));
    for (const { entry, kill } of meant) {
      entry.killed = true;
      kill();
    }
    return meant.length;
  }
}
