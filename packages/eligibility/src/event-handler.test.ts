import { beforeEach, describe, expect, it } from '@jest/globals';
import { aWorker, FakeTaskRouter, queuesWith, queueSid, WORKER_SID } from '../test/fake-task-router';
import { memoryContest } from '../test/memory-contest';
import { createQuietBatch } from '../test/quiet-batch';
import { createEventMemory, handleEvent, type EventMemory, type EventPorts } from './event-handler';
import type { TaskRouterEvent } from './events';
import { checkIfOverdue } from './in-passing';
import type { Rulebook } from './rulebook';
import { buildRules } from './rules';
import type { TaskQueue } from './task-router';

const NOW = Date.parse('2026-01-05T09:00:00Z');
const MINUTE_MS = 60_000;
const at = (ms: number) => new Date(NOW + ms).toISOString();

let taskRouter: FakeTaskRouter;
let quiet: ReturnType<typeof createQuietBatch>;
let rulebook: Rulebook | null;
let rulebookReads: number;
let memory: EventMemory;
let ports: EventPorts;

beforeEach(() => {
  taskRouter = new FakeTaskRouter();
  quiet = createQuietBatch(NOW);
  rulebookReads = 0;
  memory = createEventMemory(0);
  have(queuesWith('level > 2', '1==1'));
  ports = {
    batch: quiet.batch,
    taskRouter,
    rulebook: {
      read: async () => {
        rulebookReads += 1;
        return rulebook;
      },
      write: () => Promise.reject(new Error('only the resync writes')),
      leave: async (left) => {
        taskRouter.requests.push('leave');
        rulebook ??= { verifiedAt: null, queues: left, distrusted: new Map(), secondLookUntil: null };
      },
    },
    policy: { retries: 1, minBackoffMs: 0, maxBackoffMs: 1 },
    form: 'sids',
    contest: memoryContest(),
    maxAgeMs: 15 * MINUTE_MS,
  };
});

/** The workspace has these queues, and the last resync saw them. */
function have(queues: TaskQueue[], changes: Partial<Rulebook> = {}): void {
  taskRouter.queues = queues;
  rulebook = { verifiedAt: at(-MINUTE_MS), queues, distrusted: new Map(), secondLookUntil: null, ...changes };
}

const { friendlyName, activitySid, activityName } = aWorker();
const update = (attributes?: object | string): TaskRouterEvent => ({
  about: 'worker',
  EventType: 'worker.attributes.update',
  Sid: 'EV1',
  WorkerSid: WORKER_SID,
  WorkerName: friendlyName,
  WorkerActivitySid: activitySid,
  WorkerActivityName: activityName,
  ...(attributes === undefined
    ? {}
    : { WorkerAttributes: typeof attributes === 'string' ? attributes : JSON.stringify(attributes) }),
});
const handle = (event: TaskRouterEvent) => handleEvent(ports, memory, event);

const [ONE, TWO, THREE] = [1, 2, 3].map(queueSid);
const IN_STEP = { level: 3, queues: [TWO, ONE] };
const COMPARED = { did: 'compared', check: false };

