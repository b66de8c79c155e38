import { beforeEach, describe, expect, it } from '@jest/globals';
import { aWorker, FakeTaskRouter, queuesWith, WORKER_SID } from '@queue-eligibility/task-router/testing';
import { createQuietBatch } from '../test/quiet-batch';
import { handleEvents } from './event-batch';
import { createEventMemory, type EventMemory, type EventPorts } from './event-handler';
import type { TaskRouterEvent } from './events';

const NOW = Date.parse('2026-01-05T09:00:00Z');
const MINUTE_MS = 60_000;

let taskRouter: FakeTaskRouter;
let quiet: ReturnType<typeof createQuietBatch>;
let memory: EventMemory;
let ports: EventPorts;
let reads: number;

beforeEach(() => {
  taskRouter = new FakeTaskRouter();
  taskRouter.queues = queuesWith('level > 2');
  taskRouter.eligible = new Set(taskRouter.queues.map(({ sid }) => sid));
  quiet = createQuietBatch(NOW);
  memory = createEventMemory();
  reads = 0;
  ports = {
    batch: quiet.batch,
    taskRouter,
    rulebook: {
      async read() {
        reads += 1;
        const verifiedAt = new Date(NOW - MINUTE_MS).toISOString();
        return { verifiedAt, queues: taskRouter.queues, findings: new Map(), gone: [], left: [] };
      },
      write: () => Promise.reject(new Error('only the resync writes')),
      leave: () => Promise.resolve(),
      forgetLeft: () => Promise.reject(new Error('only the resync forgets')),
    },
    policy: { retries: 1, minBackoffMs: 0, maxBackoffMs: 1 },
    attribute: { name: 'queues', form: 'sids' },
    maxAgeMs: 15 * MINUTE_MS,
  };
});

const { friendlyName, activitySid, activityName } = aWorker();
const update = (attributes: object, changes: object = {}): TaskRouterEvent => ({
  ...{ about: 'worker', EventType: 'worker.attributes.update', Sid: 'EV1', WorkerSid: WORKER_SID },
  ...{ WorkerName: friendlyName, WorkerActivitySid: activitySid, WorkerActivityName: activityName },
  ...{ WorkerAttributes: JSON.stringify(attributes), TimestampMs: NOW },
  ...changes,
});
const queueChanged = (TimestampMs: number): TaskRouterEvent => ({
  about: 'queue',
  EventType: 'task-queue.expression.updated',
  TimestampMs,
});
const handle = (events: TaskRouterEvent[], beginUntilMs = NOW + 3_000) =>
  handleEvents(ports, memory, events, { beginUntilMs });
const queues = () => (JSON.parse(taskRouter.attributes ?? 'null') as { queues?: unknown } | null)?.queues;

describe('many events in one request', () => {
  it('cost what the newest of each costs, in whatever order they come', async () => {
    taskRouter.edit('{"level":3}');
    const older = update({ level: 1, queues: [] }, { TimestampMs: NOW - 5 });
    const [handled, ...more] = await handle([update({ level: 3 }), older, older]);
    expect(more).toEqual([]);
    expect(handled).toMatchObject({ result: { did: 'reconciled', edit: { result: 'changed' } } });
    expect(queues()).toEqual(taskRouter.queues.map(({ sid }) => sid));
  });

  it('a late event of what the worker was costs no more than an echo, and writes nothing', async () => {
    taskRouter.edit(JSON.stringify({ level: 1, queues: [] }));
    taskRouter.eligible.clear();
    const stale = update({ level: 3, queues: [] }, { TimestampMs: NOW - 3 * 3_600_000 });
    expect(await handle([stale])).toMatchObject([{ result: { edit: { result: 'unchanged' } } }]);
    expect(await handle([stale])).toMatchObject([{ result: { edit: { result: 'unchanged' } } }]);
    expect(taskRouter.requests).not.toContain('updateAttributes');
    expect(taskRouter.requests.length).toBeLessThanOrEqual(2 * 2);
  });

  it('read the rules once, however many are handled at a time', async () => {
    const others = Array.from({ length: 20 }, (_, n) =>
      update({ level: 1, queues: [] }, { WorkerSid: `WK${String(n).padStart(32, '0')}` }),
    );
    expect(await handle(others)).toHaveLength(20);
    expect([reads, taskRouter.requests]).toEqual([1, []]);
  });

  it('what there is no time for is left to one resync', async () => {
    const handled = await handle([update({ level: 3 }), queueChanged(NOW), queueChanged(NOW)], NOW);
    expect(handled).toMatchObject([{ result: { did: 'requested-resync', answer: 'started', left: true } }]);
    expect(taskRouter.requests).toEqual([]);
    expect(quiet.logged).toContain('events.left');
  });

  it('one that fails stops no other', async () => {
    taskRouter.edit('{"level":3}');
    quiet.batch.store.editJobs = () => Promise.reject(new Error('Sync is down'));
    const handled = await handle([update({ level: 3 }), queueChanged(NOW)]);
    expect(handled).toEqual(
      expect.arrayContaining([
        { event: expect.objectContaining({ about: 'queue' }), error: expect.any(Error) },
        {
          event: expect.objectContaining({ about: 'worker' }),
          result: expect.objectContaining({ did: 'reconciled' }),
        },
      ]),
    );
  });
});

describe('a late event of a queue', () => {
  it('asks for nothing when a resync was verified since', async () => {
    expect(await handle([queueChanged(NOW - 3 * MINUTE_MS)])).toMatchObject([
      { result: { did: 'compared' } },
    ]);
    expect(await quiet.running()).toBeNull();
  });

  it.each([
    ['before the last verified resync, but only just', NOW - 90_000],
    ['after it', NOW - 50_000],
    ['at an unknown time', undefined],
  ])('asks for a resync where it happened %s', async (_when, TimestampMs) => {
    const event = { about: 'queue' as const, EventType: 'task-queue.created', TimestampMs };
    expect(await handle([event])).toMatchObject([{ result: { did: 'requested-resync' } }]);
  });
});
