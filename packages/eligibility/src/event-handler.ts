import {
  lookAfterJob,
  requestJob,
  startJob,
  type BatchPorts,
  type RetryPolicy,
} from '@queue-eligibility/batch';
import { carries, readAttributes, type Attributes } from './attributes';
import type { Contest } from './contest';
import type { EditResult } from './edit-worker';
import { judge } from './eligibility';
import type { TaskRouterEvent, WorkerEvent } from './events';
import { toValues } from './queues-form';
import { reconcileWorker } from './reconcile';
import { QUEUES_ATTRIBUTE, RESYNC, type QueuesForm } from './report';
import { RULEBOOK_TRUSTED_MS, type Rulebook, type RulebookStore } from './rulebook';
import { buildRules, isUndecidable, type QueueRule } from './rules';
import type { TaskQueue, TaskRouter, Worker } from './task-router';

export interface EventPorts {
  batch: BatchPorts;
  taskRouter: TaskRouter;
  rulebook: RulebookStore;
  policy: RetryPolicy;
  /** What stands for a queue in a worker's list. */
  form: QueuesForm;
  contest: Contest;
  /** After this long without a verified resync the next sign of life starts a check, ms. */
  maxAgeMs: number;
}

/** What was done about an event. */
export type EventResult =
  | { did: 'nothing'; check: boolean }
  /** The worker carried what it should. */
  | { did: 'compared'; check: boolean }
  | { did: 'reconciled'; edit: EditResult; check: boolean }
  | { did: 'requested-resync'; answer: 'started' | 'noted' };

/** What a warm container remembers between events. */
export interface EventMemory {
  knowledge: Knowledge | null;
  /** Before this, ms since the epoch, no check is thought about again. */
  noCheckBeforeMs: number;
  /** The resync that is looked after, as far as this container knows. */
  jobId: string | null;
  /** When in each {@link LOOK_EVERY_MS} it looks, as a part of it: many containers don't look at once. */
  turn: number;
  /** Before this, ms since the epoch, it does not look again. */
  noLookBeforeMs: number;
}

interface Knowledge {
  readAtMs: number;
  rulebook: Rulebook | null;
  rules: readonly QueueRule[];
}

/** `turn`: from 0 to 1, which container's it is. */
export const createEventMemory = (turn = Math.random()): EventMemory => ({
  knowledge: null,
  noCheckBeforeMs: 0,
  jobId: null,
  turn,
  noLookBeforeMs: 0,
});

/** By how much TaskRouter's clock and ours may differ, ms. */
const CLOCKS_DIFFER_MS = 1_500;
/** After a check was asked for, the next is not thought about for this long, ms. */
const CHECK_PAUSE_MS = 60_000;
/** A container looks after the resync once in this time, ms, if an event comes when it is its turn... */
const LOOK_EVERY_MS = 30_000;
/** ...which lasts as long as this, ms. */
const TURN_MS = 1_000;
/** After a resync that failed, no check is started for this long, ms: something has to change first. */
const FAILURE_PAUSE_MS = 5 * 60_000;

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
    if (memory.knowledge === before) await lookAfterResync(ports, memory);
    return { did: 'nothing', check };
  }
  const knowledge = await currentKnowledge(ports, memory);
  const answer = compareHere(ports, knowledge, event);
  const isInStep = answer ?? (await compareWithTaskRouter(ports, knowledge, event));
  const edit = isInStep ? null : await reconcile(ports, memory, { workerSid: event.WorkerSid, signal });
  const check = await checkIfOverdue(ports, memory, knowledge.rulebook);
  // The echo of a write is to cost one request at most: only where none was made is there one to spare.
  if (edit || (answer !== null && knowledge === before)) await lookAfterResync(ports, memory);
  return edit ? { did: 'reconciled', edit, check } : { did: 'compared', check };
}

/**
 * A hop and its guard can be lost together; then their job goes on when somebody passes by, and in a contact centre
 * there is always an event to come.
 */
