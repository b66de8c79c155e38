import { beforeEach, describe, expect, it } from '@jest/globals';
import { ThrottledError } from '@queue-eligibility/batch';
import { queuesWith, refusal, WORKER_SID } from '@queue-eligibility/task-router/testing';
import {
  at,
  taskRouter,
  quiet,
  left,
  syncRequests,
  ports,
  have,
  hold,
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
  ASK,
} from '../test/event-scene';

describe('attributes that nothing of ours may touch', () => {
  // Regression: a fetched worker whose attributes were null was written as {"queues":[...]}.
  it.each([null, '', '  '])('%j: nothing is ever written, and a resync looks at it', async (attributes) => {
    taskRouter.eligible = new Set([ONE]);
    taskRouter.attributes = attributes;
    expect(await handle(update(attributes))).toEqual(LEFT);
    expect(await handleCold(update(IN_STEP))).toEqual(COMPARED);
    expect(taskRouter.written).toEqual([]);
    expect(left).toEqual([]);
  });

  const full = { level: 3, note: 'x'.repeat(4_070) };
  describe.each([
    ['no object', '["a"]', 'attributes_invalid'],
    ['no JSON', '{"level":', 'attributes_invalid'],
    ["somebody else's", '{"queues":["900","901"]}', 'queues_not_ours'],
    ["somebody else's list of numbers", '{"queues":[1]}', 'queues_not_ours'],
    ["somebody else's text", '{"queues":"sales"}', 'queues_not_ours'],
    ['too long', JSON.stringify(full), 'attributes_too_long'],
  ])('%s', (_what, attributes, code) => {
    beforeEach(() => {
      taskRouter.attributes = attributes;
      taskRouter.eligible = new Set([ONE, TWO]);
    });

    // Regressions: `queues: ["900","901"]` was overwritten; an agent whose attributes were full was noted nowhere.
    it('is left as it is, and noted where a person finds it', async () => {
      expect(await handle(current())).toEqual(refused(code));
      expect([taskRouter.written, taskRouter.attributes]).toEqual([[], attributes]);
      const message = expect.not.stringContaining('90');
      expect(left).toEqual([{ workerSid: WORKER_SID, code, message, at: at(0), eventSid: 'EV1' }]);
      expect(quiet.logged).toContain('worker.left');
    });

    it('is not tried again by each event, and not noted again', async () => {
      await handle(current());
      taskRouter.requests.length = 0;
      for (let i = 0; i < 5; i++) {
        quiet.advance(2_000);
        expect(await handle(current())).toEqual(COMPARED);
        expect(await handleCold(current())).toEqual(COMPARED);
      }
      expect(taskRouter.requests).toEqual([]);
      expect(syncRequests.filter((name) => name === 'leave')).toHaveLength(1);
    });

    it('is written once it is put right', async () => {
      await handle(current());
      quiet.advance(2_000);
      hold({ level: 3 });
      expect(await handle(current())).toEqual(CHANGED);
    });
  });

  it('is noted anew for another reason', async () => {
    taskRouter.attributes = '["a"]';
    await handle(current());
    quiet.advance(2_000);
    hold({ queues: 'x' });
    await handle(current());
    expect(left).toMatchObject([{ code: 'queues_not_ours' }]);
  });

  it('too long by a queue that is not sure: noted once, and asked about once by each event', async () => {
    have(queuesWith('1==1', 'level = 3'));
    taskRouter.eligible = new Set([ONE, TWO]);
    hold({ level: 3, queues: [ONE], note: 'x'.repeat(4_010) });
    expect(await handle(current())).toEqual(refused('attributes_too_long'));
    taskRouter.requests.length = 0;
    quiet.advance(2_000);
    await handle(current());
    expect(syncRequests.filter((name) => name === 'leave')).toHaveLength(1);
    expect(taskRouter.requests).toEqual([ASK]);
  });

  it('refused by TaskRouter: noted once, however often it is tried', async () => {
    taskRouter.eligible = new Set([ONE, TWO]);
    hold({ level: 3 });
    for (let i = 0; i < 3; i++) {
      taskRouter.updates.push(() => {
        throw refusal(400, 20001);
      });
      await handle(current());
      quiet.advance(2_000);
    }
    expect(left).toMatchObject([{ code: 'update_refused' }]);
    expect(syncRequests.filter((name) => name === 'leave')).toHaveLength(1);
  });

  it('that Sync can not note are left to a resync', async () => {
    ports.rulebook.leave = () => Promise.reject(new ThrottledError('noting left workers'));
    taskRouter.attributes = '["a"]';
    expect(await handle(current())).toEqual(LEFT);
    expect(quiet.logged).toEqual(expect.arrayContaining(['worker.left', 'event.left']));
  });
});
