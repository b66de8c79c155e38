import { beforeEach, describe, expect, it } from '@jest/globals';
import { ThrottledError } from '@queue-eligibility/batch';
import { queuesWith, queueSid } from '@queue-eligibility/task-router/testing';
import {
  NOW,
  MINUTE_MS,
  at,
  taskRouter,
  quiet,
  syncRequests,
  ports,
  have,
  hold,
  update,
  created,
  current,
  other,
  handle,
  handleCold,
  IN_STEP,
  COMPARED,
  ASK,
  FETCH,
  UPDATE,
} from '../test/event-scene';
import { endedResync } from '../test/quiet-batch';
import type { TaskRouterEvent } from './events';

describe('an event about a queue', () => {
  it('starts a resync; more of them make it look once more', async () => {
    expect(await handle(created)).toEqual({ did: 'requested-resync', answer: 'started' });
    for (let i = 0; i < 5; i++)
      expect(await handle(created)).toEqual({ did: 'requested-resync', answer: 'noted' });
    expect(await quiet.running()).toEqual({ startedBy: { type: 'event', name: 'EV2' }, isAgain: true });
    expect(taskRouter.requests).toEqual([]);
  });

  it('makes the container forget what it knew of the rules', async () => {
    await handle(update(IN_STEP));
    await handle(created);
    await handle(update(IN_STEP));
    expect(syncRequests).toEqual(['read', 'read']);
  });
});

// Regression: each event listed the queues, which are five requests where there are 5,000.
it('1,000 events with 5,000 queues: the requests of an event do not depend on the number of queues', async () => {
  have(queuesWith(...Array.from({ length: 5_000 }, (_, n) => `skills HAS "${n}"`)));
  const skills = ['0', '1', '4999'];
  const eligible = [1, 2, 5_000].map(queueSid);
  taskRouter.eligible = new Set(eligible);
  for (let i = 0; i < 1_000; i++) {
    const WorkerSid = `WK${String(i).padStart(32, '0')}`;
    hold(i % 2 ? { skills, queues: eligible } : { skills });
    taskRouter.requests.length = 0;
    await handle({ ...current(), WorkerSid });
    // The first write shows that an ETag changes with one.
    const write = i === 0 ? [FETCH, ASK, FETCH, UPDATE] : [FETCH, ASK, UPDATE];
    expect(taskRouter.requests).toEqual(i % 2 ? [] : write);
    quiet.advance(100);
  }
  expect(syncRequests).toHaveLength(100);
});

describe('the check when the last verified resync is too old', () => {
  beforeEach(() => quiet.end(endedResync(NOW - 20 * MINUTE_MS)));

  it('is started once, by whoever comes by next', async () => {
    have(taskRouter.queues, { verifiedAt: at(-21 * MINUTE_MS) });
    expect(await handle(update(IN_STEP))).toEqual(COMPARED);
    expect(await quiet.running()).toEqual({ startedBy: { type: 'check' }, isAgain: false });
    await handle(update(IN_STEP));
    await handleCold(other);
    expect(await quiet.running()).toMatchObject({ isAgain: false });
  });

  it('is started by an event that asks for nothing, also in a container that knows nothing yet', async () => {
    have(taskRouter.queues, { verifiedAt: at(-21 * MINUTE_MS) });
    expect(await handle(other)).toEqual({ did: 'nothing' });
    expect(await quiet.running()).not.toBeNull();
    expect(taskRouter.requests).toEqual([]);
  });

  it('is not started when there was a resync since, of which the container has not read', async () => {
    await handle(update(IN_STEP));
    quiet.advance(20 * MINUTE_MS);
    have(taskRouter.queues, { verifiedAt: at(19 * MINUTE_MS) });
    await handle(other);
    expect(await quiet.running()).toBeNull();
  });

  it('is started also where Sync gives no rulebook', async () => {
    ports.rulebook.read = () => Promise.reject(new ThrottledError('x'));
    await handle(other);
    expect(await quiet.running()).toMatchObject({ startedBy: { type: 'check' } });
  });

  it('names the queue whose change asked for a resync', async () => {
    have(taskRouter.queues, { verifiedAt: at(-21 * MINUTE_MS) });
    const TaskQueueSid = `WQ${'1'.repeat(32)}`;
    await handle({ ...created, TaskQueueSid } as TaskRouterEvent);
    const startedBy = { type: 'event', name: 'EV2', about: TaskQueueSid };
    expect(await quiet.running()).toEqual({ startedBy, isAgain: false });
  });

  it('is not started beside a resync that was requested', async () => {
    have(taskRouter.queues, { verifiedAt: at(-21 * MINUTE_MS) });
    expect(await handle(created)).toMatchObject({ answer: 'started' });
    await handle(other);
    expect(await quiet.running()).toEqual({ startedBy: { type: 'event', name: 'EV2' }, isAgain: false });
  });
});
