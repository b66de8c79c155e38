import { planQueues, REFUSALS, type Rules } from '@queue-eligibility/eligibility';
import {
  checkLength,
  isRefusal,
  readAttributes,
  type Refusal,
  type Worker,
} from '@queue-eligibility/task-router';
import type { WorkerEvent } from './events';

/** What an event's own attributes show of its worker: `unsure`: only TaskRouter can tell whether it is in step. */
export type Comparison = 'in-step' | 'differs' | 'unsure' | Refusal;

const ACTIVITY_UPDATE = 'worker.activity.update';
const CREATED = 'worker.created';

/**
 * Compares, without a request, what a worker carries by an event with what it should by the rules, or, where TaskRouter
 * has been asked, by its answer.
 */
export function compare(rules: Rules, event: WorkerEvent, answer?: ReadonlySet<string>): Comparison {
  const isAboutActivity = event.EventType === ACTIVITY_UPDATE;
  if (!answer && isAboutActivity && !rules.dependOnActivity) return 'in-step';
  const attributes = readAttributes(event.WorkerAttributes ?? null);
  if (isRefusal(attributes)) return attributes.code === REFUSALS.unknown ? 'differs' : attributes;
  const carried = rules.attribute.read(attributes);
  if ('code' in carried) return carried;
  const queues = new Set<number>();
  let isUnsure = false;
  // A queue that is newer than the rules has no place, and so nobody carries it.
  if (answer) for (const sid of answer) queues.add(rules.places.get(sid) ?? -1);
  else {
    const { holds, uncertain } = rules.evaluate(toWorker(event), attributes);
    const [ours, unsure] = [new Set(holds), new Set(uncertain)];
    rules.list.forEach(({ isSure, dependsOn }, place) => {
      const isOpen = !isSure || unsure.has(place);
      if ((isOpen ? carried.queues : ours).has(place)) queues.add(place);
      // What the event can't have changed stands as it is carried.
      const mayHaveChanged = isAboutActivity ? dependsOn.activity : dependsOn.attributes;
      isUnsure ||= isOpen && (mayHaveChanged || event.EventType === CREATED);
    });
  }
  const { write } = planQueues(rules, attributes, { carried, queues });
  if (write === null) return isUnsure ? 'unsure' : 'in-step';
  return checkLength(attributes.text, write) ?? 'differs';
}

const toWorker = (event: WorkerEvent): Worker => ({
  sid: event.WorkerSid,
  friendlyName: event.WorkerName,
  activitySid: event.WorkerActivitySid,
  activityName: event.WorkerActivityName,
  attributes: event.WorkerAttributes ?? null,
  updated: '',
});
