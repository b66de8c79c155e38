import { readAttributes } from './attributes';
import { contradicts } from './eligibility';
import type { QueueRule } from './rules';
import type { TaskRouter } from './task-router';

/**
 * Of the rules whose evaluation seemed to differ from TaskRouter's answer for a worker, the ones where it does: the
 * worker is fetched before and after TaskRouter is asked, so that somebody's edit in between is not taken for our
 * mistake.
 */
export async function confirmContradictions(
  taskRouter: TaskRouter,
  found: ReadonlyMap<QueueRule, string>,
): Promise<QueueRule[]> {
  const confirmed: QueueRule[] = [];
  for (const [rule, workerSid] of found) {
    const before = await taskRouter.fetchWorker(workerSid);
    if (!before) continue;
    const queueSids = await taskRouter.queuesOfWorker(workerSid);
    const after = await taskRouter.fetchWorker(workerSid);
    const attributes = readAttributes(before.attributes);
    if (!attributes || after?.attributes !== before.attributes || after.activitySid !== before.activitySid)
      continue;
    if (contradicts(rule, before, attributes, queueSids.has(rule.sid))) confirmed.push(rule);
  }
  return confirmed;
}
