import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  FakeTaskRouter,
  queuesWith,
  queueSid,
  refusal,
  WORKER_SID,
} from '@queue-eligibility/task-router/testing';
import type { KindPorts } from './kind-ports';
import type { QueuesForm } from './report';
import { hashOf, type Findings } from './rules';
import { workersKind } from './workers';

const [ONE = '', TWO = '', THREE = ''] = [1, 2, 3].map(queueSid);
const throttled = jest.fn();

let taskRouter: FakeTaskRouter;
let findings: Findings;
let gone: string[];
beforeEach(() => {
  taskRouter = new FakeTaskRouter();
  taskRouter.queues = queuesWith('level > 2', '1==1');
  taskRouter.eligible = new Set([ONE, TWO]);
  findings = new Map();
  gone = [];
  throttled.mockClear();
});

const kindOf = (form: QueuesForm = 'sids') => {
  const ports: KindPorts = {
    taskRouter: () => taskRouter,
    rulebook: {
      read: async () => ({ verifiedAt: null, queues: [], findings, gone, left: [] }),
      write: () => Promise.reject(new Error('only the resync writes')),
      leave: () => Promise.reject(new Error('events leave workers')),
      forgetLeft: () => Promise.reject(new Error('only the resync forgets')),
    },
    policy: { retries: 1, minBackoffMs: 0, maxBackoffMs: 1 },
    attribute: { name: 'queues', form },
    log: () => {},
    concurrency: 1,
  };
  return workersKind(ports);
};

async function perform(item: { replace?: boolean } = {}, form?: QueuesForm) {
  const kind = kindOf(form);
  const session = await kind.open({
    ...{ jobId: 'workers-1', pass: 1, state: {}, first: Promise.resolve([]), throttled, budget: () => {} },
    ...{ signal: new AbortController().signal, workUntilMs: Infinity, now: () => 0 },
    ...{ sleep: async () => {}, log: () => {} },
  });
  return session.perform(kind.itemSchema.parse({ workerSid: WORKER_SID, ...item }));
}
const hold = (attributes: object) => taskRouter.edit(JSON.stringify(attributes));

describe('a worker that somebody gave to be brought in step', () => {
  it("goes by TaskRouter's word and the rules' together", async () => {
    hold({ level: 3, queues: [TWO] });
    expect(await perform()).toEqual({ result: 'changed' });
    expect(taskRouter.written).toEqual([`{"level":3,"queues":["${ONE}","${TWO}"]}`]);
    expect(taskRouter.requests).toEqual([
      'listQueues',
      'fetchWorker',
      'queuesOfWorker',
      'fetchWorker',
      'updateAttributes',
    ]);
    expect(await perform()).toEqual({ result: 'unchanged' });
  });

  it('keeps what it carries where the two do not agree, and is tried again', async () => {
    hold({ level: 3, queues: [ONE, TWO] });
    taskRouter.eligible = new Set();
    expect(await perform()).toMatchObject({ result: 'failed', code: 'unsettled', retry: true });
    expect(taskRouter.written).toEqual([]);
  });

  it('goes by TaskRouter where our reading was found wrong', async () => {
    hold({ level: 3, queues: [TWO] });
    findings = new Map([[hashOf('level > 2'), 'distrusted']]);
    taskRouter.eligible = new Set([TWO]);
    expect(await perform()).toEqual({ result: 'unchanged' });
  });

  it('loses a queue that is gone', async () => {
    gone = [THREE];
    hold({ level: 3, queues: [ONE, TWO, THREE] });
    expect(await perform()).toEqual({ result: 'changed' });
    expect(taskRouter.written).toEqual([`{"level":3,"queues":["${ONE}","${TWO}"]}`]);
  });

  // A list of queues that lacks something shows nothing.
  it.each([
    ['empty', []],
    ['short', queuesWith('level > 2')],
  ])('loses nothing by a list of queues that is %s', async (_what, queues) => {
    taskRouter.queues = queues;
    hold({ level: 3, queues: [ONE, TWO] });
    expect(await perform()).toMatchObject({ code: 'unsettled', retry: true });
    expect(taskRouter.written).toEqual([]);
  });

  it('is not there', async () => {
    taskRouter.isGone = true;
    expect(await perform()).toMatchObject({ result: 'failed', code: 'worker_not_found', retry: false });
  });

  it.each<[string, string | null, string, boolean]>([
    ['did not come', null, 'attributes_unknown', true],
    ['are blank', '', 'attributes_unknown', true],
    ['are no object', '["a"]', 'attributes_invalid', false],
    ["hold somebody else's list", '{"queues":["900","901"]}', 'queues_not_ours', false],
    ['are full', JSON.stringify({ level: 3, note: 'x'.repeat(4_060) }), 'attributes_too_long', false],
  ])('is left as it is where its attributes %s', async (_what, attributes, code, retry) => {
    taskRouter.attributes = attributes;
    expect(await perform()).toMatchObject({ result: 'failed', code, retry });
    expect(taskRouter.written).toEqual([]);
  });

  it('tells the pace of a 429', async () => {
    hold({ level: 3 });
    taskRouter.updates.push(() => {
      throw refusal(429, 20429);
    });
    await expect(perform()).rejects.toMatchObject({ code: 'throttled' });
    expect(throttled).toHaveBeenCalledTimes(1);
  });
});

describe('what something else has put there', () => {
  it('is replaced when an admin says so, and nothing beside it', async () => {
    taskRouter.edit('{"level":3.0,"queues":["900","901"],"n":1e2}');
    expect(await perform({ replace: true })).toEqual({ result: 'changed' });
    expect(taskRouter.written).toEqual([`{"level":3.0,"queues":["${ONE}","${TWO}"],"n":1e2}`]);
  });

  it.each([null, '["a"]'])('is never replaced in attributes that are %s', async (attributes) => {
    taskRouter.attributes = attributes;
    expect(await perform({ replace: true })).toMatchObject({ result: 'failed' });
    expect(taskRouter.written).toEqual([]);
  });

  it('is not replaced by a list of which nobody knows whether it is whole', async () => {
    taskRouter.edit('{"level":3,"queues":["900"]}');
    taskRouter.eligible = new Set();
    expect(await perform({ replace: true })).toMatchObject({ code: 'unsettled', retry: true });
    expect(taskRouter.written).toEqual([]);
  });

  it('is no list of ours: asked to be replaced, that only is brought in step', async () => {
    hold({ level: 3, queues: [TWO, ONE, THREE] });
    expect(await perform({ replace: true })).toEqual({ result: 'unchanged' });
  });
});
