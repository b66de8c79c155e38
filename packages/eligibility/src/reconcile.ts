import { carries, withQueues, type Attributes } from './attributes';
import { signatureOf, type Contest } from './contest';
import { editWorker, type Edit, type EditOptions, type EditResult } from './edit-worker';
import { eligibilityOf, type Eligibility, type Known } from './eligibility';
import { toValues } from './queues-form';
import { CONTESTED, QUEUES_ATTRIBUTE } from './report';
import type { QueueRule } from './rules';
import type { FetchedWorker } from './task-router';

/** What reconcile did, and what the worker was found to be eligible for (null when it is gone or unreadable). */
export interface ReconcileResult {
  edit: EditResult;
  eligibility: Eligibility | null;
}

export interface ReconcileOptions extends EditOptions {
  rules: readonly QueueRule[];
  contest: Contest;
  /** See {@link Contest.isContested}: for a write of its own, not for one of a job's thousands. */
  leavesMark?: boolean;
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
  const { taskRouter, rules, contest, leavesMark, known } = options;
  const valuesOf = toValues(rules);
  let eligibility: Eligibility | null = null;
  let write = '';
  const conclude = (attributes: Attributes, found: Eligibility): Edit | Promise<Edit> => {
    eligibility = found;
    const edit = planQueues(attributes, valuesOf(found.queueSids));
    if (!('write' in edit) || edit.write === null) return edit;
    write = signatureOf(attributes, edit.write);
    const isContested = contest.isContested(workerSid, write, leavesMark);
    if (isContested instanceof Promise) return isContested.then((is) => (is ? contested() : edit));
    return isContested ? contested() : edit;
  };
  const edit = await editWorker(options, workerSid, (worker, attributes) => {
    const found = eligibilityOf(taskRouter, rules, worker, attributes, known?.(worker, attributes));
    return found instanceof Promise
      ? found.then((answer) => conclude(attributes, answer))
      : conclude(attributes, found);
  });
  if (edit.result === 'changed') await contest.wrote(workerSid, write);
  return { edit, eligibility };
}

function contested(): Edit {
  const message =
    `Another system keeps undoing what is written to "${QUEUES_ATTRIBUTE}". ` +
    'The worker is left as it is for an hour; find that system, then retry.';
  return { refuse: { code: CONTESTED, message } };
}

/** What to write so that the worker carries `values`: sorted, so that the same queues are the same text. */
export function planQueues(attributes: Attributes, values: ReadonlySet<string>): Edit {
  if (carries(attributes, values)) return { write: null };
  return { write: withQueues(attributes, [...values].sort()) };
}
