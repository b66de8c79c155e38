import { describeError, requestJob, RetryableError, type RetryPolicy } from '@queue-eligibility/batch';
import {
  byAsking,
  reconcileWorker,
  type Decide,
  type ReconcileOptions,
  REFUSALS,
  RESYNC,
  knownSince,
} from '@queue-eligibility/eligibility';
import type { Refusal, EditResult, TaskRouter } from '@queue-eligibility/task-router';
import { checkIfOverdue, type CheckMemory, type CheckPorts } from './check';
import { compare } from './compare';
import type { TaskRouterEvent, WorkerEvent } from './events';
import { readRules, rulesWithout, type RulesMemory, type RulesPorts } from './known-rules';

export interface EventPorts extends CheckPorts, RulesPorts {
  taskRouter: TaskRouter;
  policy: RetryPolicy;
}

/** What was done about an event. */
export type EventResult =
  | { did: 'nothing' }
  /** The worker carried what it should. */
  | { did: 'compared' }
  | { did: 'reconciled'; edit: EditResult }
  /** `left`: a worker could not be settled now, and a resync will look at it. */
  | { did: 'requested-resync'; answer: 'started' | 'noted' | 'asked-before'; left?: true };

/** What a warm container remembers between events. */
export interface EventMemory extends CheckMemory, RulesMemory {
  /** When this container last wrote each worker, ms since the epoch. */
  writes: Map<string, number[]>;
  /** When it last asked for a resync on account of a worker, ms since the epoch. */
  requestedAtMs: number;
}

export const createEventMemory = (): EventMemory => ({
  known: null,
  reading: null,
  writes: new Map(),
  notBeforeMs: 0,
  requestedAtMs: -Infinity,
});

/** A worker is written so often in so long a time, ms; then it is left to the next resync, whoever changes it. */
const MAX_WRITES = 6;
const WRITES_WITHIN_MS = 10 * 60_000;
/** Workers that one container remembers. */
const MAX_REMEMBERED = 5_000;
/** After it asked for a resync, a container does not ask again for this long, ms: the one that comes looks at everybody. */
const REQUEST_PAUSE_MS = 5_000;
/**
 * A queue's event this much older than a verified resync was seen by that one, ms: clocks and lists may lag, a minute at
 * the very most. Event Streams sends one again for up to four hours.
 */
const SEEN_AFTER_MS = 60_000;
/** How often it asks until it is heard, about a second apart. */
const MAX_REQUESTS = 4;

/**
 * Handles one event callback. Events say only that something may be out of step: lost, doubled or late ones do no harm.
 * A worker that carries what it should costs at most two requests, and usually none. What can't be done now is left to
 * a resync, with a mark. Once `signal` is aborted, nothing is written any more.
 */
export async function handleEvent(
  ports: EventPorts,
  memory: EventMemory,
  event: TaskRouterEvent,
  signal?: AbortSignal,
): Promise<EventResult> {
  const result = await actOn(ports, memory, event, signal);
  if (result.did !== 'requested-resync') await checkIfOverdue(ports, memory, memory.known?.rulebook);
  return result;
}

async function actOn(
  ports: EventPorts,
  memory: EventMemory,
  event: TaskRouterEvent,
  signal: AbortSignal | undefined,
): Promise<EventResult> {
  if (event.about === 'queue') {
    if (await wasSeen(ports, memory, event)) return { did: 'compared' };
    memory.known = null;
    return { did: 'requested-resync', answer: await requestResync(ports, event) };
  }
  await readRules(ports, memory);
  if (event.about === 'other') return { did: 'nothing' };
  try {
    return await bringInStep(ports, memory, event, signal);
  } catch (error) {
    if (signal?.aborted) throw error;
    // Twilio had no time, others were quicker, again and again, or nobody understands what it answered.
    ports.batch.log('warn', 'event.left', { workerSid: event.WorkerSid, ...describeError(error) });
    return leaveToResync(ports, memory, event);
  }
}

async function bringInStep(
  ports: EventPorts,
  memory: EventMemory,
  event: WorkerEvent,
  signal: AbortSignal | undefined,
): Promise<EventResult> {
  const { taskRouter, attribute } = ports;
  const known = memory.known?.rules ?? null;
  // Codes can't be read without the list of queues.
  if (known === null && attribute.form === 'codes') return leaveToResync(ports, memory, event);
  const byRules = known ? compare(known, event) : 'unsure';
  const answer = byRules === 'unsure' ? await taskRouter.queuesOfWorker(event.WorkerSid) : undefined;
  const rules = known ?? rulesWithout(attribute, event, answer);
  const compared = answer ? compare(rules, event, answer) : byRules;
  if (compared === 'in-step') return { did: 'compared' };
  if (typeof compared !== 'string' && isNoted(ports, memory, event, compared)) return { did: 'compared' };
  const ask = byAsking(taskRouter, rules, answer);
  const decide: Decide = async (worker, attributes, carried) => {
    const decision = await ask(worker, attributes, carried);
    // Without rules, nobody has asked about what is carried since the event.
    return known || carried.strays.length === 0 ? decision : { ...decision, isOpen: true };
  };
  return reconcile(ports, memory, event, { rules, decide, signal });
}

