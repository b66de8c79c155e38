import {
  DEFAULT_QUEUES_ATTRIBUTE,
  queuesAttributeSchema,
  type HistoryEntry,
  type LeftWorker,
  type QueueView,
} from '@queue-eligibility/api';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FunctionsClient } from './functions-client';
import { lastRecord } from './last-try';

/** What the plugin knows of the workspace beside what stands in the workers' attributes. */
export interface QueueDirectoryState {
  status: 'idle' | 'loading' | 'ready' | 'failed';
  /** The worker attribute that holds the queues; the default until it is known. */
  attribute: string;
  /** By SID, in the order of their names. What was known before stays known while it is read anew. */
  queues: ReadonlyMap<string, QueueView>;
  /** By whatever may stand for a queue in a worker's list: its SID, and its code where it has one. */
  byValue: ReadonlyMap<string, QueueView>;
  /** Workers that are known not to be in step, by SID, with the code of why: see `REFUSALS`. */
  behind: ReadonlyMap<string, string>;
  /** By SID of a worker: what an event could not do for it since the last resync. */
  left: ReadonlyMap<string, LeftWorker>;
  /** By SID of a queue: how many agents are eligible for it, by TaskRouter's own count; empty until it was asked for. */
  counts: ReadonlyMap<string, number>;
}

/** The queues of the workspace, shared by column, filter and page. */
export interface QueueDirectory extends StoreApi<QueueDirectoryState> {
  /** Reads it, unless it was read lately. Whoever shows it calls this. */
  ensure(): void;
  /** Reads it anew, for instance when a resync has ended. */
  refresh(): Promise<void>;
  /** Takes up which workers events could not bring in step, as the jobs' list tells it. */
  takeLeft(left: readonly LeftWorker[]): void;
  /** Reads how many agents each queue has, unless that was read lately. What can't be counted is not shown. */
  count(): void;
  /** A worker carries this, which is not known: it may be of a queue that is newer than what was read. */
  missed(value: string): void;
}

/** What was read is good for this long. */
const KEPT_MS = 10 * 60_000;
/** A count is good for this long. */
const COUNT_KEPT_MS = 60_000;
/** After a failure the next look waits this long. */
const RETRY_MS = 30_000;

/** The directory of whoever may read it; for others it stays idle. */
export function createQueueDirectory(
  functions: FunctionsClient,
  { isAllowed, now = Date.now }: { isAllowed: boolean; now?: () => number },
): QueueDirectory {
  const store = createStore<QueueDirectoryState>(() => ({
    status: 'idle',
    attribute: DEFAULT_QUEUES_ATTRIBUTE,
    queues: new Map(),
    byValue: new Map(),
    behind: new Map(),
    left: new Map(),
    counts: new Map(),
  }));
  let reading: Promise<void> | null = null;
  let nextReadMs = -Infinity;
  let nextCountMs = -Infinity;
  /** Workers that the last resync gave up, with the code of why. */
  let recorded: ReadonlyMap<string, string> = new Map();
  /** What there is to know of workers that are not in step; what an event found is newer than what the resync did. */
  const known = (left: readonly LeftWorker[]): Pick<QueueDirectoryState, 'behind' | 'left'> => ({
    behind: new Map([...recorded, ...left.map(({ workerSid, code }) => [workerSid, code] as const)]),
    left: new Map(left.map((worker) => [worker.workerSid, worker])),
  });
  /** What was missed and looked for: what is still not known is gone. */
  const looked = new Set<string>();

  async function read(): Promise<void> {
    store.setState({ status: 'loading' });
    try {
      // Opening Teams View is enough as well: listing the jobs starts a check that is overdue.
      const [{ queues, attribute }, { history, left = [] }] = await Promise.all([
        functions.call('/jobs/queues', { statistics: false }),
        functions.call('/jobs/list', {}),
      ]);
      recorded = await readRecorded(functions, history);
      const bySid = new Map(queues.map((queue) => [queue.sid, queue]));
      const byValue = new Map(bySid);
      for (const queue of queues) byValue.set(queue.value, queue);
      store.setState({
        status: 'ready',
        attribute: checked(attribute),
        queues: bySid,
        byValue,
        ...known(left),
      });
      nextReadMs = now() + KEPT_MS;
    } catch {
      store.setState({ status: 'failed' });
      nextReadMs = now() + RETRY_MS;
    }
  }

  async function readCounts(): Promise<void> {
    const { queues } = await functions.call('/jobs/queues', { statistics: true });
    const counts = new Map<string, number>();
    for (const { sid, eligibleWorkers } of queues)
      if (eligibleWorkers !== null) counts.set(sid, eligibleWorkers);
    store.setState({ counts });
  }

  function refresh(): Promise<void> {
    if (!isAllowed) return Promise.resolve();
    reading ??= read().finally(() => (reading = null));
    return reading;
  }

  return {
    ...store,
    refresh,
    takeLeft(left) {
      const before = store.getState().left;
      const isSame =
        left.length === before.size &&
        left.every(({ workerSid, code, at }) => {
          const worker = before.get(workerSid);
          return worker?.code === code && worker.at === at;
        });
      // Each cell of Teams View would be drawn anew.
      if (!isSame) store.setState(known(left));
    },
    missed(value) {
      if (looked.has(value)) return;
      looked.add(value);
      // What is being read may have been answered before the queue was there.
      void (reading ?? Promise.resolve()).then(refresh);
    },
    count() {
      if (!isAllowed || now() < nextCountMs) return;
      nextCountMs = now() + COUNT_KEPT_MS;
      // The names are enough to choose by.
      readCounts().catch(() => {});
    },
    ensure() {
      if (now() >= nextReadMs) void refresh();
    },
  };
}

/** A name goes into queries as it is: what can't be one is none. An older deployment says nothing of it. */
const checked = (attribute: string | undefined): string =>
  queuesAttributeSchema.catch(DEFAULT_QUEUES_ATTRIBUTE).parse(attribute);

/** The workers that the last resync left as they were. */
async function readRecorded(
  functions: FunctionsClient,
  history: readonly HistoryEntry[],
): Promise<ReadonlyMap<string, string>> {
  const last = lastRecord(history);
  if (!last || last.progress.failed === 0) return new Map();
  const { failures } = await functions.call('/jobs/read', { jobId: last.id });
  return new Map(failures.map(({ key, code }) => [key, code]));
}

/** A part of the directory, as React state. */
export function useQueueDirectory<T>(
  directory: QueueDirectory,
  select: (state: QueueDirectoryState) => T,
): T {
  return useStore(directory, select);
}
