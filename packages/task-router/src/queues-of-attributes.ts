import type { Retry } from '@queue-eligibility/batch';
import type { WorkspaceContext } from 'twilio/lib/rest/taskrouter/v1/workspace';
import * as z from 'zod';

/** TaskRouter takes three such questions a second (https://www.twilio.com/docs/taskrouter/api/task-queue): one in so many ms. */
const EVERY_MS = 350;
/** The most a page of queues holds. */
const PAGE_SIZE = 1_000;

const sidSchema = z.object({ sid: z.string() });

/**
 * TaskRouter's own answer to which queues match attributes (JSON texts), whoever has them: SIDs for each, in their order; null
 * from where on there was no more time. Where there are more than 1,000 for one, the answer says nothing: null.
 */
export type QueuesOfAttributes = (
  attributes: readonly string[],
  untilMs: number,
) => Promise<(string[] | null)[]>;

export function createQueuesOfAttributes(workspace: WorkspaceContext, retry: Retry): QueuesOfAttributes {
  return async (attributes, untilMs) => {
    const answers: (string[] | null)[] = [];
    for (const evaluateWorkerAttributes of attributes) {
      const begunMs = Date.now();
      if (begunMs > untilMs) {
        answers.push(null);
        continue;
      }
      const page = await retry('asking which queues match attributes', () =>
        workspace.taskQueues.page({ evaluateWorkerAttributes, pageSize: PAGE_SIZE }),
      );
      const found = z.array(sidSchema).safeParse(page.instances);
      answers.push(found.success && !page.nextPageUrl ? found.data.map(({ sid }) => sid) : null);
      await new Promise((resolve) => setTimeout(resolve, begunMs + EVERY_MS - Date.now()));
    }
    return answers;
  };
}
