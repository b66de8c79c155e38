import type { EvaluatedWorker, WorkerPredicate } from './expression';
import type { WorkerRecord } from './records';

interface QueueMembers {
  predicate: WorkerPredicate;
  /** By worker position: 0 is not eligible, n is eligible and in activity n - 1. Filled by the first count. */
  marks: Uint8Array | undefined;
  /** Eligible workers by activity. */
  counts: number[];
}

/**
 * Who is eligible for which queue. A queue is evaluated for all workers when its numbers are first
 * asked for; from then on a changed worker is evaluated alone, so that statistics over 15,000
 * workers and 500 queues are read, not counted.
 */
export class Membership {
  readonly #queues = new Map<string, QueueMembers>();
  readonly #workers = new Map<string, WorkerRecord>();
  #highestPosition = 0;
  /** By worker position. */
  #views: (EvaluatedWorker | undefined)[] = [];

  constructor(
    private readonly evaluate: (worker: WorkerRecord) => EvaluatedWorker,
    /** Index of a worker's activity, below 255. */
    private readonly activityIndex: (worker: WorkerRecord) => number,
  ) {}

  /** One of its own that knows the same, counts included. */
  copy(): Membership {
    const copy = new Membership(this.evaluate, this.activityIndex);
    for (const [sid, { predicate, marks, counts }] of this.#queues) {
      copy.#queues.set(sid, { predicate, marks: marks?.slice(), counts: [...counts] });
    }
    for (const [sid, worker] of this.#workers) copy.#workers.set(sid, worker);
    copy.#highestPosition = this.#highestPosition;
    copy.#views = [...this.#views];
    return copy;
  }

  /** The worker as expressions see it, kept until the worker changes. */
  view(worker: WorkerRecord): EvaluatedWorker {
    return (this.#views[worker.position] ??= this.evaluate(worker));
  }

  /** Adds a queue or changes its rule. */
  setQueue(queueSid: string, predicate: WorkerPredicate): void {
    this.#queues.set(queueSid, { predicate, marks: undefined, counts: [] });
  }

  removeQueue(queueSid: string): void {
    this.#queues.delete(queueSid);
  }

  /** Evaluates a new or changed worker for every queue whose numbers were asked for. */
  workerChanged(worker: WorkerRecord): void {
    this.#workers.set(worker.sid, worker);
    this.#highestPosition = Math.max(this.#highestPosition, worker.position);
    this.#views[worker.position] = undefined;
    for (const queue of this.#queues.values()) {
      if (queue.marks) this.#mark(queue, worker.position, this.#markOf(queue, worker));
    }
  }

  workerRemoved(worker: WorkerRecord): void {
    this.#workers.delete(worker.sid);
    this.#views[worker.position] = undefined;
    for (const queue of this.#queues.values()) {
      if (queue.marks) this.#mark(queue, worker.position, 0);
    }
  }

  /** Whether a worker is eligible for a queue; false for an unknown queue. */
  isEligible(queueSid: string, worker: WorkerRecord): boolean {
    const queue = this.#queues.get(queueSid);
    return queue !== undefined && this.#holds(queue, worker);
  }

  /** SIDs of the queues a worker is eligible for, in creation order. */
  eligibleQueues(worker: WorkerRecord): string[] {
    const sids: string[] = [];
    for (const [sid, queue] of this.#queues) {
      if (this.#holds(queue, worker)) sids.push(sid);
    }
    return sids;
  }

  /**
   * Makes sure that the numbers of these queues are known. All at once is faster than one by one:
   * each worker is looked at for every queue while it is at hand.
   */
  prepare(queueSids: readonly string[]): void {
    const unknown = queueSids.flatMap((sid) => this.#queues.get(sid) ?? []).filter((queue) => !queue.marks);
    if (unknown.length === 0) return;
    for (const queue of unknown) queue.marks = new Uint8Array(this.#highestPosition + 1);
    for (const worker of this.#workers.values()) {
      for (const queue of unknown) this.#mark(queue, worker.position, this.#markOf(queue, worker));
    }
  }

  /** Numbers of eligible workers by activity index; empty for an unknown queue. */
  counts(queueSid: string): readonly number[] {
    const queue = this.#queues.get(queueSid);
    if (!queue) return [];
    this.prepare([queueSid]);
    return queue.counts;
  }

  /** The queues, in creation order, whose rule a view satisfies. */
  queuesMatching(view: EvaluatedWorker): Set<string> {
    const matching = new Set<string>();
    for (const [sid, queue] of this.#queues) if (queue.predicate(view)) matching.add(sid);
    return matching;
  }

  #holds(queue: QueueMembers, worker: WorkerRecord): boolean {
    return queue.marks ? (queue.marks[worker.position] ?? 0) > 0 : queue.predicate(this.view(worker));
  }

  #markOf(queue: QueueMembers, worker: WorkerRecord): number {
    return queue.predicate(this.view(worker)) ? this.activityIndex(worker) + 1 : 0;
  }

  #mark(queue: QueueMembers, position: number, mark: number): void {
    let marks = queue.marks ?? new Uint8Array(position + 1);
    if (position >= marks.length) {
      const grown = new Uint8Array(Math.max(position + 1, marks.length * 2));
      grown.set(marks);
      marks = grown;
    }
    queue.marks = marks;
    const before = marks[position] ?? 0;
    if (before > 0) queue.counts[before - 1] = (queue.counts[before - 1] ?? 0) - 1;
    if (mark > 0) queue.counts[mark - 1] = (queue.counts[mark - 1] ?? 0) + 1;
    marks[position] = mark;
  }
}
