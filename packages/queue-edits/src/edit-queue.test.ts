import type { TaskQueue } from '@queue-eligibility/task-router';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { editQueue, type EditPorts } from './edit-queue';
import type { QueueEdit } from './queue-edit';

const QUEUE: TaskQueue = { sid: 'WQ1', friendlyName: 'Sales', targetWorkers: 'a == 1' };
const REQUEST = { queueSid: 'WQ1', expected: 'a == 1', expression: 'a == 2', note: 'why', by: 'ada' };

let queue: TaskQueue | null;
let kept: QueueEdit[];
let logged: string[];
let ports: EditPorts;
const over = new AbortController();

beforeEach(() => {
  queue = QUEUE;
  kept = [];
  logged = [];
  ports = {
    queues: {
      fetchQueue: () => Promise.resolve(queue),
      updateExpression: (_sid, targetWorkers) => take(targetWorkers),
    },
    store: {
      add: (edit) => Promise.resolve(void kept.push(edit)),
      replace: (edit) => Promise.resolve(void (kept = kept.map((one) => (one.id === edit.id ? edit : one)))),
      remove: (id) => Promise.resolve(void (kept = kept.filter((one) => one.id !== id))),
      list: () => Promise.resolve(kept),
      trim: () => Promise.resolve(),
    },
    clock: { now: () => Date.parse('2026-01-05T09:00:00.000Z') },
    random: () => 0,
    log: (_level, event) => logged.push(event),
    signal: new AbortController().signal,
  };
});

const take = (targetWorkers: string): Promise<TaskQueue> =>
  Promise.resolve((queue = { ...QUEUE, targetWorkers }));

/** An error as the client throws it. */
const refused = (status: number) => Object.assign(new Error(`status ${status}`), { status });
const LOST = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

const updating = (update: (targetWorkers: string) => Promise<TaskQueue>): void => {
  ports.queues.updateExpression = (_sid, targetWorkers) => update(targetWorkers);
};

it('keeps the trace before it writes, and says afterwards that it is done', async () => {
  const states: string[] = [];
  updating((text) => {
    states.push(...kept.map(({ state }) => state));
    return take(text);
  });
  const edited = await editQueue(ports, REQUEST);
  expect(states).toEqual(['begun']);
  expect(kept).toEqual([
    {
      ...{ id: '20260105T090000000Z-000000', state: 'done', queueSid: 'WQ1', friendlyName: 'Sales' },
      ...{ by: 'ada', at: '2026-01-05T09:00:00.000Z', note: 'why', before: 'a == 1', after: 'a == 2' },
    },
  ]);
  expect(edited).toEqual({ edit: kept[0], targetWorkers: 'a == 2' });
  expect(logged).toEqual(['queue.edited']);
});

it('keeps the expression as TaskRouter took it: from that one it is put back', async () => {
  updating((text) => Promise.resolve((queue = { ...QUEUE, targetWorkers: text.replaceAll(' ', '') })));
  expect(await editQueue(ports, REQUEST)).toMatchObject({ edit: { after: 'a==2' }, targetWorkers: 'a==2' });
});

it('writes nothing once its invocation is over', async () => {
  over.abort();
  await expect(editQueue({ ...ports, signal: over.signal }, REQUEST)).rejects.toThrow();
  expect([queue, kept]).toEqual([QUEUE, []]);
});

it('makes way for an edit of the same queue that is under way, and not for one of long ago', async () => {
  const other = {
    ...REQUEST,
    ...{ id: 'other', state: 'begun', friendlyName: 'Sales', before: '', after: '' },
  };
  const begun = (at: string): QueueEdit => ({ ...other, state: 'begun', at });
  kept = [begun('2026-01-05T08:59:50.000Z')];
  await expect(editQueue(ports, REQUEST)).rejects.toMatchObject({ code: 'contended' });
  expect([queue, kept.length]).toEqual([QUEUE, 1]);
  kept = [begun('2026-01-05T08:59:40.000Z'), { ...begun('2026-01-05T08:59:59.000Z'), queueSid: 'WQ2' }];
  expect(await editQueue(ports, REQUEST)).not.toBeNull();
});

// Read at once, the queue could be of before the edit that the list said was done: both were made, and the first lost.
it('sees what an edit has written that was done while the list of edits was on its way', async () => {
  ports.store.list = async () => {
    await Promise.resolve();
    queue = { ...QUEUE, targetWorkers: 'theirs' };
    return kept;
  };
  await expect(editQueue(ports, REQUEST)).rejects.toMatchObject({ code: 'queue_changed' });
  expect([queue?.targetWorkers, kept]).toEqual(['theirs', []]);
});

describe('an update that fails', () => {
  it.each([
    ['of the expression', refused(400), 'expression_refused'],
    ['of a text that is too long', refused(413), 'expression_refused'],
    ['of too many requests', refused(429), 'throttled'],
    ['of our credentials', refused(403), 'not_authorised'],
  ])('because %s was not made, and leaves no trace', async (_what, error, code) => {
    updating(() => Promise.reject(error));
    await expect(editQueue(ports, REQUEST)).rejects.toMatchObject({ code });
    expect(kept).toEqual([]);
  });

  it('because the queue is gone leaves none either', async () => {
    updating(() => Promise.reject(refused(404)));
    expect(await editQueue(ports, REQUEST)).toBeNull();
    expect(kept).toEqual([]);
  });

  it.each([
    ['its answer is lost', LOST],
    ['TaskRouter has no time', refused(500)],
    ['nobody understands the answer', new Error('odd')],
  ])('because %s is looked at: what was taken is done, else the trace stays', async (_what, error) => {
    updating(() => Promise.reject(error));
    await expect(editQueue(ports, REQUEST)).rejects.toMatchObject({ code: 'edit_unheard' });
    expect(kept).toMatchObject([{ state: 'begun', before: 'a == 1', after: 'a == 2' }]);
    kept = [];
    updating((targetWorkers) => {
      queue = { ...QUEUE, targetWorkers };
      return Promise.reject(error);
    });
    expect(await editQueue(ports, REQUEST)).toMatchObject({ edit: { state: 'done' } });
  });
});

it('an edit that was made is answered, even when it can neither be read back nor noted', async () => {
  updating((text) => {
    ports.queues.fetchQueue = () => Promise.reject(LOST);
    ports.store.replace = () => Promise.reject(LOST);
    return take(text);
  });
  expect(await editQueue(ports, REQUEST)).toMatchObject({ targetWorkers: 'a == 2' });
  expect(kept).toMatchObject([{ state: 'begun' }]);
  expect(logged).toEqual(['queue.edited', 'queue.edit_not_noted']);
});
