import { requestJob, type RetryPolicy } from '@queue-eligibility/batch';
import { carries, readAttributes, type Attributes } from './attributes';
import type { Contest } from './contest';
import type { EditResult } from './edit-worker';
import { judge } from './eligibility';
import type { TaskRouterEvent, WorkerEvent } from './events';
import {
  checkIfOverdue,
  createPassingMemory,
  isCheckPaused,
  isOverdue,
  lookAfterResync,
  type PassingMemory,
  type PassingPorts,
} from './in-passing';
import { toValues } from './queues-form';
import { reconcileWorker } from './reconcile';
import { QUEUES_ATTRIBUTE, RESYNC, type QueuesForm } from './report';
import { RULEBOOK_TRUSTED_MS, type Rulebook, type RulebookStore } from './rulebook';
import { buildRules, isUndecidable, type QueueRule } from './rules';
import type { TaskQueue, TaskRouter, Worker } from './task-router';

export interface EventPorts extends PassingPorts {
  taskRouter: TaskRouter;
  rulebook: RulebookStore;
  policy: RetryPolicy;
  /** What stands for a queue in a worker's list. */
  form: QueuesForm;
  contest: Contest;
}

/** What was done about an event. */
export type EventResult =
  | { did: 'nothing'; check: boolean }
  /** The worker carried what it should. */
  | { did: 'compared'; check: boolean }
  | { did: 'reconciled'; edit: EditResult; check: boolean }
  | { did: 'requested-resync'; answer: 'started' | 'noted' };

/** What a warm container remembers between events. */
export interface EventMemory extends PassingMemory {
  knowledge: Knowledge | null;
}

interface Knowledge {
  readAtMs: number;
  /** The queues, where TaskRouter was asked and not the rulebook. */
  queues: TaskQueue[] | null;
  rulebook: Rulebook | null;
  rules: readonly QueueRule[];
}

/** `turn`: see {@link PassingMemory}. */
export const createEventMemory = (turn?: number): EventMemory => ({
  ...createPassingMemory(turn),
  knowledge: null,
});

/** By how much TaskRouter's clock and ours may differ, ms. */
const CLOCKS_DIFFER_MS = 1_500;

/**
 * Handles one event callback. Events say only that something may be out of step: lost, doubled or late ones do no harm.
 * A worker that carries what it should costs at most one request, and usually none. Once `signal` is aborted, nothing is
 * written any more.
 */
export async function handleEvent(
  ports: EventPorts,
  memory: EventMemory,
  event: TaskRouterEvent,
  signal?: AbortSignal,
): Promise<EventResult> {
  const startedBy = { type: 'event' as const, ...(event.Sid ? { name: event.Sid } : {}) };
  if (event.about === 'queue') {
    memory.knowledge = null;
    return { did: 'requested-resync', answer: await requestJob(ports.batch, { kind: RESYNC, startedBy }) };
  }
  const before = memory.knowledge;
  if (event.about === 'other') {
    const check = await checkInPassing(ports, memory);
    await lookAfterResync(ports, memory, { hasSpare: memory.knowledge === before });
    return { did: 'nothing', check };
  }
  const knowledge = await currentKnowledge(ports, memory);
  const answer = compareHere(ports, knowledge, event);
  const isInStep = answer ?? (await compareWithTaskRouter(ports, knowledge, event));
  // What TaskRouter has just told need not be asked again.
  const queues = knowledge === before ? null : knowledge.queues;
  const edit = isInStep
    ? null
    : await reconcile(ports, memory, { workerSid: event.WorkerSid, queues, signal });
  const check = await checkIfOverdue(ports, memory, knowledge.rulebook);
  // An event that came to a write is no echo.
  const hasSpare = edit !== null || (answer !== null && knowledge === before);
  await lookAfterResync(ports, memory, { hasSpare });
  return edit ? { did: 'reconciled', edit, check } : { did: 'compared', check };
}

/** For an event that needs no rules: reads them only when a check may be due, or when nothing is known. */
async function checkInPassing(ports: EventPorts, memory: EventMemory): Promise<boolean> {
  const { knowledge } = memory;
  if (isCheckPaused(ports, memory)) return false;
  if (knowledge && !isOverdue(ports, knowledge.rulebook)) return false;
  // By what this container read long ago it is; another one may have seen a resync since.
  return checkIfOverdue(ports, memory, (await currentKnowledge(ports, memory)).rulebook);
}

