import { describe, expect, it } from '@jest/globals';
import { RetryableError, ThrottledError } from '@queue-eligibility/batch';
import { WORKER_SID } from '@queue-eligibility/task-router/testing';
import {
  MINUTE_MS,
  at,
  taskRouter,
  quiet,
  left,
  syncRequests,
  ports,
  hold,
  carried,
  update,
  current,
  handle,
  handleCold,
  IN_STEP,
  COMPARED,
  CHANGED,
  LEFT,
  refused,
  ONE,
  TWO,
} from '../test/event-scene';

describe('a worker that something else changes again and again', () => {
  /** A tool toggles a skill `times` times, `everyMs`; each change is an event. */
  async function toggle(times: number, everyMs: number, handler = handle) {
    const results = [];
    for (let i = 0; i < times; i++) {
      const level = i % 2 ? 1 : 3;
      taskRouter.eligible = new Set(level > 2 ? [ONE, TWO] : [TWO]);
      hold({ level, queues: carried() });
      results.push(await handler({ ...current(), Sid: `EV${i}` }));
      quiet.advance(everyMs);
    }
    return results;
  }
  const RESTLESS = refused('changed_again_and_again');

  // Regression: a tool that toggles a skill was accused.
  it('is written six times in ten minutes, and then left with neutral words that name the event', async () => {
    const results = await toggle(9, 5_000);
    // What is left as it is can be right again.
    expect(results).toEqual([...Array<object>(6).fill(CHANGED), RESTLESS, COMPARED, RESTLESS]);
    expect(left).toMatchObject([{ workerSid: WORKER_SID, code: 'changed_again_and_again' }]);
    const [{ message = '', eventSid = '' } = {}] = left;
    expect(message).toContain(eventSid);
    expect(['EV6', 'EV8']).toContain(eventSid);
    expect(message).toContain('left to the next resync');
    expect(message).not.toMatch(/fight|undo|undid|contest|fault|wrong|revert|overw/i);
  });

  it('says nothing of one that is toggled now and then', async () => {
    const results = await toggle(20, 2 * MINUTE_MS);
    expect(results).toEqual(Array<object>(20).fill(CHANGED));
    expect(left).toEqual([]);
  });

  // Regression: one tool stamped a time into its copy of the attributes and undid ours, and was answered without end.
  it('is not written without end when a tool stamps a time into its copy and undoes ours', async () => {
    taskRouter.eligible = new Set([ONE, TWO]);
    for (let i = 0; i < 200; i++) {
      hold({ level: 3, stamp: i });
      await handle(current());
      quiet.advance(1_000);
    }
    expect(taskRouter.written).toHaveLength(6);
    expect(taskRouter.requests.length).toBeLessThanOrEqual(6 * 4);
  });

  it('is noted once, not by each event', async () => {
    await toggle(30, 2_000);
    expect(syncRequests.filter((name) => name === 'leave')).toHaveLength(1);
    expect(left).toMatchObject([{ at: at(12_000) }]);
  });

  it('is left by other containers, too', async () => {
    await toggle(7, 2_000);
    expect(await toggle(1, 2_000, handleCold)).toEqual([RESTLESS]);
  });

  it('is written again after ten minutes, though it was changed all the time', async () => {
    await toggle(9 * 30, 2_000);
    const before = taskRouter.written.length;
    expect(before).toBe(6);
    await toggle(2 * 30, 2_000);
    expect(taskRouter.written.length).toBeGreaterThan(before);
  });

  it('stops no other worker', async () => {
    await toggle(8, 2_000);
    taskRouter.eligible = new Set([ONE, TWO]);
    hold({ level: 3 });
    expect(await handle({ ...current(), WorkerSid: `WK${'2'.repeat(32)}` })).toEqual(CHANGED);
  });

  it('is still found in step when it is', async () => {
    await toggle(8, 2_000);
    expect(await handle(update(IN_STEP))).toEqual(COMPARED);
  });
});

describe('a TaskRouter that has no time', () => {
  it.each([
    ['throttled', () => new ThrottledError('asking')],
    ['unavailable', () => new RetryableError('unavailable', 'asking')],
  ])('%s: a resync is requested, once in five seconds a container', async (_what, error) => {
    hold({ level: 3 });
    const results = [];
    for (let i = 0; i < 11; i++) {
      taskRouter.answers.push(error());
      results.push(await handle(current()));
      quiet.advance(500);
    }
    const BEFORE = { ...LEFT, answer: 'asked-before' };
    expect(results).toEqual([LEFT, ...Array<object>(9).fill(BEFORE), { ...LEFT, answer: 'noted' }]);
    expect(taskRouter.written).toEqual([]);
    expect(await quiet.running()).toEqual({ startedBy: { type: 'event', name: 'EV1' }, isAgain: true });
  });

  it('asks again where the request itself failed', async () => {
    hold({ level: 3 });
    const real = quiet.batch.store;
    ports.batch = {
      ...quiet.batch,
      store: { ...real, editJobs: () => Promise.reject(new ThrottledError('x')) },
    };
    taskRouter.answers.push(new ThrottledError('asking'), new ThrottledError('asking'));
    await expect(handle(current())).rejects.toMatchObject({ code: 'throttled' });
    ports.batch = quiet.batch;
    expect(await handle(current())).toEqual(LEFT);
  });

  // In a storm Sync refuses some requests for a resync: one that is lost is missed until the next check.
  it('asks a Sync that refuses it once more, and then again, within the event', async () => {
    hold({ level: 3 });
    taskRouter.answers.push(new ThrottledError('asking'));
    const real = quiet.batch.store;
    let refusals = 2;
    const readJobs = () =>
      refusals-- > 0 ? Promise.reject(new ThrottledError('reading jobs')) : real.readJobs();
    ports.batch = { ...quiet.batch, store: { ...real, readJobs } };
    expect(await handle(current())).toEqual(LEFT);
    expect(await quiet.running()).not.toBeNull();
  });

  it('others that are always quicker, too', async () => {
    taskRouter.eligible = new Set([ONE, TWO]);
    hold({ level: 3 });
    for (let i = 0; i < 20; i++) taskRouter.updates.push((it) => it.edit(`{"level":3,"theirs":${i}}`));
    expect(await handle(current())).toEqual(LEFT);
  });
});
