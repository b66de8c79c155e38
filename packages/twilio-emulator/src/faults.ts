import { answerFaultOf, type AnswerFaultName } from './answer-faults';
import type { JsonObject } from './parameters';
import type { Random } from './random';
import type { Reply, Resource } from './router';

/** Which requests a fault hits: every given field must fit. */
export interface FaultMatch {
  readonly host?: string;
  readonly method?: string;
  /** Tested against the path and query string. */
  readonly path?: RegExp;
  readonly resource?: Resource;
}

/**
 * What happens to a request that is hit:
 * - `{ status, code?, headers? }`: answered with this error, without effect;
 * - `reset`: the connection is reset, without effect;
 * - `hang`: never answered, without effect, until the emulator is closed;
 * - `{ delayMs }`: handled after a delay;
 * - `lost-answer`: takes effect, then the connection is reset.
 *
 * Or to its answer, if that went well and there is something to change in it; what isn't changed doesn't count as
 * hit, and leaves `times` as it is:
 * - `stale-etag`: the ETag (and Sync revision) is the one before;
 * - `duplicate-page`: a page's next_page_url leads to the same page once more;
 * - `last-page`: a page's next_page_url is null although there is more;
 * - `empty-list`: a page has no entries, and there is no next one;
 * - `short-list`: a page lacks a third of its entries, at least one;
 * - `no-attributes`: `attributes` is null in a list of workers;
 * - `null-attributes`: the same, and for one worker too;
 * - `some-counts`: bulk statistics lack a third of the queues, at least one;
 * - `no-counts`: bulk statistics lack every queue;
 * - `null-counts`: the queues' totals of workers are null in bulk statistics;
 * - `{ dropEntries }`: a page, or bulk statistics, lack so many entries;
 * - `{ answer, name? }`: the body with these fields in it, or what a function makes of it (undefined leaves it);
 * - `{ answerHeaders }`: these headers in the place of its own; null: without it.
 */
export type FaultAction =
  | { readonly status: number; readonly code?: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly delayMs: number }
  | 'reset'
  | 'hang'
  | 'lost-answer'
  | AnswerFaultName
  | { readonly dropEntries: number }
  | { readonly answerHeaders: Readonly<Record<string, string | null>> }
  | {
      readonly answer: Readonly<JsonObject> | ((body: JsonObject) => JsonObject | undefined);
      /** What the request log calls it. Default `answer`. */
      readonly name?: string;
    };

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

/** A fault that a request was taken for: counted as injected, until its answer turns out to have nothing to change. */
export class TakenFault {
  #isMissed = false;

  constructor(private readonly fault: ActiveFault) {
    fault.injected += 1;
  }

  get action(): FaultAction {
    return this.fault.rule.action;
  }

  /** Its name in the request log; undefined where it missed. */
  get name(): string | undefined {
    return this.#isMissed ? undefined : faultName(this.action);
  }

  /** The answer as the fault leaves it. @param url The request's path and query. */
  change(reply: Reply, url: string): Reply {
    const change = answerFaultOf(this.action);
    if (!change) return reply;
    const changed = reply.status < 400 ? change(reply, url) : undefined;
    if (changed) return changed;
    this.#isMissed = true;
    this.fault.injected -= 1;
    return reply;
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

  /** The fault for a request, or undefined. */
  take(subject: FaultSubject): TakenFault | undefined {
    const hit = this.#active.find((fault) => fault.hits(subject, this.#random));
    return hit && new TakenFault(hit);
  }
}

function faultName(action: FaultAction): string {
  if (typeof action === 'string') return action;
  if ('delayMs' in action) return 'delay';
  if ('dropEntries' in action) return 'drop-entries';
  if ('answerHeaders' in action) return 'answer-headers';
  return 'answer' in action ? (action.name ?? 'answer') : `status-${action.status}`;
}
