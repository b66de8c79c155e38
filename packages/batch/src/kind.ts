import type { z } from 'zod';
import type { Failure, Json } from './job';
import type { Budget } from './pace';
import type { Log } from './ports';

/** What became of one work item. `effect` is folded into the session's state once, in the order of the items. */
export type Outcome<Effect> =
  | { result: 'changed' | 'unchanged'; effect?: Effect }
  /** `retry`: another attempt may help; it goes to the end of the line while attempts are left. */
  | { result: 'failed'; code: string; message: string; retry: boolean; effect?: Effect };

/** What a session found on one page of its source. */
export interface Gathered<Item> {
  /** What needs work. */
  items: Item[];
  /** How many were looked at and need none, failures included. */
  checked: number;
  /** What can't be done, known without trying. */
  failures: Failure[];
  /** Where to go on; null when the source is at its end. */
  next: string | null;
  /** Forget what this pass gathered, and go on from `next`: what was read was judged by what no longer holds. */
  restart?: boolean;
}

/** How the pass ended, from the session's point of view. */
export interface PassSummary {
  pass: number;
  /** Items written in this pass. */
  changed: number;
  /** Items given up in this pass. */
  failed: number;
  /** Everything this pass looked at. */
  checked: number;
}

export interface Conclusion {
  /** Make another pass. */
  again: boolean;
  /** Shown with the job; small: it is part of a document of 1 KiB. */
  report: Record<string, Json>;
  /** What else there is to tell of the last pass: kept with what failed, and not counted with it. */
  remarks?: Failure[];
}

/** What the protocol gives a session. */
export interface HopContext<State> {
  jobId: string;
  pass: number;
  /** As the last checkpoint left it. */
  state: State;
  /** The items that this hop begins with, where it goes on with items: for what has to be read of them. Never rejects. */
  first: Promise<readonly unknown[]>;
  /** To be called for every 429, so that the pace adapts. */
  throttled: () => void;
  /** To be called with what Twilio says is left of a rate limit, so that others keep their share of it. */
  budget: (budget: Budget) => void;
  /** Aborted when the hop is over: check it before every write that matters. */
  signal: AbortSignal;
  /** Milliseconds since the epoch after which a long step should stop and return what it has. */
  workUntilMs: number;
  now: () => number;
  /** For steps that have to wait, ms. */
  sleep: (ms: number) => Promise<void>;
  log: Log;
}

/**
 * One hop's view of one pass: opened when either begins, dropped when either ends. Opening it only reads: that is done
 * while the hop does not know yet whether its job is its own.
 */
export interface Session<Item, State, Effect> {
  /** Reads one page of the source from `cursor` (null: the beginning). Absent where `takesItems`. */
  gather?(cursor: string | null): Promise<Gathered<Item>>;
  /**
   * Does one item. It may be done more than once (a hop can be lost after the work and before its checkpoint), so
   * it must not matter. A thrown ThrottledError costs no attempt; any other error is a failure to be retried,
   * unless it is a PermanentError. `through`: to be called when Twilio has let it through, where it is done only later.
   */
  perform(item: Item, through?: () => void): Promise<Outcome<Effect>>;
  /** Folds an effect into the state, in the order of the items, exactly once a checkpoint. */
  absorb?(effect: Effect): void;
  /** The state to keep with the next checkpoint. */
  state(): State;
  /** Called when all items of the pass are settled. */
  conclude(summary: PassSummary): Promise<Conclusion>;
}

/**
 * A kind of job: where its items come from and how one is done. The protocol knows nothing else of it, and a new
 * kind needs no change to the protocol.
 */
export interface JobKind<Item, State, Effect = never> {
  /** Stable, kebab-case: it is part of document names. At most one job of a kind runs at a time. */
  name: string;
  /** Whether whoever starts a job names its items; else they come from the kind's source. */
  takesItems: boolean;
  itemSchema: z.ZodType<Item>;
  /** Must accept `{}`: the state of a job that was started without one. */
  stateSchema: z.ZodType<State>;
  /** What identifies an item in a recorded failure. */
  keyOf(item: Item): string;
  /**
   * The kind that does failed items again, and what its item is: undefined for the key of a mere remark. Absent: this
   * kind, with the items themselves.
   */
  retry?: { kind: string; toItem(key: string): unknown };
  /** Attempts an item gets before it is recorded as failed. */
  maxAttempts: number;
  /** Items in progress at once. */
  concurrency: number;
  open(context: HopContext<State>): Promise<Session<Item, State, Effect>>;
}

/** A kind whose types are known only to itself: what comes out of the store passes its schemas before it sees it. */
export type AnyJobKind = JobKind<unknown, unknown, unknown>;