/** What is known of the rules, never older than {@link RULEBOOK_TRUSTED_MS}. */
async function currentKnowledge(ports: EventPorts, memory: EventMemory): Promise<Knowledge> {
  const nowMs = ports.batch.clock.now();
  const { knowledge } = memory;
  if (knowledge && nowMs - knowledge.readAtMs < RULEBOOK_TRUSTED_MS) return knowledge;
  const rulebook = await ports.rulebook.read();
  const queues = rulebook?.queues ? null : await ports.taskRouter.listQueues();
  const rules = buildRules(queues ?? rulebook?.queues ?? [], rulebook?.distrusted ?? new Map(), ports.form);
  return (memory.knowledge = { readAtMs: nowMs, queues, rulebook, rules });
}

/** Whether the event's own attributes show a worker that carries what it should; null: only TaskRouter can tell. */
function compareHere(
  { batch }: EventPorts,
  { rules, rulebook }: Knowledge,
  event: WorkerEvent,
): boolean | null {
  const attributes = attributesOf(event);
  if (!attributes) return false;
  const worker = toWorker(event);
  const { eligible, undecided } = judge(rules, worker, attributes, (rule) => guess(rule, worker, attributes));
  // What was not decided here may stand as it is carried where the edit can't have changed it (the queue looks at no
  // attribute), where the last verified look was after the edit, and while another look at everybody is to come.
  const wasSeen = (event.TimestampMs ?? Infinity) + CLOCKS_DIFFER_MS < Date.parse(rulebook?.verifiedAt ?? '');
  const willBeSeen = Date.parse(rulebook?.secondLookUntil ?? '') > batch.clock.now();
  if (wasSeen || willBeSeen || !undecided.some(isUndecidable)) {
    return carries(attributes, withCarried(attributes, toValues(rules)(eligible), undecided));
  }
  return null;
}

async function compareWithTaskRouter(
  { taskRouter }: EventPorts,
  { rules }: Knowledge,
  event: WorkerEvent,
): Promise<boolean> {
  const attributes = attributesOf(event);
  if (!attributes) return false;
  return carries(attributes, toValues(rules)(await taskRouter.queuesOfWorker(event.WorkerSid)));
}

const attributesOf = ({ WorkerAttributes: text }: WorkerEvent): Attributes | null =>
  text === undefined ? null : readAttributes(text);

/**
 * For deciding that nothing is to be done, our reading of an undocumented expression will do: every resync holds it
 * against TaskRouter's answer for all workers, and one that was found wrong is distrusted.
 */
function guess(rule: QueueRule, worker: Worker, attributes: Attributes): boolean | undefined {
  if (rule.ask !== 'undocumented' && rule.ask !== 'volatile') return undefined;
  const { eligible, undecided } = judge([{ ...rule, ask: null }], worker, attributes);
  return undecided.length > 0 ? undefined : eligible.has(rule.sid);
}

/** What was decided, and of what was not, what the worker carries. */
function withCarried(
  { value }: Attributes,
  decided: ReadonlySet<string>,
  undecided: readonly QueueRule[],
): Set<string> {
  const carried: readonly unknown[] = Array.isArray(value[QUEUES_ATTRIBUTE]) ? value[QUEUES_ATTRIBUTE] : [];
  return new Set([...decided, ...undecided.map((rule) => rule.value).filter((one) => carried.includes(one))]);
}

/** Writes go by rules that are read for them. */
async function reconcile(
  ports: EventPorts,
  memory: EventMemory,
  work: { workerSid: string; queues: TaskQueue[] | null; signal: AbortSignal | undefined },
): Promise<EditResult> {
  const { taskRouter, policy, contest } = ports;
  const { workerSid, signal } = work;
  const queues = work.queues ?? (await taskRouter.listQueues());
  const rulebook = memory.knowledge?.rulebook ?? null;
  const rules = buildRules(queues, rulebook?.distrusted ?? new Map(), ports.form);
  // The rules are newer now, but the rulebook is as old as it was.
  const readAtMs = memory.knowledge?.readAtMs ?? ports.batch.clock.now();
  memory.knowledge = { readAtMs, queues: null, rulebook, rules };
  const options = { taskRouter, rules, policy, contest, leavesMark: true, signal };
  const leaving = rulebook ? null : leaveRules(ports, queues, signal);
  const { edit } = await reconcileWorker(options, workerSid);
  await leaving;
  return edit;
}

/** While the worker is read: the echo of its write comes at once. Without them it costs a request more, no more than that. */
async function leaveRules(
  { batch, rulebook }: EventPorts,
  queues: TaskQueue[],
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await rulebook.leave(queues, signal);
  } catch (error) {
    batch.log('warn', 'rulebook.not_left', {
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

const toWorker = (event: WorkerEvent): Worker => ({
  sid: event.WorkerSid,
  friendlyName: event.WorkerName,
  activitySid: event.WorkerActivitySid,
  activityName: event.WorkerActivityName,
  attributes: event.WorkerAttributes ?? null,
});
