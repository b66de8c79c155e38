import { isNotFound, type Retry } from '@queue-eligibility/batch';
import type { WorkspaceContext } from 'twilio/lib/rest/taskrouter/v1/workspace';
import { parseAnswer, queueSchema, toQueue } from './answers';
import type { TaskQueue } from './task-router';

/** One queue, to be changed. */
export interface QueueAccess {
  /** Null when there is no such queue. */
  fetchQueue(queueSid: string): Promise<TaskQueue | null>;
  /**
   * Gives a queue another expression, and changes nothing else. One try, never repeated here: rejects with whatever the
   * client says. TaskRouter knows no If-Match for queues.
   * @returns the queue as it is then.
   */
  updateExpression(queueSid: string, targetWorkers: string): Promise<TaskQueue>;
}

/** The queues of a workspace through a real twilio client. */
export function createQueueAccess(workspace: WorkspaceContext, retry: Retry): QueueAccess {
  return {
    async fetchQueue(queueSid) {
      const what = `fetching ${queueSid}`;
      try {
        const found = await retry(what, () => workspace.taskQueues(queueSid).fetch());
        return toQueue(parseAnswer(what, queueSchema, found));
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },

    async updateExpression(queueSid, targetWorkers) {
      const updated = await workspace.taskQueues(queueSid).update({ targetWorkers });
      return toQueue(parseAnswer(`writing ${queueSid}`, queueSchema, updated));
    },
  };
}
