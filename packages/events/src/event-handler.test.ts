import { beforeEach, describe, expect, it } from '@jest/globals';
import { ThrottledError } from '@queue-eligibility/batch';
import { hashOf, type Rulebook } from '@queue-eligibility/eligibility';
import { queuesWith, queueSid } from '@queue-eligibility/task-router/testing';
import {
  taskRouter,
  quiet,
  syncRequests,
  memory,
  ports,
  have,
  hold,
  carried,
  update,
  current,
  activity,
  handle,
  handleCold,
  IN_STEP,
  COMPARED,
  CHANGED,
  UNCHANGED,
  LEFT,
  ONE,
  TWO,
  THREE,
  ASK,
  FETCH,
  UPDATE,
} from '../test/event-scene';
import { handleEvent } from './event-handler';

describe('a worker that carries what it should', () => {
  it('costs no request to TaskRouter: the echo of our own write', async () => {
    expect(await handle(update(IN_STEP))).toEqual(COMPARED);
    expect([taskRouter.requests, syncRequests]).toEqual([[], ['read']]);
  });

  it('goes by what the container knows, for a second', async () => {
    for (const passMs of [0, 999, 1, 500]) {
      quiet.advance(passMs);
      await handle(update(IN_STEP));
    }
    expect(syncRequests).toEqual(['read', 'read']);
  });

  it.each<[string, string, Partial<Rulebook>]>([
    ['undocumented', 'level = 3', {}],
    ['unparsable', 'level >', {}],
    ['distrusted', 'level > 1', { findings: new Map([[hashOf('level > 1'), 'distrusted']]) }],
    ['uncertain for this worker', 'level == "3"', {}],
  ])('costs one request where a rule is %s', async (_what, expression, changes) => {
    have(queuesWith('level > 2', '1==1', expression), changes);
    taskRouter.eligible = new Set([ONE, TWO, THREE]);
    expect(await handle(update({ level: 3, queues: [ONE, TWO, THREE] }))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual([ASK]);
  });

  it('costs none where an undocumented rule was proven', async () => {
    have(queuesWith('level = 3'), { findings: new Map([[hashOf('level = 3'), 'proven']]) });
    expect(await handle(update({ level: 3, queues: [ONE] }))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual([]);
  });

  it('keeps a queue that is in no list, and loses one that is gone', async () => {
    const stray = queueSid(9);
    expect(await handle(update({ level: 3, queues: [TWO, ONE, stray] }))).toEqual(COMPARED);
    quiet.advance(1_000);
    have(taskRouter.queues, { gone: [stray] });
    taskRouter.eligible = new Set([ONE, TWO]);
    hold({ level: 3, queues: [TWO, ONE, stray] });
    expect(await handle(current())).toEqual(CHANGED);
    expect(carried()).toEqual([ONE, TWO]);
  });
});

describe('a worker that is out of step', () => {
  beforeEach(() => {
    taskRouter.eligible = new Set([ONE, TWO]);
    hold({ level: 3 });
  });

  it('is reconciled, once TaskRouter has said the same; its echo costs nothing', async () => {
    expect(await handle(current())).toEqual(CHANGED);
    expect(carried()).toEqual([ONE, TWO]);
    expect(taskRouter.requests).toEqual([FETCH, ASK, FETCH, UPDATE]);
    taskRouter.requests.length = 0;
    expect(await handle(current())).toEqual(COMPARED);
    expect(await handleCold(current())).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual([]);
  });

  it('is decided on what was fetched, not on the event', async () => {
    hold({ level: 1 });
    taskRouter.eligible = new Set([TWO]);
    expect(await handle(update({ level: 3 }))).toEqual(CHANGED);
    expect(taskRouter.written).toEqual([`{"level":1,"queues":["${TWO}"]}`]);
  });

  it('loses no edit that is made meanwhile', async () => {
    taskRouter.updates.push((it) => it.edit('{"level":3,"theirs":true}'));
    expect(await handle(current())).toEqual(CHANGED);
    expect(JSON.parse(taskRouter.attributes ?? '')).toEqual({ level: 3, theirs: true, queues: [ONE, TWO] });
  });

  it('gets what is known where TaskRouter names a queue that is newer than the rules, and a resync', async () => {
    taskRouter.eligible = new Set([ONE, TWO, THREE]);
    expect(await handle(current())).toEqual(LEFT);
    expect(carried()).toEqual([ONE, TWO]);
  });

  it.each([
    ['an event without attributes', undefined],
    ['a stale event', { level: 1, queues: [] }],
  ])('%s: looks at the worker itself, and writes nothing when it is in step', async (_what, attributes) => {
    hold(IN_STEP);
    expect(await handle(update(attributes))).toEqual(UNCHANGED);
    expect(taskRouter.requests).toEqual([FETCH, ASK]);
  });

  it('is gone by now', async () => {
    taskRouter.isGone = true;
    expect(await handle(current())).toEqual({ did: 'reconciled', edit: { result: 'unchanged', gone: true } });
  });

  it('is not written after the invocation is over', async () => {
    const stop = new AbortController();
    taskRouter.beforeFetch = () => stop.abort();
    await expect(handleEvent(ports, memory, current(), stop.signal)).rejects.toThrow();
    expect(taskRouter.written).toEqual([]);
    expect(await quiet.running()).toBeNull();
  });

  it('is left without a mark after the invocation is over: nobody is listening any more', async () => {
    const stop = new AbortController();
    taskRouter.beforeFetch = () => stop.abort();
    taskRouter.answers.push(new ThrottledError('asking'));
    await expect(handleEvent(ports, memory, current(), stop.signal)).rejects.toThrow();
    expect(await quiet.running()).toBeNull();
  });

  // Regression: an answer without a body, or one of HTML, makes the client throw; the event was lost without a mark.
  it('is left to a resync by an error that nobody knows', async () => {
    taskRouter.answers.push(new TypeError('Cannot read properties of undefined'));
    expect(await handle(current())).toEqual(LEFT);
    expect(taskRouter.written).toEqual([]);
    expect(quiet.logged).toContain('event.left');
  });

  // Regression: with an ETag that never changes, an edit made while TaskRouter was asked was overwritten.
  it('is looked at again right before the first write: its ETag may say nothing', async () => {
    taskRouter.etagOf = () => '"1"';
    hold({ level: 3 });
    let isEdited = false;
    taskRouter.beforeFetch = (time) => {
      if (time !== 2) return;
      isEdited = true;
      hold({ level: 3, edited: true });
    };
    expect(await handle(current())).toEqual(CHANGED);
    expect([isEdited, JSON.parse(taskRouter.attributes ?? '')]).toEqual([
      true,
      { level: 3, edited: true, queues: [ONE, TWO] },
    ]);
  });

  // Regression: a weak ETag never matches where it is compared strictly, and the worker was never written.
  it('with a weak ETag is written where that is compared strictly', async () => {
    taskRouter.etagOf = (version) => `W/"${version}"`;
    expect(await handle(current())).toEqual(CHANGED);
  });
});

// Regression: rules that depend on activity went stale at worker.activity.update.
describe('an event about activity', () => {
  it('costs nothing where no rule mentions activity, whatever else is open', async () => {
    have(queuesWith('level > 2', 'level = 3', 'level >'));
    hold({ level: 3, queues: [] });
    expect(await handle(activity('Offline'))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual([]);
  });

  it('brings the worker in step with a rule on activity', async () => {
    have(queuesWith('activity_name == "Available"', '1==1'));
    hold({ queues: [ONE, TWO] });
    expect(await handle(activity('Available'))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual([]);
    taskRouter.activityName = 'Offline';
    taskRouter.eligible = new Set([TWO]);
    expect(await handle(activity('Offline'))).toEqual(CHANGED);
    expect(carried()).toEqual([TWO]);
  });

  it.each([
    ['activity_name = "Available"', [ASK]],
    ['activity_name ~ "Available"', [ASK]],
    ['level = 3', []],
  ])('asks once where %s is not sure', async (expression, requests) => {
    have(queuesWith(expression, 'activity_name != "x"'));
    hold({ level: 3, queues: [ONE, TWO] });
    taskRouter.eligible = new Set([ONE, TWO]);
    expect(await handle(activity('Available'))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual(requests);
  });
});

describe('a worker that was just created', () => {
  it('is asked about where a rule is not sure, whatever that depends on', async () => {
    have(queuesWith('1=1'));
    taskRouter.eligible = new Set([ONE]);
    // Made as a copy of another one.
    hold({ queues: [] });
    expect(await handle({ ...current(), EventType: 'worker.created' })).toEqual(CHANGED);
    expect(carried()).toEqual([ONE]);
  });
});
