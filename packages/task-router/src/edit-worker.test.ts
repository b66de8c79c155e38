import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FakeTaskRouter, lost, refusal, WORKER_SID } from '../test/fake-task-router';
import type { Attributes } from './attributes';
import { editWorker, type Edit, type EditOptions } from './edit-worker';

const log = jest.fn<EditOptions['log']>();
const POLICY = { retries: 2, minBackoffMs: 0, maxBackoffMs: 1 };

let taskRouter: FakeTaskRouter;
beforeEach(() => {
  taskRouter = new FakeTaskRouter();
});

/** The edit of these tests: `{"n":1}` and whatever somebody else wrote beside it. */
const decide = (_worker: unknown, { value }: Attributes): Edit =>
  value['n'] === 1 ? { write: null } : { write: JSON.stringify({ ...value, n: 1 }) };
/** The same, after a request: without an ETag somebody may have been quicker. */
const decideSlowly = async (worker: unknown, attributes: Attributes): Promise<Edit> =>
  decide(worker, attributes);

const edit = (options: Partial<EditOptions> = {}, how: Parameters<typeof editWorker>[2] = decide) =>
  editWorker({ taskRouter, policy: POLICY, log, ...options }, WORKER_SID, how);

const [FETCH, UPDATE] = ['fetchWorker', 'updateAttributes'];

describe('a write', () => {
  it('costs a fetch and an update', async () => {
    expect(await edit()).toEqual({ result: 'changed' });
    expect(taskRouter.requests).toEqual([FETCH, UPDATE]);
    expect(taskRouter.written).toEqual(['{"n":1}']);
  });

  it('is not made when nothing differs', async () => {
    taskRouter.attributes = '{"n":1}';
    expect(await edit()).toEqual({ result: 'unchanged' });
    expect(taskRouter.requests).toEqual([FETCH]);
  });

  it.each([true, false])('loses no edit made at the same time (ETags: %s)', async (etags) => {
    taskRouter.etags = etags;
    taskRouter.beforeFetch = (time) => time === 2 && taskRouter.edit('{"theirs":true}');
    if (etags) taskRouter.updates.push((it) => it.edit('{"theirs":true}'));
    expect(await edit({}, decideSlowly)).toEqual({ result: 'changed' });
    expect(taskRouter.written).toEqual(['{"theirs":true,"n":1}']);
  });

  it('starts again from the fetch after each conflict', async () => {
    for (let i = 0; i < 3; i++) taskRouter.updates.push((it) => it.edit(`{"theirs":${i}}`));
    expect(await edit()).toEqual({ result: 'changed' });
    expect(taskRouter.requests).toEqual([FETCH, UPDATE, FETCH, UPDATE, FETCH, UPDATE, FETCH, UPDATE]);
    expect(taskRouter.written).toEqual(['{"theirs":2,"n":1}']);
  });

  it.each([true, false])('gives up a worker that others keep changing (ETags: %s)', async (etags) => {
    taskRouter.etags = etags;
    taskRouter.beforeFetch = (time) => taskRouter.edit(`{"theirs":${time}}`);
    for (let i = 0; i < 20; i++) taskRouter.updates.push((it) => it.edit(`{"theirs":"again ${i}"}`));
    await expect(edit({}, decideSlowly)).rejects.toMatchObject({ code: 'contended' });
    expect(taskRouter.written).toEqual([]);
    expect(taskRouter.requests.length).toBeLessThanOrEqual(14);
  });
});

describe('without an ETag', () => {
  beforeEach(() => {
    taskRouter.etags = false;
  });

  it('says loudly that writes are unguarded, once a container', async () => {
    await jest.isolateModulesAsync(async () => {
      const cold = await import('./edit-worker');
      log.mockClear();
      for (let i = 0; i < 3; i++) {
        taskRouter.edit('{}');
        await cold.editWorker({ taskRouter, policy: POLICY, log }, WORKER_SID, decide);
      }
    });
    const message = expect.stringContaining('can be lost');
    expect(log.mock.calls).toEqual([['error', 'writes.unguarded', { message }]]);
  });

  it('takes a second look when deciding took a request, and none when it did not', async () => {
    await edit({}, decideSlowly);
    expect(taskRouter.requests).toEqual([FETCH, FETCH, UPDATE]);
    taskRouter.requests.length = 0;
    taskRouter.edit('{}');
    await edit();
    expect(taskRouter.requests).toEqual([FETCH, UPDATE]);
  });

  it('finds at the second look that the worker is gone', async () => {
    taskRouter.beforeFetch = (time) => {
      if (time === 2) taskRouter.isGone = true;
    };
    expect(await edit({}, decideSlowly)).toEqual({ result: 'unchanged', gone: true });
    expect(taskRouter.requests).not.toContain(UPDATE);
  });
});

