import { carries, withQueues, type Attributes } from './attributes';
import { editWorker, type Edit, type EditOptions, type EditResult } from './edit-worker';
import { eligibilityOf, type Eligibility, type Known } from './eligibility';
import type { QueueRule } from './rules';
import type { FetchedWorker } from './task-router';

/** What reconcile did, and what the worker was found to be eligible for (null when it is gone or unreadable). */
export interface ReconcileResult {
  edit: EditResult;
  eligibility: Eligibility | null;
}

export interface ReconcileOptions extends EditOptions {
  rules: readonly QueueRule[];
  /** What is known of the worker's queues beside our own evaluation, given what was just fetched. */
  known?: (worker: FetchedWorker, attributes: Attributes) => Known;
}

/**
 * The one operation of this product: makes a worker carry the queues it is eligible for. Compares what the worker
 * should carry with what it carries and writes only a difference, in two requests.
 */
export async function reconcileWorker(
  options: ReconcileOptions,
  workerSid: string,
): Promise<ReconcileResult> {
  const { taskRouter, rules, known } = options;
  let eligibility: Eligibility | null = null;
  const conclude = (attributes: Attributes, found: Eligibility): Edit => {
    eligibility = found;
    return planQueues(attributes, found.queueSids);
  };
  const edit = await editWorker(options, workerSid, (worker, attributes) => {
    const found = eligibilityOf(taskRouter, rules, worker, attributes, known?.(worker, attributes));
    return found instanceof Promise
      ? found.then((answer) => conclude(attributes, answer))
      : conclude(attributes, found);
  });
  return { edit, eligibility };
}

/** What to write so that the worker carries `queueSids`: sorted, so that the same queues are the same text. */
export function planQueues(attributes: Attributes, queueSids: ReadonlySet<string>): Edit {
  if (carries(attributes, queueSids)) return { write: null };
  return { write: withQueues(attributes, [...queueSids].sort()) };
}
