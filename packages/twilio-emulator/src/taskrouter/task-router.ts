import { Hooks, type WorkerHook } from './hooks';
import { TaskRouterStore } from './store';

/** The workspace as a test handles it: the store, and hooks to play another writer at the worst moment. */
export class TaskRouter extends TaskRouterStore {
  /** Run after a worker was read through the API, before the answer leaves. */
  readonly workerRead = new Hooks();
  /** Run before an update through the API is checked against its If-Match and carried out. */
  readonly workerUpdate = new Hooks();

  /**
   * How far the real-time statistics of queues lag behind, in milliseconds; 0 for not at all. Changes made from
   * the moment it is set are seen that much later. Lists by TaskQueueSid or WorkerSid never lag.
   */
  get statisticsLagMs(): number {
    return this.lagging.lagMs;
  }

  set statisticsLagMs(lagMs: number) {
    this.lagging.lagMs = lagMs;
  }

  /**
   * Calls `hook` with every worker that a fetch or a list page has read. The answer carries what was
   * read, so a change made in the hook is one the reader does not know of. Returns a function that
   * removes the hook.
   */
  onWorkerRead(hook: WorkerHook): () => void {
    return this.workerRead.add(hook);
  }

  /** Calls `hook` with the worker an update is about to change, as it is then. Returns a function that removes it. */
  beforeWorkerUpdate(hook: WorkerHook): () => void {
    return this.workerUpdate.add(hook);
  }
}
