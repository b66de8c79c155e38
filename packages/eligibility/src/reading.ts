import type { Failure } from '@queue-eligibility/batch';
import {
  type Attributes,
  type Refusal,
  checkLength,
  fingerprint,
  isRefusal,
  readAttributes,
  type TaskRouter,
  type Worker,
} from '@queue-eligibility/task-router';
import type { Look } from './look';
import { planQueues } from './reconcile';
import { REFUSALS } from './report';
import type { Rules } from './rules';

/** A worker that is out of step. */
export interface WorkItem {
  /** Its SID. */
  w: string;
  /** See {@link printOf}: TaskRouter's answers for queues are about that; empty: about something else. */
  f?: string | undefined;
}

/**
 * Names what of a worker TaskRouter's answers depend on: its name, the attributes (ours only where a rule reads it), and
 * the activity where a rule does.
 */
export function printOf(rules: Rules, worker: Worker, attributes: Attributes, attributeName: string): string {
  const { friendlyName, activitySid, activityName } = worker;
  const activity = rules.dependOnActivity ? [activitySid, activityName] : [];
  const ours = rules.dependOn(attributeName) ? null : attributeName;
  return fingerprint(attributes, ours, [friendlyName, ...activity]);
}

/** What some workers came to. */
export interface PageFindings {
  items: WorkItem[];
  failures: Failure[];
  /** Workers that need nothing, failures included. */
  checked: number;
}

/** Workers that are fetched at once where the list leaves their attributes out. */
const FETCHED_AT_ONCE = 10;

/**
 * The workers with their attributes: a list that came without them is made whole, at the price of a request a worker.
 * One that is gone by then is left out.
 */
export async function withAttributes(
  taskRouter: Pick<TaskRouter, 'fetchWorker'>,
  workers: readonly Worker[],
): Promise<Worker[]> {
  if (workers.every(({ attributes }) => attributes !== null)) return [...workers];
  const whole: (Worker | null)[] = [];
  for (let start = 0; start < workers.length; start += FETCHED_AT_ONCE) {
    const some = workers.slice(start, start + FETCHED_AT_ONCE);
    whole.push(
      ...(await Promise.all(
        some.map(async (worker) =>
          worker.attributes === null ? taskRouter.fetchWorker(worker.sid) : worker,
        ),
      )),
    );
  }
  return whole.filter((worker) => worker !== null);
}

/** Takes some workers into the look, and finds those that are out of step by its evidence, where it has any. */
export function readWorkers(
  look: Look,
  rules: Rules,
  { workers, attributeName }: { workers: readonly Worker[]; attributeName: string },
): PageFindings {
  const findings: PageFindings = { items: [], failures: [], checked: 0 };
  for (const worker of workers) {
    if (!look.meet(worker)) continue;
    const found = readWorker(look, rules, worker, attributeName);
    if (look.memory.decidesBy === null) continue;
    if (found !== null && 'w' in found) findings.items.push(found);
    else {
      findings.checked += 1;
      if (found) findings.failures.push({ key: worker.sid, ...found, attempts: 1 });
    }
  }
  return findings;
}

/** A worker that is out of step, or why it can't be brought in step; null: it is in step. */
function readWorker(
  look: Look,
  rules: Rules,
  worker: Worker,
  attributeName: string,
): WorkItem | Refusal | null {
  const attributes = readAttributes(worker.attributes);
  if (isRefusal(attributes)) {
    // What is no object has no keys; of what did not come, nothing is known.
    if (attributes.code === REFUSALS.unknown) look.memory.unread += 1;
    else look.count(worker, null, worker.attributes ?? '');
    return attributes;
  }
  const print = printOf(rules, worker, attributes, attributeName);
  const wantedBy = look.count(worker, attributes, print);
  const carried = rules.attribute.read(attributes);
  if ('code' in carried) return carried;
  for (const sid of carried.strays) look.memory.strays.add(sid);
  if (wantedBy === null) return { w: worker.sid, f: '' };
  const { write } = planQueues(rules, attributes, { carried, queues: wantedBy(carried) });
  if (write === null) return null;
  const isAnswered = look.memory.answers.size > 0;
  return checkLength(attributes.text, write) ?? { w: worker.sid, ...(isAnswered ? { f: print } : {}) };
}
