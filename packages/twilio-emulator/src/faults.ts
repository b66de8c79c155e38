import type { Random } from './random';
import type { Resource } from './router';

/** Which requests a fault hits: every given field must fit. */
export interface FaultMatch {
  readonly host?: string;
  readonly method?: string;
  /** Tested against the path and query string. */
  readonly path?: RegExp;
  readonly resource?: Resource;
}

/**
 * What happens to a request that is hit.
 * - `{ status, code?, headers? }`: answered with this error, without effect;
 * - `reset`: the connection is reset, without effect;
 * - `hang`: never answered, without effect, until the emulator is closed;
 * - `{ delayMs }`: handled after a delay;
 * - `lost-answer`: takes effect, then the connection is reset;
 * - `stale-etag`: takes effect, the answer's ETag (and Sync revision) is the one before;
 * - `duplicate-page`: a list page's next_page_url leads to the same page once more;
 * - `no-attributes`: `attributes` is null in a list of workers.
 */
export type FaultAction =
  | { readonly status: number; readonly code?: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly delayMs: number }
  | 'reset'
  | 'hang'
  | 'lost-answer'
  | 'stale-etag'
  | 'duplicate-page'
  | 'no-attributes';

/** A fault to inject. */
export interface FaultRule {
  /** Default: every request. */
  readonly match?: FaultMatch;
  /** How many requests at most. Default: no end. */
  readonly times?: number;
  /** Probability (0..1) that a matching request is hit, seeded. Default 1. */
  readonly share?: number;
  readonly action: FaultAction;
}

/** A fault that was added. */
export interface FaultHandle {
  /** How many requests it has hit. */
  readonly injected: number;
  remove(): void;
}

/** What is known of a request when faults are looked up. */
export interface FaultSubject {
  readonly host: string;
  readonly method: string;
  readonly url: string;
  readonly resource: Resource | undefined;
}

class ActiveFault implements FaultHandle {
  injected = 0;
  /** Pages that `duplicate-page` has already doubled, so that a reader gets on. */
  readonly doubledUrls = new Set<string>();

  constructor(
    readonly rule: FaultRule,
    readonly remove: () => void,
  ) {}

  hits(subject: FaultSubject, random: Random): boolean {
    const { match = {}, times, share } = this.rule;
    if (times !== undefined && this.injected >= times) return false;
    if (match.host !== undefined && match.host !== subject.host) return false;
    if (match.method !== undefined && match.method !== subject.method) return false;
    if (match.resource !== undefined && match.resource !== subject.resource) return false;
    if (match.path !== undefined && subject.url.search(match.path) < 0) return false;
    if (this.rule.action === 'duplicate-page') {
      if (subject.method !== 'GET' || this.doubledUrls.has(subject.url)) return false;
      this.doubledUrls.add(subject.url);
    }
    return share === undefined || random.chance(share);
  }
}

/** The faults that are active. The first one that fits a request, in the order added, hits it. */
export class Faults {
  readonly #random: Random;
  #active: ActiveFault[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** Adds a fault. */
  add(rule: FaultRule): FaultHandle {
    const fault: ActiveFault = new ActiveFault(rule, () => {
      this.#active = this.#active.filter((other) => other !== fault);
    });
    this.#active.push(fault);
    return fault;
  }

  /** Removes all faults. */
  clear(): void {
    this.#active = [];
  }

  /** The action for a request, counted as injected, or undefined. */
  take(subject: FaultSubject): FaultAction | undefined {
    for (const fault of this.#active) {
      if (!fault.hits(subject, this.#random)) continue;
      fault.injected += 1;
      return fault.rule.action;
    }
    return undefined;
  }
}

/** A fault's name in the request log. */
export function faultName(action: FaultAction): string {
  if (typeof action === 'string') return action;
  return 'delayMs' in action ? 'delay' : `status-${action.status}`;
}
