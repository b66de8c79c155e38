import { planQueues, type Rules } from '@queue-eligibility/eligibility';
import type { Worker } from '@queue-eligibility/task-router';
import { isRefusal, readAttributes } from '@queue-eligibility/task-router/attributes';

/**
 * Attributes with our queues as they are to be with them, so that the worker is never out of step: where our reading of a
 * rule may be acted upon. For other queues a worker keeps what it carries, until the event of the write asks TaskRouter.
 * Who carries no list yet, or something that is not ours, is left to those who bring lists.
 */
export function withQueuesInStep(
  worker: Worker,
  text: string,
  { rules, ours }: { rules: Rules; ours: string },
): string {
  const attributes = readAttributes(text);
  if (isRefusal(attributes)) return text;
  const carried = rules.attribute.read(attributes);
  if ('code' in carried || !Array.isArray(attributes.value[ours])) return text;
  const { holds, uncertain } = rules.evaluate(worker, attributes);
  const unsure = new Set(uncertain);
  const queues = new Set(carried.queues);
  const held = new Set(holds);
  rules.list.forEach(({ isSure }, place) => {
    if (isSure && !unsure.has(place)) queues[held.has(place) ? 'add' : 'delete'](place);
  });
  return planQueues(rules, attributes, { carried, queues }).write ?? text;
}