describe('a worker that carries what it should', () => {
  it('costs no request to TaskRouter: the echo of our own write', async () => {
    expect(await handle(update(IN_STEP))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual([]);
  });

  it('costs one for a list of queues that does not fit into the rulebook', async () => {
    have(taskRouter.queues, { queues: null });
    expect(await handle(update(IN_STEP))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual(['listQueues']);
  });

  it('costs one when there never was a resync, which it does not start', async () => {
    rulebook = null;
    expect(await handle(update(IN_STEP))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual(['listQueues']);
  });

  it('goes by what the container knows, for a second', async () => {
    for (const passMs of [0, 999, 1, 500]) {
      quiet.advance(passMs);
      await handle(update(IN_STEP));
    }
    expect(rulebookReads).toBe(2);
  });
});

describe('a worker that is out of step', () => {
  it('is reconciled by rules that are read for it', async () => {
    taskRouter.attributes = '{"level":3}';
    // The rulebook does not know the third queue yet.
    taskRouter.queues = queuesWith('level > 2', '1==1', 'level == 3');
    expect(await handle(update({ level: 3 }))).toEqual({
      did: 'reconciled',
      edit: { result: 'changed' },
      check: false,
    });
    expect(JSON.parse(taskRouter.attributes)).toEqual({ level: 3, queues: [ONE, TWO, THREE] });
    expect(taskRouter.requests).toEqual(['listQueues', 'fetchWorker', 'updateAttributes']);
    // Its echo, in the same container.
    taskRouter.requests.length = 0;
    expect(await handle(update(taskRouter.attributes))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual([]);
  });

  it('leaves the rules where no resync has left any, so that the echo costs one request in any container', async () => {
    rulebook = null;
    taskRouter.attributes = '{"level":3}';
    await handle(update({ level: 3 }));
    expect(taskRouter.requests).toEqual(['listQueues', 'leave', 'fetchWorker', 'updateAttributes']);
    taskRouter.requests.length = 0;
    const [reads, cold] = [rulebookReads, createEventMemory(0)];
    expect(await handleEvent(ports, cold, update(taskRouter.attributes))).toEqual(COMPARED);
    expect([rulebookReads - reads, taskRouter.requests]).toEqual([1, []]);
  });

  it('is written though the rules can not be left', async () => {
    rulebook = null;
    taskRouter.attributes = '{"level":3}';
    ports.rulebook.leave = () => Promise.reject(new Error('503'));
    expect(await handle(update({ level: 3 }))).toMatchObject({ edit: { result: 'changed' } });
    expect(quiet.logged).toContain('rulebook.not_left');
  });

  it('makes the rulebook no newer: it is read again after a second, however much is written', async () => {
    for (let i = 0; i < 6; i++) {
      taskRouter.edit('{"level":3}');
      await handle(update({ level: 3 }));
      quiet.advance(500);
    }
    expect(rulebookReads).toBe(3);
  });

  it.each([
    ['an event without attributes', undefined],
    ['an event whose attributes can not be read', '{"level":'],
    ['a stale event', { level: 1, queues: [] }],
  ])('%s: looks at the worker itself, and writes nothing when it is in step', async (_what, attributes) => {
    taskRouter.attributes = JSON.stringify(IN_STEP);
    expect(await handle(update(attributes))).toMatchObject({
      did: 'reconciled',
      edit: { result: 'unchanged' },
    });
    expect(taskRouter.written).toEqual([]);
  });

  it('is gone by now', async () => {
    taskRouter.attributes = null;
    expect(await handle(update({}))).toMatchObject({ edit: { result: 'unchanged', gone: true } });
  });

  it('is left alone when something can not be read', async () => {
    taskRouter.attributes = '{"level":3}';
    taskRouter.listQueues = () => Promise.reject(new Error('503'));
    await expect(handle(update({ level: 3 }))).rejects.toThrow('503');
    expect(taskRouter.written).toEqual([]);
  });
});

describe('queues that can not be decided here', () => {
  beforeEach(() => {
    have(queuesWith('level > 2', 'level >'));
    taskRouter.eligible = new Set([queueSid(1), queueSid(2)]);
  });

  it('cost one request when the worker is in step', async () => {
    expect(await handle(update(IN_STEP))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual(['queuesOfWorker']);
  });

  it('are left to the second look of the resync that runs', async () => {
    have(taskRouter.queues, { secondLookUntil: at(10_000) });
    for (const queues of [[ONE], [ONE, TWO]])
      expect(await handle(update({ level: 3, queues }))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual([]);
    // The first queue is decided here all the same.
    taskRouter.attributes = '{"level":3}';
    expect(await handle(update({ level: 3, queues: [TWO] }))).toMatchObject({ did: 'reconciled' });
  });

  it('are asked about again once that promise has lapsed', async () => {
    have(taskRouter.queues, { secondLookUntil: at(10_000) });
    await handle(update(IN_STEP));
    quiet.advance(10_001);
    await handle(update(IN_STEP));
    expect(taskRouter.requests).toEqual(['queuesOfWorker']);
  });

  it('are asked about when our evaluation was found wrong, however certain it is', async () => {
    const [rule] = buildRules(queuesWith('level > 2'), new Map());
    have(queuesWith('level > 2'), { distrusted: new Map([[queueSid(1), rule?.expressionHash ?? '']]) });
    taskRouter.eligible = new Set();
    expect(await handle(update({ level: 3, queues: [] }))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual(['queuesOfWorker']);
  });

  it('do not include undocumented expressions, for finding that nothing is to be done', async () => {
    have(queuesWith('level = 3'));
    expect(await handle(update({ level: 3, queues: [ONE] }))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual([]);
    // To write, TaskRouter is asked.
    taskRouter.attributes = '{"level":3}';
    taskRouter.eligible = new Set([queueSid(1)]);
    await handle(update({ level: 3 }));
    expect(taskRouter.requests).toContain('queuesOfWorker');
  });
});

describe('an event about a queue', () => {
  const changed: TaskRouterEvent = { about: 'queue', EventType: 'task-queue.deleted', Sid: 'EV2' };

  it('starts a resync; more of them make it look once more', async () => {
    expect(await handle(changed)).toEqual({ did: 'requested-resync', answer: 'started' });
    for (let i = 0; i < 5; i++)
      expect(await handle(changed)).toEqual({ did: 'requested-resync', answer: 'noted' });
    expect(await quiet.batch.store.isMarked('resync')).toBe(true);
    const lock = await quiet.batch.store.readLock('resync');
    const stored = await quiet.batch.store.readJob(lock?.jobId ?? '');
    expect(stored?.job.startedBy).toEqual({ type: 'event', name: 'EV2' });
  });

  it('makes the container forget what it knew of the rules', async () => {
    await handle(update(IN_STEP));
    await handle(changed);
    await handle(update(IN_STEP));
    expect(rulebookReads).toBe(2);
  });
});

describe('the resync that runs is looked after in passing', () => {
  const other: TaskRouterEvent = { about: 'other', EventType: 'task.created' };
  const lookAgain = async () => {
    quiet.advance(30_000);
    await handle(other);
  };

  it('goes on when its hop and its guard were both lost', async () => {
    await handle(update(IN_STEP));
    await handle({ about: 'queue', EventType: 'task-queue.deleted', Sid: 'EV2' });
    const lock = await quiet.batch.store.readLock('resync');
    const hopOf = async () => (await quiet.batch.store.readJob(lock?.jobId ?? ''))?.job;
    expect(await hopOf()).toMatchObject({ status: 'running', attempt: 1 });
    await handle(other);
    await lookAgain();
    await handle(other);
    expect(await hopOf()).toMatchObject({ status: 'running', attempt: 2 });
    expect(quiet.logged).toContain('job.recovered');
  });

  // In the campaign it went on only where two events came to one container within a second.
  it('goes on with the next two events that have a request to spare, however many had none', async () => {
    await handle({ about: 'queue', EventType: 'task-queue.deleted', Sid: 'EV2' });
    for (let i = 0; i < 50; i++) {
      quiet.advance(1_100);
      await handle(update(IN_STEP));
    }
    expect(quiet.logged).not.toContain('job.recovered');
    for (let i = 0; i < 2; i++) {
      quiet.advance(100);
      await handle(update(IN_STEP));
    }
    expect(quiet.logged).toContain('job.recovered');
  });

  it('never makes an echo cost a second request, and seldom one', async () => {
    const requests: string[] = [];
    for (const name of ['readLock', 'readJob'] as const) {
      const real = quiet.batch.store[name].bind(quiet.batch.store);
      quiet.batch.store[name] = async (key: string): Promise<never> => {
        requests.push(name);
        return (await real(key)) as never;
      };
    }
    for (let i = 0; i < 120; i++) {
      quiet.advance(500);
      const before = requests.length + rulebookReads;
      await handle(update(IN_STEP));
      expect(requests.length + rulebookReads - before).toBeLessThanOrEqual(1);
    }
    expect(requests).toHaveLength(2);
  });
});

describe('the check when the last verified resync is too old', () => {
  const other: TaskRouterEvent = { about: 'other', EventType: 'task.created' };

  it('is started once, by the next sign of life', async () => {
    have(taskRouter.queues, { verifiedAt: at(-15 * MINUTE_MS) });
    expect(await handle(update(IN_STEP))).toEqual({ did: 'compared', check: true });
    const lock = await quiet.batch.store.readLock('resync');
    expect((await quiet.batch.store.readJob(lock?.jobId ?? ''))?.job.startedBy).toEqual({ type: 'check' });
    expect(await handle(update(IN_STEP))).toEqual(COMPARED);
    // Another container, a minute later: the check still runs.
    expect(await checkIfOverdue(ports, createEventMemory(0), rulebook)).toBe(false);
    expect(await handle(other)).toEqual({ did: 'nothing', check: false });
  });

  it('is started by an event that asks for nothing, also in a container that knows nothing yet', async () => {
    have(taskRouter.queues, { verifiedAt: at(-15 * MINUTE_MS) });
    expect(await handle(other)).toEqual({ did: 'nothing', check: true });
    for (let i = 0; i < 10; i++) await handle(other);
    expect(rulebookReads).toBe(1);
  });

  it('is not started for what a container read long ago, when there was a resync since', async () => {
    await handle(update(IN_STEP));
    quiet.advance(20 * MINUTE_MS);
    have(taskRouter.queues, { verifiedAt: at(19 * MINUTE_MS) });
    for (let i = 0; i < 10; i++) expect(await handle(other)).toEqual({ did: 'nothing', check: false });
    expect(rulebookReads).toBe(2);
  });

  it.each([
    ['is recent', at(-15 * MINUTE_MS + 1)],
    ['never was', null],
  ])('is not started when that %s', async (_what, verifiedAt) => {
    have(taskRouter.queues, { verifiedAt });
    expect(await handle(update(IN_STEP))).toEqual(COMPARED);
    expect(await quiet.batch.store.readLock('resync')).toBeNull();
  });

  it('is started when the rulebook is gone though there was a resync, and not when there never was one', async () => {
    rulebook = null;
    expect(await handle(other)).toEqual({ did: 'nothing', check: false });
    await quiet.batch.store.addToHistory({
      ...{
        id: 'resync-1',
        kind: 'resync',
        status: 'completed',
        startedBy: { type: 'person' },
        documentSid: 'ET1',
      },
      ...{ createdAt: at(-2 * MINUTE_MS), endedAt: at(-MINUTE_MS), report: {} },
      progress: { total: 1, checked: 1, changed: 0, failed: 0 },
    });
    expect(await handle(other)).toEqual({ did: 'nothing', check: false });
    quiet.advance(MINUTE_MS);
    expect(await handle(other)).toEqual({ did: 'nothing', check: true });
  });

  it('that can not be started costs no event its answer, and is not tried again at once', async () => {
    have(taskRouter.queues, { verifiedAt: at(-60 * MINUTE_MS) });
    ports.batch = { ...ports.batch, dispatcher: { dispatch: () => Promise.reject(new Error('403')) } };
    expect(await handle(update(IN_STEP))).toEqual(COMPARED);
    expect(quiet.logged.filter((event) => event === 'check.not_started')).toHaveLength(1);
    await handle(update(IN_STEP));
    expect(quiet.logged.filter((event) => event === 'check.not_started')).toHaveLength(1);
  });
});
