/**
 * What goes wrong with a request:
 * - `'lose'`: it never arrives, the caller's connection is reset
 * - `'duplicate'`: it arrives twice, the caller gets the first one's answer
 * - `delayMs`: it arrives that much later
 * - `killAfterMs`: its container is killed that long after it got the request
 * - `status`: the gateway answers with that status, and it never arrives
 */
export type FunctionFaultAction =
  'lose' | 'duplicate' | { delayMs: number } | { killAfterMs: number } | { status: number };

/** A fault and the requests it hits. */
export interface FunctionFaultOptions {
  /** Path of the Function, or `*` for all. */
  path: string;
  action: FunctionFaultAction;
  /** How many requests it hits at most. Default: all. */
  times?: number;
  /** Which part of the requests it hits, 0 to 1, chosen by the gateway's seed. Default 1. */
  share?: number;
}

/** A fault that was added. */
export interface FunctionFault {
  /** How many requests it has hit. */
  readonly injected: number;
  /** Ends it. */
  remove(): void;
}

/** The faults of one gateway. The first that wants a request gets it. */
export class FunctionFaults {
  readonly #entries = new Set<FunctionFaultOptions & { injected: number }>();
  #seed: number;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
  }

  /** Adds a fault; it holds from the next request on. */
  add(options: FunctionFaultOptions): FunctionFault {
    const entry = { ...options, injected: 0 };
    this.#entries.add(entry);
    return {
      get injected() {
        return entry.injected;
      },
      remove: () => void this.#entries.delete(entry),
    };
  }

  /** Ends all of them. */
  clear(): void {
    this.#entries.clear();
  }

  /** The fault that hits this request, counted as injected; null when it goes through. */
  take(path: string): FunctionFaultAction | null {
    for (const entry of this.#entries) {
      if (entry.path !== '*' && entry.path !== path) continue;
      if (entry.injected >= (entry.times ?? Infinity)) continue;
      if (entry.share !== undefined && this.#random() >= entry.share) continue;
      entry.injected += 1;
      return entry.action;
    }
    return null;
  }

  /** Mulberry32: the same seed gives the same faults for the same requests. */
  #random(): number {
    this.#seed = (this.#seed + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#seed ^ (this.#seed >>> 15), this.#seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
