import {
  isNameTaken,
  isNotFound,
  isPreconditionFailed,
  RetryableError,
  type Clock,
  type Retry,
  type Seal,
} from '@queue-eligibility/batch';
import type { SyncMapContext } from 'twilio/lib/rest/sync/v1/service/syncMap';
import * as z from 'zod';
import { leftWorkerSchema, type LeftWorker } from './report';

/** The item of the rulebook's map that holds the workers that events could not bring in step. */
export const LEFT = 'left';

const schema = z.object({ workers: z.array(leftWorkerSchema) });
/** Below 10 KiB, where Sync allows more than two writes a second. */
const MAX_LEFT = 24;
/** How often it is tried while others write it, too. */
const MAX_TRIES = 6;

interface Parts {
  map: SyncMapContext;
  retry: Retry;
  clock: Pick<Clock, 'sleep'>;
  seal: Seal;
  /** False where there are no maps. */
  createMap: (signal?: AbortSignal) => Promise<boolean>;
}

/** What an opened item says; nothing where it is not ours. */
export const leftIn = (data: unknown): LeftWorker[] => schema.safeParse(data).data?.workers ?? [];

/** Writes the workers that were left. */
export function createLeftWorkers({ map, retry, clock, seal, createMap }: Parts) {
  const name = `queue-eligibility.rulebook/${LEFT}`;

  async function find(): Promise<{ revision: string | null; workers: readonly LeftWorker[] }> {
    try {
      const item = await retry('reading left workers', () => map.syncMapItems(LEFT).fetch());
      const data: unknown = item.data;
      return { revision: item.revision, workers: leftIn(seal.open({ uniqueName: name, data })) };
    } catch (error) {
      if (isNotFound(error)) return { revision: null, workers: [] };
      throw error;
    }
  }

  /** The list that is there now, changed by `change`; nothing is written where that is the same list. */
  async function edit(
    change: (before: readonly LeftWorker[]) => readonly LeftWorker[],
    signal?: AbortSignal,
  ): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        const before = await find();
        const workers = change(before.workers);
        if (workers === before.workers) return;
        const data = seal.close(name, { workers });
        await retry('noting left workers', () => {
          signal?.throwIfAborted();
          return before.revision === null
            ? map.syncMapItems.create({ key: LEFT, data })
            : map.syncMapItems(LEFT).update({ data, ifMatch: before.revision });
        });
        return;
      } catch (error) {
        const isOthers = isNameTaken(error) || isPreconditionFailed(error) || isNotFound(error);
        if (!isOthers) throw error;
        if (tries === MAX_TRIES)
          throw new RetryableError('contended', `writing ${name}: others were always quicker`, {
            cause: error,
          });
        if (isNotFound(error) && !(await createMap(signal))) return;
        await clock.sleep(100 * tries * Math.random());
      }
    }
  }

  return {
    leave: (worker: LeftWorker, signal?: AbortSignal) =>
      edit((before) => {
        const others = before.filter(({ workerSid }) => workerSid !== worker.workerSid);
        return [worker, ...others].slice(0, MAX_LEFT);
      }, signal),
    forgetLeft: (before: string, signal?: AbortSignal) =>
      edit((workers) => {
        const kept = workers.filter(({ at }) => at >= before);
        return kept.length === workers.length ? workers : kept;
      }, signal),
  };
}