async function lookAfterResync({ batch }: EventPorts, memory: EventMemory): Promise<void> {
  const nowMs = batch.clock.now();
  const sinceTurnMs = (nowMs - memory.turn * LOOK_EVERY_MS) % LOOK_EVERY_MS;
  if (nowMs < memory.noLookBeforeMs || sinceTurnMs >= TURN_MS) return;
  memory.noLookBeforeMs = nowMs + TURN_MS;
  try {
    memory.jobId = await lookAfterJob(batch, RESYNC, memory.jobId);
  } catch (error) {
    batch.log('warn', 'resync.not_looked_after', {
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

/**
 * Starts a check when the last verified resync is too old. For whoever passes by: an event, an opened panel. At
 * most one runs, however many ask. A workspace that never had a resync is waiting for its first, which a person
 * or a queue's change starts.
 *
 * @returns whether this call started one.
 */
export async function checkIfOverdue(
  ports: Pick<EventPorts, 'batch' | 'maxAgeMs'>,
  memory: EventMemory,
  rulebook: Rulebook | null,
): Promise<boolean> {
  return isOverdue(ports, rulebook) ? startCheck(ports, memory, rulebook) : false;
}

function isOverdue(
  { batch, maxAgeMs }: Pick<EventPorts, 'batch' | 'maxAgeMs'>,
  rulebook: Rulebook | null,
): boolean {
  // Where there is no rulebook at all, only the history can tell whether somebody removed it.
  if (!rulebook) return true;
  return rulebook.verifiedAt !== null && batch.clock.now() >= Date.parse(rulebook.verifiedAt) + maxAgeMs;
}

/** For an event that needs no rules: reads them only when a check may be due, or when nothing is known. */
async function checkInPassing(ports: EventPorts, memory: EventMemory): Promise<boolean> {
  const { knowledge, noCheckBeforeMs } = memory;
  if (ports.batch.clock.now() < noCheckBeforeMs) return false;
  if (knowledge && !isOverdue(ports, knowledge.rulebook)) return false;
  // By what this container read long ago it is; another one may have seen a resync since.
  return checkIfOverdue(ports, memory, (await currentKnowledge(ports, memory)).rulebook);
}

async function startCheck(
  { batch }: Pick<EventPorts, 'batch'>,
  memory: EventMemory,
  rulebook: Rulebook | null,
): Promise<boolean> {
  const nowMs = batch.clock.now();
  if (nowMs < memory.noCheckBeforeMs) return false;
  memory.noCheckBeforeMs = nowMs + CHECK_PAUSE_MS;
  try {
    const last = (await batch.store.readJobs()).entries.find(({ kind }) => kind === RESYNC);
    if (!last && !rulebook) return false;
    // The last one came to nothing so recently that another one would too.
    if (last?.status === 'failed' && Date.parse(last.endedAt) + FAILURE_PAUSE_MS > nowMs) return false;
    return (await startJob(batch, { kind: RESYNC, startedBy: { type: 'check' } })).started;
  } catch (error) {
    batch.log('warn', 'check.not_started', {
      message: error instanceof Error ? error.message : String(error),
    });
    return false;
  }
}

/** What is known of the rules, never older than {@link RULEBOOK_TRUSTED_MS}. */
async function currentKnowledge(ports: EventPorts, memory: EventMemory): Promise<Knowledge> {
  const nowMs = ports.batch.clock.now();
  const { knowledge } = memory;
  if (knowledge && nowMs - knowledge.readAtMs < RULEBOOK_TRUSTED_MS) return knowledge;
  const rulebook = await ports.rulebook.read();
  const queues = rulebook?.queues ?? (await ports.taskRouter.listQueues());
  const rules = buildRules(queues, rulebook?.distrusted ?? new Map(), ports.form);
  return (memory.knowledge = { readAtMs: nowMs, rulebook, rules });
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
  { workerSid, signal }: { workerSid: string; signal: AbortSignal | undefined },
): Promise<EditResult> {
  const { taskRouter, policy, contest } = ports;
  const queues = await taskRouter.listQueues();
  const rulebook = memory.knowledge?.rulebook ?? null;
  const rules = buildRules(queues, rulebook?.distrusted ?? new Map(), ports.form);
  // The rules are newer now, but the rulebook is as old as it was.
  const readAtMs = memory.knowledge?.readAtMs ?? ports.batch.clock.now();
  memory.knowledge = { readAtMs, rulebook, rules };
  if (!rulebook) await leaveRules(ports, queues);
  return (await reconcileWorker({ taskRouter, rules, policy, contest, signal }, workerSid)).edit;
}

/** Before the write, whose echo is sent at once. Without them it costs a request more: no reason not to write. */
async function leaveRules({ batch, rulebook }: EventPorts, queues: TaskQueue[]): Promise<void> {
  try {
    await rulebook.leave(queues);
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
