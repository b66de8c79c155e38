import { EventEmitter } from 'node:events';
import { notFound } from '../errors';
import { objectIn, type JsonObject } from '../parameters';
import type { TaskQueueRecord, WorkerRecord } from '../taskrouter/records';
import type { TaskRouter } from '../taskrouter/task-router';
import { compileQuery, type QueryPredicate } from './query';

/** A query finds so many entries at most, however many match: what Teams View can show of a large centre. */
export const MAX_FOUND = 200;

/** What Live Query can be asked about. */
export type IndexName = 'tr-worker' | 'tr-queue' | 'tr-reservation';

/** An entry of an index. */
export interface IndexEntry {
  readonly key: string;
  /** The id of the last change when this was made: a number, since the client compares revisions with `>=`. */
  readonly revision: number;
  readonly data: JsonObject;
}

/** An entry that is new, has changed, or is gone (`entry` null). */
export interface IndexChange {
  readonly index: IndexName;
  readonly key: string;
  readonly entry: IndexEntry | null;
  /** Counts the changes of all indexes. */
  readonly eventId: number;
}

/**
 * The indexes of Live Query over TaskRouter's contents. Nothing is kept here but a count: entries are made of what
 * the store has now, and only for somebody who listens.
 */
export class LiveIndexes extends EventEmitter<{ change: [IndexChange] }> {
  #eventId = 0;

  constructor(
    private readonly taskRouter: TaskRouter,
    private readonly accountSid: string,
  ) {
    super();
    // One for each socket.
    this.setMaxListeners(0);
    taskRouter.on('worker', (sid) => this.#tell('tr-worker', sid));
    taskRouter.on('queue', (sid) => this.#tell('tr-queue', sid));
  }

  /** The id of the last change. */
  get lastEventId(): number {
    return this.#eventId;
  }

  /** Compiles a query about an index. @throws ApiError 404 for an index that is none, 400. */
  compile(index: string, query: string): QueryPredicate {
    if (!isIndexName(index)) throw notFound(`/Insights/${index}`);
    return compileQuery(query);
  }

  /** The entries of an index that match: the first {@link MAX_FOUND} of them. */
  search(index: IndexName, predicate: QueryPredicate): IndexEntry[] {
    const found: IndexEntry[] = [];
    for (const entry of this.#entries(index)) {
      if (found.length === MAX_FOUND) break;
      if (predicate(entry.data)) found.push(entry);
    }
    return found;
  }

  *#entries(index: IndexName): Generator<IndexEntry> {
    if (index === 'tr-worker')
      for (const worker of this.taskRouter.workers.values()) yield this.#worker(worker);
    if (index === 'tr-queue') for (const queue of this.taskRouter.queues.values()) yield this.#queue(queue);
  }

  #tell(index: IndexName, key: string): void {
    this.#eventId += 1;
    if (this.listenerCount('change') === 0) return;
    const entry = index === 'tr-worker' ? this.#workerAt(key) : this.#queueAt(key);
    this.emit('change', { index, key, entry, eventId: this.#eventId });
  }

  #workerAt(sid: string): IndexEntry | null {
    const worker = this.taskRouter.workers.get(sid);
    return worker ? this.#worker(worker) : null;
  }

  #queueAt(sid: string): IndexEntry | null {
    const queue = this.taskRouter.queues.get(sid);
    return queue ? this.#queue(queue) : null;
  }

  #worker(worker: WorkerRecord): IndexEntry {
    const activity = this.taskRouter.activity(worker.activitySid);
    return {
      key: worker.sid,
      revision: this.#eventId,
      data: {
        worker_sid: worker.sid,
        workspace_sid: this.taskRouter.workspace.sid,
        account_sid: this.accountSid,
        friendly_name: worker.friendlyName,
        activity_name: activity.friendlyName,
        worker_activity_sid: activity.sid,
        worker_activity_sid_changed: null,
        date_activity_changed: new Date(worker.dateStatusChanged).toISOString(),
        date_updated: new Date(worker.dateUpdated).toISOString(),
        attributes: objectIn(worker.attributes),
      },
    };
  }

  #queue(queue: TaskQueueRecord): IndexEntry {
    return {
      key: queue.sid,
      revision: this.#eventId,
      data: {
        queue_sid: queue.sid,
        queue_name: queue.friendlyName,
        workspace_sid: this.taskRouter.workspace.sid,
        account_sid: this.accountSid,
        date_updated: new Date(queue.dateUpdated).toISOString(),
      },
    };
  }
}

/** Whether there is an index of this name. */
export function isIndexName(name: string): name is IndexName {
  return name === 'tr-worker' || name === 'tr-queue' || name === 'tr-reservation';
}
