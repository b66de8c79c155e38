import { isNotFound, type Clock, type Retry } from '@queue-eligibility/batch';
import type { WorkspaceContext } from 'twilio/lib/rest/taskrouter/v1/workspace';
import * as z from 'zod';
import type { TaskRouter, WorkerCount } from './task-router';

/** The most queues that one bulk statistics request takes. */
const QUEUES_PER_COUNT = 50;
/** Twilio allows 5 bulk statistics requests a second, to everybody: one of them is left to others. */
const COUNTS_PER_SECOND = 4;
/** Queues that are counted one by one at the same time. */
const SINGLE_COUNTS_AT_ONCE = 8;

/** Null, a blank and the like are no numbers, though JavaScript would make 0 of them. */
const whole = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().int().nonnegative());
/** An entry that lacks something says nothing, and takes no other entry with it. */
const countSchema = z
  .object({
    task_queue_sid: z.string(),
    total_eligible_workers: whole,
    // Nothing is decided by it: an answer without it will do.
    total_available_workers: whole.catch(0),
  })
  .transform(
    ({ task_queue_sid: sid, total_eligible_workers: eligible, total_available_workers: available }) => ({
      sid,
      count: { eligible, available },
    }),
  );
const answerSchema = z.array(z.unknown()).catch([]);

/**
 * TaskRouter's count of each queue's workers: in bulk, and by itself where the bulk answer lacks it.
 * `rateShare`: the part of Twilio's limit on statistics that may be used, above 0 and up to 1.
 */
export function createWorkerCounts(
  workspace: WorkspaceContext,
  retry: Retry,
  { rateShare, clock }: { rateShare: number; clock: Clock },
): TaskRouter['countWorkers'] {
  const pauseMs = 1_000 / (COUNTS_PER_SECOND * rateShare);
  let nextTurnMs = 0;

  async function turn(): Promise<void> {
    const nowMs = clock.now();
    const turnMs = Math.max(nowMs, nextTurnMs);
    nextTurnMs = turnMs + pauseMs;
    if (turnMs > nowMs) await clock.sleep(turnMs - nowMs);
  }

  async function countMany(queueSids: readonly string[]): Promise<unknown[]> {
    await turn();
    try {
      const answer = await retry('counting workers', () =>
        workspace.taskQueues.bulkRealTimeStatistics.create({ queueSids }),
      );
      return answerSchema.parse(answer.taskQueueData);
    } catch (error) {
      // An account without the bulk request still has the single one.
      if ([400, 404, 405].includes(Number((error as { status?: unknown } | null)?.status))) return [];
      throw error;
    }
  }

  async function countOne(queueSid: string): Promise<unknown> {
    try {
      const statistics = workspace.taskQueues(queueSid).realTimeStatistics();
      const answer = await retry(`counting the workers of ${queueSid}`, () => statistics.fetch());
      return {
        task_queue_sid: queueSid,
        total_eligible_workers: answer.totalEligibleWorkers,
        total_available_workers: answer.totalAvailableWorkers,
      };
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }

  return async (queueSids) => {
    const counts = new Map<string, WorkerCount>();
    const wanted = new Set(queueSids);
    const take = (entries: readonly unknown[]): void => {
      for (const entry of entries) {
        const { data } = countSchema.safeParse(entry);
        if (!data || !wanted.has(data.sid)) continue;
        const before = counts.get(data.sid);
        // Two that differ are none; nor is there a third try.
        if (before && before.eligible !== data.count.eligible) wanted.delete(data.sid);
        counts.set(data.sid, data.count);
      }
    };
    for (let start = 0; start < queueSids.length; start += QUEUES_PER_COUNT) {
      take(await countMany(queueSids.slice(start, start + QUEUES_PER_COUNT)));
    }
    const missing = queueSids.filter((sid) => !counts.has(sid));
    for (let start = 0; start < missing.length; start += SINGLE_COUNTS_AT_ONCE) {
      take(await Promise.all(missing.slice(start, start + SINGLE_COUNTS_AT_ONCE).map(countOne)));
    }
    for (const sid of counts.keys()) if (!wanted.has(sid)) counts.delete(sid);
    return counts;
  };
}
