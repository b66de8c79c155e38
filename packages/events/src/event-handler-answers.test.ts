import { beforeEach, describe, expect, it } from '@jest/globals';
import { RetryableError, ThrottledError } from '@queue-eligibility/batch';
import { queuesWith } from '@queue-eligibility/task-router/testing';
import {
  taskRouter,
  quiet,
  ports,
  pauses,
  have,
  haveNoRulebook,
  hold,
  carried,
  update,
  current,
  handle,
  IN_STEP,
  COMPARED,
  CHANGED,
  UNCHANGED,
  LEFT,
  refused,
  ONE,
  TWO,
  THREE,
  ASK,
  FETCH,
  UPDATE,
} from '../test/event-scene';

describe("what TaskRouter answers against the rules' sure word", () => {
  // Regression: `TaskQueues?WorkerSid=` answered 200 with nothing in it, and the list was emptied.
  it.each([
    ['empty', []],
    ['short', [ONE]],
  ])('an %s answer empties no list, and a resync looks at it', async (_what, answer) => {
    const attributes = { level: 3, queues: [TWO] };
    hold(attributes);
    taskRouter.eligible = new Set(answer);
    expect(await handle(current())).toEqual(LEFT);
    expect(carried()).toEqual(answer.length === 0 ? [TWO] : [ONE, TWO]);
    expect(pauses).toContain(700);
  });

  it('an answer that is short only once is asked for again: all is written', async () => {
    hold({ level: 3 });
    taskRouter.answers.push([]);
    taskRouter.eligible = new Set([ONE, TWO]);
    expect(await handle(current())).toEqual(CHANGED);
    expect(carried()).toEqual([ONE, TWO]);
    expect(taskRouter.requests).toEqual([FETCH, ASK, ASK, FETCH, UPDATE]);
  });

  it('a queue more than the rules say is not given', async () => {
    hold({ level: 1, queues: [] });
    taskRouter.eligible = new Set([ONE, TWO]);
    expect(await handle(current())).toEqual(LEFT);
    expect(carried()).toEqual([TWO]);
  });

  it('a contradiction that stays is no write at all', async () => {
    hold({ level: 1, queues: [ONE, TWO] });
    taskRouter.eligible = new Set([ONE, TWO]);
    expect(await handle(current())).toEqual(LEFT);
    expect(taskRouter.written).toEqual([]);
  });
});

describe('what TaskRouter answers where no reading is sure', () => {
  beforeEach(() => have(queuesWith('level > 2', '1==1', 'level = 3')));

  it('is believed when it is said twice', async () => {
    hold({ level: 3, queues: [ONE, TWO] });
    taskRouter.eligible = new Set([ONE, TWO, THREE]);
    expect(await handle(current())).toEqual(CHANGED);
    expect(carried()).toEqual([ONE, TWO, THREE]);
    expect(taskRouter.requests.filter((name) => name === ASK).length).toBeGreaterThanOrEqual(2);
  });

  it('is not believed when it is said once: the worker keeps what it carries, and a resync looks at it', async () => {
    hold({ level: 1, queues: [ONE, TWO] });
    // The first queue, which is sure, makes it ask again; only then the third is named.
    taskRouter.answers.push([ONE, TWO], [TWO, THREE]);
    expect(await handle(current())).toEqual(LEFT);
    expect(carried()).toEqual([TWO]);
  });

  // TaskRouter's answers come from more than one machine: the second one may be the late one.
  it('is open when the first answer names the queue and the second does not', async () => {
    hold({ level: 3, queues: [] });
    taskRouter.answers.push([ONE, TWO, THREE]);
    taskRouter.eligible = new Set([ONE, TWO]);
    expect(await handle(current())).toEqual(LEFT);
    expect(carried()).toEqual([ONE, TWO]);
  });

  // Regression of the empty 200: a queue that is not sure went with it.
  it('is not believed of what it leaves out when it leaves out what is sure', async () => {
    hold({ level: 3, queues: [ONE, TWO, THREE] });
    taskRouter.eligible = new Set();
    expect(await handle(current())).toEqual(LEFT);
    expect(carried()).toEqual([ONE, TWO, THREE]);
  });
});

describe('without a rulebook', () => {
  beforeEach(() => {
    haveNoRulebook();
    taskRouter.eligible = new Set([ONE, TWO]);
  });

  it.each<[string, () => void]>([
    ['when there never was a resync, which is not started', () => {}],
    ['when its queues are lost', () => have([], { queues: null })],
  ])('a worker in step costs one request %s', async (_what, arrange) => {
    arrange();
    expect(await handle(update(IN_STEP))).toEqual(COMPARED);
    expect(taskRouter.requests).toEqual([ASK]);
    expect(await quiet.running()).toBeNull();
  });

  // Regression: Sync's limits, 20 reads a second of an object, made events fail before TaskRouter was asked.
  it.each([
    ['has no time', () => new ThrottledError('reading the rulebook')],
    ['fails', () => new RetryableError('unavailable', 'reading the rulebook')],
    ['does what nobody knows', () => new Error('no idea')],
  ])("goes by TaskRouter's answer alone where Sync %s", async (_what, error) => {
    ports.rulebook.read = () => Promise.reject(error());
    hold({ level: 3 });
    expect(await handle(current())).toEqual(CHANGED);
    expect(carried()).toEqual([ONE, TWO]);
    expect(quiet.logged).toContain('rulebook.unread');
  });

  it('writes what TaskRouter has said twice, and asks no more than that', async () => {
    hold({ level: 3, queues: [THREE] });
    expect(await handle(current())).toEqual(CHANGED);
    expect(carried()).toEqual([ONE, TWO]);
    expect(taskRouter.requests).toEqual([ASK, FETCH, ASK, FETCH, UPDATE]);
  });

  it('believes nothing that is said once: no answer, however short, empties a list', async () => {
    hold(IN_STEP);
    taskRouter.answers.push([]);
    const result = await handle(current());
    expect(taskRouter.written).toEqual([]);
    expect([UNCHANGED, LEFT]).toContainEqual(result);
  });

  it('asks anew where somebody changed the worker meanwhile', async () => {
    hold({ level: 3, queues: [] });
    taskRouter.updates.push((it) => {
      it.edit('{"level":1,"queues":[]}');
      it.eligible = new Set([TWO]);
    });
    expect(await handle(current())).toEqual(CHANGED);
    expect(taskRouter.written).toEqual([`{"level":1,"queues":["${TWO}"]}`]);
  });

  it('sees also what a worker carries of which the event knows nothing', async () => {
    hold({ level: 3, queues: [ONE, TWO, THREE] });
    const result = await handle(update());
    if (carried()?.toString() !== `${ONE},${TWO}`) expect(result).toEqual(LEFT);
  });

  it('leaves codes to a resync: they mean nothing without the list of queues', async () => {
    ports.attribute = { name: 'queues', form: 'codes' };
    hold({ level: 3, queues: ['abcdef'] });
    expect(await handle(current())).toEqual(LEFT);
    expect(taskRouter.requests).toEqual([]);
  });

  it('leaves alone what somebody else put there', async () => {
    hold({ queues: ['900', '901'] });
    expect(await handle(current())).toEqual(refused('queues_not_ours'));
    expect(taskRouter.written).toEqual([]);
  });
});
