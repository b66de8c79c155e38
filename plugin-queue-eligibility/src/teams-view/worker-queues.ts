import { isQueueValue } from '@queue-eligibility/api';
import type { QueueDirectoryState } from '../queue-directory';

/** A queue that a worker carries. */
export interface WorkerQueue {
  /** Its SID; where it is not known, what stands for it in the list. */
  sid: string;
  /** Its name; where it is not known, what stands for it in the list. */
  name: string;
  /** The queues are known, and this one is not among them. */
  isGone: boolean;
}

/** What there is to say of the queues of one worker. */
export interface WorkerQueues {
  /**
   * - `listed`: these are the queues;
   * - `none`: the list is there and empty;
   * - `unsynced`: there is no list;
   * - `invalid`: the attribute holds something else: somebody else put it there.
   */
  kind: 'listed' | 'none' | 'unsynced' | 'invalid';
  /** By name; those that are gone come last. */
  queues: readonly WorkerQueue[];
  /** The list is known to be another than it should be: the code of why. Null: nothing of that is known. */
  behind: string | null;
}

/** What of the directory it takes to read a list. */
type Known = Pick<QueueDirectoryState, 'status' | 'attribute' | 'byValue' | 'behind'>;

const NO_QUEUES: readonly WorkerQueue[] = [];

/** Reads the queues that a worker carries. `attributes` come from outside and may be anything. */
export function readWorkerQueues(
  worker: { sid?: string | undefined; attributes?: unknown },
  { status, attribute, byValue: known, behind: allBehind }: Known,
): WorkerQueues {
  const behind = (worker.sid === undefined ? undefined : allBehind.get(worker.sid)) ?? null;
  const carried = carriedBy(worker.attributes, attribute);
  if (carried === undefined) return { kind: 'unsynced', queues: NO_QUEUES, behind };
  if (!isList(carried)) return { kind: 'invalid', queues: NO_QUEUES, behind };
  const values = [...new Set(carried)];
  if (values.length === 0) return { kind: 'none', queues: NO_QUEUES, behind };
  const isKnown = status === 'ready' || known.size > 0;
  const bySid = new Map<string, WorkerQueue>();
  for (const value of values) {
    const { sid = value, friendlyName: name = value } = known.get(value) ?? {};
    // A list from a time when another form was chosen may name a queue in both.
    bySid.set(sid, { sid, name, isGone: isKnown && !known.has(value) });
  }
  const queues = [...bySid.values()].sort(
    (a, b) => Number(a.isGone) - Number(b.isGone) || collator.compare(a.name, b.name),
  );
  return { kind: 'listed', queues, behind };
}

/** How many queues a worker carries, for sorting; one without a list of ours comes before one with none. */
export function countWorkerQueues(attributes: unknown, attribute: string): number {
  const carried = carriedBy(attributes, attribute);
  return isList(carried) ? carried.length : -1;
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** Whether it is a list of queues: where one value is none, the list is somebody else's. */
const isList = (carried: unknown): carried is string[] =>
  Array.isArray(carried) && carried.every(isQueueValue);

function carriedBy(attributes: unknown, attribute: string): unknown {
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  const carried = (attributes as Record<string, unknown>)[attribute];
  return carried ?? undefined;
}