describe('an answer that never came', () => {
  it.each([
    ['a reset connection', lost()],
    ['a time-out', lost('ECONNABORTED')],
    ['503', refusal(503)],
  ])('%s, after the write took effect: changed, and not written twice', async (_what, error) => {
    taskRouter.updates.push((it) => {
      it.take('{"n":1}');
      throw error;
    });
    expect(await edit()).toEqual({ result: 'changed' });
    expect(taskRouter.requests).toEqual([FETCH, UPDATE, FETCH]);
    expect(taskRouter.written).toHaveLength(1);
  });

  it('is no licence to undo what somebody wrote since', async () => {
    taskRouter.updates.push((it) => {
      it.take('{"n":1}');
      it.edit('{"theirs":true}');
      throw lost();
    });
    expect(await edit()).toEqual({ result: 'changed' });
    expect(taskRouter.attributes).toBe('{"theirs":true,"n":1}');
  });

  it.each([
    ['503', () => refusal(503), 'unavailable'],
    ['ECONNRESET', () => lost(), 'unavailable'],
    ['429', () => refusal(429, 20429), 'throttled'],
  ])('%s: given up after the repetitions of the policy', async (_what, error, code) => {
    for (let i = 0; i < 10; i++) {
      taskRouter.updates.push(() => {
        throw error();
      });
    }
    await expect(edit()).rejects.toMatchObject({ code });
    expect(taskRouter.requests.filter((name) => name === UPDATE)).toHaveLength(1 + POLICY.retries);
  });
});

describe('429', () => {
  it('is told, and left to whoever keeps the pace', async () => {
    const onThrottled = jest.fn();
    taskRouter.updates.push(() => {
      throw refusal(429, 20429);
    });
    await expect(edit({ onThrottled })).rejects.toMatchObject({ code: 'throttled' });
    expect(onThrottled).toHaveBeenCalledTimes(1);
    expect(taskRouter.written).toEqual([]);
  });

  describe('and tried again', () => {
    const refuseOnce = async (how: typeof decideSlowly | typeof decide = decide) => {
      taskRouter.updates.push(() => {
        throw refusal(429, 20429);
      });
      await expect(edit({ onThrottled: () => {} }, how)).rejects.toMatchObject({ code: 'throttled' });
    };
    /** An ETag was seen to change with a write. */
    const beGuarded = async () => {
      await edit();
      taskRouter.edit('{"n":0}');
      taskRouter.requests.length = 0;
    };

    it('takes no other fetch', async () => {
      await beGuarded();
      await refuseOnce();
      expect(await edit()).toEqual({ result: 'changed' });
      expect(taskRouter.requests).toEqual([FETCH, UPDATE, UPDATE]);
      taskRouter.edit('{"n":0}');
      await edit();
      expect(taskRouter.requests.slice(3)).toEqual([FETCH, UPDATE]);
    });

    it('keeps what somebody wrote meanwhile', async () => {
      await beGuarded();
      await refuseOnce();
      taskRouter.edit('{"theirs":true}');
      taskRouter.updates.push(() => {
        throw refusal(412);
      });
      expect(await edit()).toEqual({ result: 'changed' });
      expect(taskRouter.requests).toEqual([FETCH, UPDATE, UPDATE, FETCH, UPDATE]);
      expect(taskRouter.written.at(-1)).toBe('{"theirs":true,"n":1}');
    });

    // It once compared what TaskRouter answered now with what the worker had carried before.
    it('fetches where what is decided depends on more than the worker', async () => {
      await beGuarded();
      await refuseOnce(decideSlowly);
      taskRouter.edit('{"n":1}');
      expect(await edit({}, decideSlowly)).toEqual({ result: 'unchanged' });
      expect(taskRouter.requests).toEqual([FETCH, UPDATE, FETCH]);
    });

    it('fetches before it says that there is nothing to write', async () => {
      await beGuarded();
      await refuseOnce();
      taskRouter.edit('{"theirs":true}');
      expect(await edit({}, () => ({ write: null }))).toEqual({ result: 'unchanged' });
      expect(taskRouter.requests).toEqual([FETCH, UPDATE, FETCH]);
    });

    it.each([true, false])('fetches where nothing guards the write (ETags: %s)', async (etags) => {
      taskRouter.etags = etags;
      await refuseOnce();
      expect(await edit()).toEqual({ result: 'changed' });
      expect(taskRouter.requests).toEqual([FETCH, UPDATE, FETCH, UPDATE]);
    });
  });

  it('where nobody does: the edit starts again from the fetch', async () => {
    taskRouter.updates.push((it) => {
      it.edit('{"theirs":true}');
      throw refusal(429, 20429);
    });
    expect(await edit()).toEqual({ result: 'changed' });
    expect(taskRouter.written).toEqual(['{"theirs":true,"n":1}']);
  });
});

