import type { Job, JobsDocument, RunningJob } from './job';
import type { AnyJobKind } from './kind';

/** A job with what identifies its document and the revision it was read at. */
export interface StoredJob<J extends Job = Job> {
  job: J;
  /** The SID of the job's document: what a front end watches. */
  sid: string;
  /** The unique name of the job's document. */
  name: string;
  /** Opaque; changes with every write. */
  revision: string;
}

/** What kind of page: work items, recorded failures, the kind's own state. */
export type Series = 'items' | 'failures' | 'state';

/** A page of a job: which series, in which pass, which place in it from 0. */
export interface PageAddress {
  jobId: string;
  series: Series;
  pass: number;
  index: number;
}

/**
 * Where jobs live. Every method may reject with a {@link RetryableError}; none but `editJobs` retries a conflict.
 * Every implementation passes the contract suite in test/job-store-contract.ts.
 */
export interface JobStore {
  /** Creates the job's document. Rejects if the id is taken. */
  createJob(job: RunningJob): Promise<StoredJob<RunningJob>>;
  /** The job and its revision, or null if there is none (it never was, or its time to live is over). */
  readJob(id: string): Promise<StoredJob | null>;
  /**
   * Writes `job` if the document is still at `before.revision`, else rejects with RevisionConflict. Rejects with
   * DocumentTooLarge over 1 KiB.
   */
  writeJob(before: StoredJob, job: Job): Promise<StoredJob>;

  /**
   * Writes a page, whether or not it was there: a repeated hop writes the same pages again. `expected`: it most likely
   * is there, which saves a request.
   */
  putPage(address: PageAddress, values: readonly unknown[], expected?: boolean): Promise<void>;
  /** The values of a page, or null if there is none. */
  getPage(address: PageAddress): Promise<unknown[] | null>;

  /** What runs and what ran. Its document is there from the first call on, so that it can be watched. */
  readJobs(): Promise<JobsDocument>;
  /**
   * Writes what `edit` makes of the jobs document, if it is still the one that was read; else reads and asks anew, a
   * bounded number of times. `edit` answers the very document it was given where there is nothing to write.
   *
   * @returns the document as it is now. Rejects with RetryableError `contended` when others were always quicker.
   */
  editJobs(edit: (before: JobsDocument) => JobsDocument): Promise<JobsDocument>;
}

/** What one invocation tells the next. Everything else is in the store. */
export interface HandOff {
  protocol: number;
  jobId: string;
  hop: number;
  /** How often this hand-off was sent before, or, for a guard, how often it handed itself on. */
  attempt: number;
}

/** Starts another invocation. Resolves when that one has answered; callers watch the store instead of waiting. */
export interface Dispatcher {
  dispatch(target: 'hop' | 'guard', handOff: HandOff): Promise<void>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line a call: an event's name and facts. Never attribute values, never secrets. */
export type Log = (level: LogLevel, event: string, facts: Record<string, unknown>) => void;

/** Everything the protocol needs from outside. */
export interface BatchPorts {
  store: JobStore;
  dispatcher: Dispatcher;
  clock: Clock;
  log: Log;
  /** From 0 to 1, for ids and jitter. */
  random: () => number;
  /** The kinds of job this deployment knows. */
  kinds: readonly AnyJobKind[];
  /** Tells this deployment from another one on the same Sync service: its address. Default: nobody asks. */
  deployment?: string;
  /** The part of Twilio's rate limit that jobs may use, above 0 and up to 1. Default 1: all that others leave. */
  rateShare?: number;
}
