import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RetryableError, ThrottledError } from '@queue-eligibility/batch';
import { type LeftWorker, type Rulebook, hashOf } from '@queue-eligibility/eligibility';
import {
  aWorker,
  FakeTaskRouter,
  queuesWith,
  queueSid,
  refusal,
  WORKER_SID,
} from '@queue-eligibility/task-router/testing';
import { createQuietBatch, endedResync } from '../test/quiet-batch';
import { createEventMemory, handleEvent, type EventMemory, type EventPorts } from './event-handler';
import type { TaskRouterEvent } from './events';
import type { TaskQueue } from '@queue-eligibility/task-router';

const NOW = Date.parse('2026-01-05T09:00:00Z');
const MINUTE_MS = 60_000;
const at = (ms: number) => new Date(NOW + ms).toISOString();
const [ONE = '', TWO = '', THREE = ''] = [1, 2, 3].map(queueSid);
const [ASK, FETCH, UPDATE] = ['queuesOfWorker', 'fetchWorker', 'updateAttributes'];

let taskRouter: FakeTaskRouter;
let quiet: ReturnType<typeof createQuietBatch>;
let rulebook: Omit<Rulebook, 'left'> | null;
let left: LeftWorker[];
/** What was asked of Sync for the rulebook. */
let syncRequests: string[];
let memory: EventMemory;
let ports: EventPorts;
/** Every time something waited, ms: it passes at once. */
let pauses: number[];

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
function have(queues: TaskQueue[], changes: Partial<Rulebook> = {}): void {
  taskRouter.queues = queues;
  rulebook = { verifiedAt: at(-MINUTE_MS), queues, findings: new Map(), gone: [], ...changes };
}

/** The worker, as TaskRouter holds it. */
const hold = (attributes: object) => taskRouter.edit(JSON.stringify(attributes));
const carried = () => (JSON.parse(taskRouter.attributes ?? 'null') as { queues?: unknown } | null)?.queues;

const { friendlyName, activitySid, activityName } = aWorker();
const update = (attributes?: object | string | null): TaskRouterEvent & { about: 'worker' } => ({
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
const current = () => update(taskRouter.attributes);
const activity = (name: string) => ({
  ...{ ...current(), EventType: 'worker.activity.update', WorkerActivityName: name },
});
const created: TaskRouterEvent = { about: 'queue', EventType: 'task-queue.created', Sid: 'EV2' };
const other: TaskRouterEvent = { about: 'other', EventType: 'task.created' };
const handle = (event: TaskRouterEvent) => handleEvent(ports, memory, event);
/** Another container, which knows nothing yet. */
const handleCold = (event: TaskRouterEvent) => handleEvent(ports, createEventMemory(), event);

const IN_STEP = { level: 3, queues: [TWO, ONE] };
const COMPARED = { did: 'compared' };
const CHANGED = { did: 'reconciled', edit: { result: 'changed' } };
const UNCHANGED = { did: 'reconciled', edit: { result: 'unchanged' } };
const LEFT = { did: 'requested-resync', answer: 'started', left: true };
const refused = (code: string) => ({
  did: 'reconciled',
  edit: { result: 'refused', refusal: { code, message: expect.any(String) } },
});

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
    rulebook = null;
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
