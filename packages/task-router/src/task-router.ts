import { RetryableError } from '@queue-eligibility/batch';

/** A worker as TaskRouter answers it. `attributes` is null where the answer leaves them out: then nothing is known. */
export interface Worker {
  sid: string;
  friendlyName: string;
  activitySid: string;
  activityName: string;
  attributes: string | null;
  /** When TaskRouter says that it was last changed, as it says it; empty where it does not. */
  updated: string;
}

/** A worker that was fetched by itself, with an ETag where TaskRouter gives one. */
export interface FetchedWorker extends Worker {
  etag: string | null;
}

export interface TaskQueue {
  sid: string;
  friendlyName: string;
  /** The target workers expression. */
  targetWorkers: string;
  /** When TaskRouter says that it was last changed, as it says it; absent where it does not. */
  updated?: string;
}

/** A page of a list; `next` is where to go on, null at the end. */
export interface Page<T> {
  entries: T[];
  next: string | null;
  /** Entries of a shape that nobody knows: they are left out. */
  odd?: number;
}

/** How many workers a queue matches, and how many of them are available now. */
export interface WorkerCount {
  eligible: number;
  available: number;
}

/** The list can't be gone on with from where it was left: pages don't wait for ever. Read it from its beginning. */
export class PageExpired extends RetryableError {
  constructor(what: string, options?: ErrorOptions) {
    super('page_expired', `${what}: TaskRouter no longer knows where the list was left`, options);
  }
}

/**
 * What the product asks of TaskRouter. Every method rejects where there is no answer; an answer that lacks something is
 * not made whole here: whoever uses it holds it against another one (see evidence.ts).
 */
export interface TaskRouter {
  listQueues(): Promise<TaskQueue[]>;
  /**
   * Up to 1,000 workers. `cursor`: the `next` of the page before; null: the first.
   * @throws PageExpired
   */
  listWorkers(cursor: string | null): Promise<Page<Worker>>;
  /**
   * TaskRouter's own answer: the SIDs of the workers a queue matches, up to 1,000; null when there is no such queue.
   * @throws PageExpired
   */
  workersOfQueue(queueSid: string, cursor: string | null): Promise<Page<string> | null>;
  /** TaskRouter's own answer: the SIDs of the queues that match a worker. */
  queuesOfWorker(workerSid: string): Promise<Set<string>>;
  /** The workers of each queue by TaskRouter's count, 50 queues a request. A count that did not come is left out. */
  countWorkers(queueSids: readonly string[]): Promise<Map<string, WorkerCount>>;
  hasQueue(queueSid: string): Promise<boolean>;
  /** Null when there is no such worker. */
  fetchWorker(workerSid: string): Promise<FetchedWorker | null>;
  /**
   * One try, never repeated here: a write starts again from a fetch. Sends If-Match where there is an ETag.
   * @returns the ETag of what is there now; null where the answer has none.
   */
  updateAttributes(workerSid: string, attributes: string, etag: string | null): Promise<string | null>;
}
