import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What every line that is logged meanwhile carries. `cid`: the one name of what goes on, from the event or the click to
 * the last write: an event's SID, a request's id, a job's id. A job's `job.started` line has its own id beside the one
 * that started it, and so ties the two.
 */
interface Correlation {
  cid?: string | undefined;
  hop?: number;
}

const storage = new AsyncLocalStorage<Correlation>();

/** Runs `work`; what it logs, and what it starts logs, carries `correlation`. */
export const correlated = <T>(correlation: Correlation, work: () => T): T => storage.run(correlation, work);

/** What a line that is logged now carries. */
export const correlation = (): Correlation => storage.getStore() ?? {};
