import type { Cause } from '../cause';
import type { Stage } from '../stage';

const NO_COUNT = { answer: { total_eligible_workers: null }, name: 'null-count' };
const UNKNOWN = { status: 404, code: 20404 };

const resync = async (stage: Stage) => ({ failures: await stage.failures(await stage.resync()) });

/** What bulk statistics say of a queue, and one worker more. */
const oneMore = (queueSid: string) => (body: Record<string, unknown>) => {
  const entries = body['task_queue_data'] as { task_queue_sid: string; total_eligible_workers: number }[];
  const counted = entries.map((entry) =>
    entry.task_queue_sid === queueSid
      ? { ...entry, total_eligible_workers: entry.total_eligible_workers + 1 }
      : entry,
  );
  return { ...body, task_queue_data: counted };
};

/** A queue of which nothing is proven: agents carry for it what they carried. */
export const queues: readonly Cause[] = [
  {
    code: 'unproven_no_count',
    where: 'queue',
    touches: 'everybody',
    cause(stage) {
      stage.forgetLists();
      stage.fault('counts', 'no-counts');
      stage.fault('count', NO_COUNT);
      return resync(stage);
    },
  },
  {
    code: 'unproven_moving',
    where: 'queue',
    touches: 'everybody',
    cause(stage) {
      const sid = stage.askedQueue();
      stage.fault('counts', { answer: oneMore(sid) });
      // It is not named when it is asked about: nothing but a count is left, and that differs.
      stage.fault('workersOfQueue', UNKNOWN);
      return resync(stage);
    },
  },
  {
    code: 'unproven_short_answer',
    where: 'queue',
    touches: 'everybody',
    cause(stage) {
      stage.askedQueue();
      stage.fault('workersOfQueue', 'short-list');
      return resync(stage);
    },
  },
  {
    code: 'unproven_unseen_workers',
    where: 'queue',
    touches: 'everybody',
    cause(stage) {
      stage.askedQueue();
      stage.fault('workers', { dropEntries: 1 });
      return resync(stage);
    },
  },
];