/** Whether a resync that was verified since has seen what the event tells of. */
async function wasSeen(
  ports: EventPorts,
  memory: EventMemory,
  { TimestampMs: atMs }: TaskRouterEvent,
): Promise<boolean> {
  if (atMs === undefined || atMs > ports.batch.clock.now() - SEEN_AFTER_MS) return false;
  await readRules(ports, memory);
  const since = knownSince(memory.known?.rulebook ?? null);
  return since !== null && atMs < Date.parse(since) - SEEN_AFTER_MS;
}

/** Asks a resync to look at the worker. A storm of events asks once. */
export async function leaveToResync(
  ports: EventPorts,
  memory: EventMemory,
  event: TaskRouterEvent,
): Promise<EventResult> {
  const nowMs = ports.batch.clock.now();
  if (nowMs < memory.requestedAtMs + REQUEST_PAUSE_MS)
    return { did: 'requested-resync', answer: 'asked-before', left: true };
  memory.requestedAtMs = nowMs;
  try {
    return { did: 'requested-resync', answer: await requestResync(ports, event), left: true };
  } catch (error) {
    memory.requestedAtMs = -Infinity;
    throw error;
  }
}

/** A request that is lost would be missed until the next check: in a storm Sync refuses some, and is asked again. */
async function requestResync({ batch }: EventPorts, event: TaskRouterEvent): Promise<'started' | 'noted'> {
  const about = event.about === 'queue' ? event.TaskQueueSid : undefined;
  const startedBy = {
    type: 'event' as const,
    ...(event.Sid === undefined ? {} : { name: event.Sid }),
    ...(about === undefined ? {} : { about }),
  };
  for (let tries = 1; ; tries++) {
    try {
      return await requestJob(batch, { kind: RESYNC, startedBy });
    } catch (error) {
      if (tries === MAX_REQUESTS || !(error instanceof RetryableError)) throw error;
      await batch.clock.sleep((0.5 + batch.random()) * 1_000);
    }
  }
}

/** Whether it is known already that the worker is left, for the same reason. */
function isNoted(
  { batch }: EventPorts,
  { known }: EventMemory,
  { WorkerSid }: WorkerEvent,
  reason: Pick<Refusal, 'code'>,
): boolean {
  const sinceMs = reason.code === REFUSALS.restless ? batch.clock.now() - WRITES_WITHIN_MS : 0;
  return (known?.rulebook?.left ?? []).some(
    ({ workerSid, code, at }) => workerSid === WorkerSid && code === reason.code && Date.parse(at) > sinceMs,
  );
}

async function reconcile(
  ports: EventPorts,
  memory: EventMemory,
  event: WorkerEvent,
  { rules, decide, signal }: Pick<ReconcileOptions, 'rules' | 'decide' | 'signal'>,
): Promise<EventResult> {
  const { taskRouter, policy, batch } = ports;
  const workerSid = event.WorkerSid;
  const restless = restlessness(ports, memory, event);
  const { edit, isOpen } = restless
    ? { edit: { result: 'refused' as const, refusal: restless }, isOpen: false }
    : await reconcileWorker({ taskRouter, policy, log: batch.log, signal, rules, decide }, workerSid);
  if (edit.result === 'changed') remember(memory, workerSid, batch.clock.now());
  if (edit.result === 'refused') {
    const { code, message } = edit.refusal;
    if (code !== REFUSALS.unknown && isNoted(ports, memory, event, { code }))
      return { did: 'reconciled', edit };
    batch.log('warn', 'worker.left', { workerSid, code });
    if (code === REFUSALS.unknown) return leaveToResync(ports, memory, event);
    const at = new Date(batch.clock.now()).toISOString();
    const eventSid = event.Sid === undefined ? {} : { eventSid: event.Sid };
    await ports.rulebook.leave({ workerSid, code, message, at, ...eventSid }, signal);
  }
  return isOpen ? leaveToResync(ports, memory, event) : { did: 'reconciled', edit };
}

/** Why a worker is not written once more for now: whatever changes it, and for what reason, the answer is the same. */
function restlessness(ports: EventPorts, memory: EventMemory, event: WorkerEvent): Refusal | null {
  const sinceMs = ports.batch.clock.now() - WRITES_WITHIN_MS;
  const mine = (memory.writes.get(event.WorkerSid) ?? []).filter((at) => at > sinceMs);
  const code = REFUSALS.restless;
  if (mine.length < MAX_WRITES && !isNoted(ports, memory, event, { code })) return null;
  const message =
    `Changed again and again by something else, last by event ${event.Sid ?? 'unknown'}. After ${MAX_WRITES} writes ` +
    'in ten minutes it is left to the next resync.';
  return { code, message };
}

function remember({ writes }: EventMemory, workerSid: string, atMs: number): void {
  const before = writes.get(workerSid) ?? [];
  writes.delete(workerSid);
  writes.set(workerSid, [...before, atMs].slice(-MAX_WRITES));
  if (writes.size > MAX_REMEMBERED) writes.delete(writes.keys().next().value ?? '');
}