describe('a worker that can not be edited', () => {
  it('is gone before the fetch', async () => {
    taskRouter.isGone = true;
    expect(await edit()).toEqual({ result: 'unchanged', gone: true });
  });

  it('is gone before the write', async () => {
    taskRouter.updates.push((it) => {
      it.isGone = true;
    });
    expect(await edit()).toEqual({ result: 'unchanged', gone: true });
  });

  it.each(['[1]', 'null', '{"a":', 'x'])('has attributes that are no object: %s', async (attributes) => {
    taskRouter.attributes = attributes;
    expect(await edit()).toMatchObject({ result: 'refused', refusal: { code: 'attributes_invalid' } });
    expect(taskRouter.requests).toEqual([FETCH]);
  });

  // Regression: a fetched worker whose attributes were null was written as {"queues":[...]}.
  it.each([null, '', ' \n'])('has attributes that did not come: %j', async (attributes) => {
    taskRouter.attributes = attributes;
    expect(await edit()).toMatchObject({ result: 'refused', refusal: { code: 'attributes_unknown' } });
    expect(taskRouter.requests).toEqual([FETCH]);
  });

  it('has attributes that do not come at the second look', async () => {
    taskRouter.etags = false;
    taskRouter.beforeFetch = (time) => {
      if (time > 1) taskRouter.attributes = null;
    };
    expect(await edit({}, decideSlowly)).toMatchObject({ refusal: { code: 'attributes_unknown' } });
    expect(taskRouter.requests).not.toContain(UPDATE);
  });

  it('would have attributes that are too long: both sizes are named', async () => {
    taskRouter.attributes = JSON.stringify({ x: 'x'.repeat(4_085) });
    const result = await edit();
    expect(result).toMatchObject({ result: 'refused', refusal: { code: 'attributes_too_long' } });
    expect(JSON.stringify(result)).toMatch(/are 4093 characters and would be 4099.*takes 4096/);
    expect(taskRouter.requests).toEqual([FETCH]);
  });

  it('may have exactly 4,096 characters', async () => {
    taskRouter.attributes = JSON.stringify({ x: 'x'.repeat(4_082) });
    expect(await edit()).toEqual({ result: 'changed' });
    expect(taskRouter.attributes).toHaveLength(4_096);
  });

  it('is refused by whoever decides', async () => {
    const refusalOf = { code: 'update_refused', message: 'not this one' };
    expect(await edit({}, () => ({ refuse: refusalOf }))).toEqual({ result: 'refused', refusal: refusalOf });
  });

  it('is refused by TaskRouter: with its code, and without an attribute value', async () => {
    taskRouter.attributes = '{"secret":"s3cret"}';
    taskRouter.updates.push(() => {
      throw refusal(400, 20001);
    });
    const result = await edit();
    expect(result).toMatchObject({ result: 'refused', refusal: { code: 'update_refused' } });
    expect(JSON.stringify(result)).toMatch(/400.*20001/);
    expect(JSON.stringify(result)).not.toContain('s3cret');
  });

  it.each([401, 403])('%i is no fault of the worker: our credentials are refused', async (status) => {
    taskRouter.updates.push(() => {
      throw refusal(status);
    });
    await expect(edit()).rejects.toMatchObject({ code: 'not_authorised' });
  });
});

describe('a failed read', () => {
  it('never leads to a write', async () => {
    taskRouter.beforeFetch = () => {
      throw refusal(503);
    };
    await expect(edit()).rejects.toMatchObject({ status: 503 });
    await expect(
      edit({ taskRouter: new FakeTaskRouter() }, () => Promise.reject(refusal(503))),
    ).rejects.toMatchObject({ status: 503 });
    expect(taskRouter.requests).toEqual([FETCH]);
  });
});

describe('after the invocation is over', () => {
  it('nothing is written, wherever the edit was', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(edit({ signal: stop.signal })).rejects.toThrow();
    expect(taskRouter.requests).not.toContain(UPDATE);
  });

  it('nothing is written again after a conflict or a pause', async () => {
    for (const error of [refusal(412), refusal(429), lost()]) {
      const stop = new AbortController();
      taskRouter = new FakeTaskRouter();
      taskRouter.updates.push(() => {
        stop.abort();
        throw error;
      });
      await expect(edit({ signal: stop.signal })).rejects.toThrow();
      expect(taskRouter.requests.filter((name) => name === UPDATE)).toHaveLength(1);
      expect(taskRouter.written).toEqual([]);
    }
  });
});
