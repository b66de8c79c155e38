import { afterEach, beforeEach, expect, jest } from '@jest/globals';
import { type LeftWorker, type Rulebook } from '@queue-eligibility/eligibility';
import type { TaskQueue } from '@queue-eligibility/task-router';
import {
  aWorker,
  FakeTaskRouter,
  queuesWith,
  queueSid,
  WORKER_SID,
} from '@queue-eligibility/task-router/testing';
import { createEventMemory, handleEvent, type EventMemory, type EventPorts } from '../src/event-handler';
import type { TaskRouterEvent } from '../src/events';
import { createQuietBatch } from './quiet-batch';

// What the tests of the event handler share: one worker, a few queues, what the last resync saw; before each test anew.
export const NOW = Date.parse('2026-01-05T09:00:00Z');
export const MINUTE_MS = 60_000;
export const at = (ms: number) => new Date(NOW + ms).toISOString();
export const [ONE = '', TWO = '', THREE = ''] = [1, 2, 3].map(queueSid);
export const [ASK, FETCH, UPDATE] = ['queuesOfWorker', 'fetchWorker', 'updateAttributes'];

export let taskRouter: FakeTaskRouter;
export let quiet: ReturnType<typeof createQuietBatch>;
let rulebook: Omit<Rulebook, 'left'> | null;
export let left: LeftWorker[];
/** What was asked of Sync for the rulebook. */
export let syncRequests: string[];
export let memory: EventMemory;
export let ports: EventPorts;
/** Every time something waited, ms: it passes at once. */
export let pauses: number[];

beforeEach(() => {
  taskRouter = new FakeTaskRouter();
  quiet = createQuietBatch(NOW);
  syncRequests = [];
  left = [];
  memory = createEventMemory();
  have(queuesWith('level > 2', '1==1'));
  ports = {
    batch: quiet.batch,
    taskRouter,
    rulebook: {
      async read() {
        syncRequests.push('read');
        return rulebook && { ...rulebook, left: [...left] };
      },
      write: () => Promise.reject(new Error('only the resync writes')),
      async leave(worker) {
        syncRequests.push('leave');
        left = [worker, ...left.filter(({ workerSid }) => workerSid !== worker.workerSid)];
      },
      forgetLeft: () => Promise.reject(new Error('only the resync forgets')),
    },
    policy: { retries: 1, minBackoffMs: 0, maxBackoffMs: 1 },
    attribute: { name: 'queues', form: 'sids' },
    maxAgeMs: 15 * MINUTE_MS,
  };
  pauses = [];
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((wake: () => void, ms: number) => {
    pauses.push(ms);
    return setImmediate(wake);
  }) as unknown as typeof setTimeout);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** The workspace has these queues, and the last resync saw them. */
export function have(queues: TaskQueue[], changes: Partial<Rulebook> = {}): void {
  taskRouter.queues = queues;
  rulebook = { verifiedAt: at(-MINUTE_MS), queues, findings: new Map(), gone: [], ...changes };
}

/** There never was a resync, or what it left is lost. */
export function haveNoRulebook(): void {
  rulebook = null;
}

/** The worker, as TaskRouter holds it. */
export const hold = (attributes: object) => taskRouter.edit(JSON.stringify(attributes));
export const carried = () =>
  (JSON.parse(taskRouter.attributes ?? 'null') as { queues?: unknown } | null)?.queues;

const { friendlyName, activitySid, activityName } = aWorker();
export const update = (attributes?: object | string | null): TaskRouterEvent & { about: 'worker' } => ({
  about: 'worker',
  EventType: 'worker.attributes.update',
  Sid: 'EV1',
  WorkerSid: WORKER_SID,
  WorkerName: friendlyName,
  WorkerActivitySid: activitySid,
  WorkerActivityName: activityName,
  ...(attributes === undefined || attributes === null
    ? {}
    : { WorkerAttributes: typeof attributes === 'string' ? attributes : JSON.stringify(attributes) }),
});
/** An event that says what TaskRouter holds. */
export const current = () => update(taskRouter.attributes);
export const activity = (name: string) => ({
  ...{ ...current(), EventType: 'worker.activity.update', WorkerActivityName: name },
});
export const created: TaskRouterEvent = { about: 'queue', EventType: 'task-queue.created', Sid: 'EV2' };
export const other: TaskRouterEvent = { about: 'other', EventType: 'task.created' };
export const handle = (event: TaskRouterEvent) => handleEvent(ports, memory, event);
/** Another container, which knows nothing yet. */
export const handleCold = (event: TaskRouterEvent) => handleEvent(ports, createEventMemory(), event);

export const IN_STEP = { level: 3, queues: [TWO, ONE] };
export const COMPARED = { did: 'compared' };
export const CHANGED = { did: 'reconciled', edit: { result: 'changed' } };
export const UNCHANGED = { did: 'reconciled', edit: { result: 'unchanged' } };
export const LEFT = { did: 'requested-resync', answer: 'started', left: true };
export const refused = (code: string) => ({
  did: 'reconciled',
  edit: { result: 'refused', refusal: { code, message: expect.any(String) } },
});
