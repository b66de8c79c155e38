import { beforeEach, describe, expect, it } from '@jest/globals';
import { aWorker, FakeTaskRouter, queuesWith, queueSid } from '../test/fake-task-router';
import { buildRules } from './rules';
import { Survey } from './survey';
import type { Worker } from './task-router';

const sid = (n: number): string => `WK${String(n).padStart(32, '0')}`;
const worker = (n: number, attributes: object | string | null): Worker =>
  aWorker({
    sid: sid(n),
    attributes: typeof attributes === 'object' && attributes ? JSON.stringify(attributes) : attributes,
  });

let taskRouter: FakeTaskRouter;
beforeEach(() => {
  taskRouter = new FakeTaskRouter();
});

async function open(expressions: string[], counts?: Map<string, number>): Promise<Survey> {
  const survey = new Survey(taskRouter, buildRules(queuesWith(...expressions), new Map()), counts);
  await survey.prepare();
  return survey;
}

describe('a survey', () => {
  it('finds who is out of step, without a request', async () => {
    const survey = await open(['a == 1', '1==1']);
    const both = [1, 2].map(queueSid);
    const found = await survey.look([
      worker(1, { a: 1, queues: both }),
      worker(2, { a: 1, queues: [...both].reverse() }),
      worker(3, { a: 1, queues: [queueSid(1)] }),
      worker(4, { a: 2 }),
    ]);
    expect(found).toEqual({ items: [{ w: sid(3) }, { w: sid(4) }], failures: [], inStep: 2 });
    expect(taskRouter.requests).toEqual([]);
  });

  it('counts who is eligible, whatever they carry, on top of the pages before', async () => {
    const survey = await open(['a == 1', 'a == 2', ''], new Map([[queueSid(1), 10]]));
    await survey.look([worker(1, { a: 1 }), worker(2, { a: 1, queues: [queueSid(1)] }), worker(3, { a: 2 })]);
    expect([...survey.counts]).toEqual([
      [queueSid(1), 12],
      [queueSid(2), 1],
      [queueSid(3), 0],
    ]);
  });

  it('counts a page that comes twice once', async () => {
    const survey = await open(['1==1']);
    const page = [worker(1, {}), worker(2, {})];
    expect((await survey.look(page)).items).toHaveLength(2);
    expect(await survey.look(page)).toEqual({ items: [], failures: [], inStep: 0 });
    expect(survey.counts.get(queueSid(1))).toBe(2);
  });

  it('leaves a worker that the list says nothing of to its fetch', async () => {
    const survey = await open(['1==1']);
    expect((await survey.look([worker(1, null)])).items).toEqual([{ w: sid(1), unlisted: true }]);
    expect(survey.counts.get(queueSid(1))).toBe(0);
  });

  it('records who can not be helped, and goes on', async () => {
    const survey = await open(['1==1']);
    const long = { x: 'x'.repeat(4_080) };
    const found = await survey.look([worker(1, 'not JSON'), worker(2, long), worker(3, {})]);
    expect(found.failures).toEqual([
      expect.objectContaining({ key: sid(1), code: 'attributes_invalid', attempts: 1 }),
      expect.objectContaining({ key: sid(2), code: 'attributes_too_long', attempts: 1 }),
    ]);
    expect(found.items).toEqual([{ w: sid(3) }]);
    // It is eligible, even if that can't be written down.
    expect(survey.counts.get(queueSid(1))).toBe(2);
  });
});

describe('queues that only TaskRouter can tell', () => {
  it('are asked about once, for all workers', async () => {
    taskRouter.members.set(queueSid(2), new Set([sid(1)]));
    const survey = await open(['1==1', 'a >']);
    const found = await survey.look([worker(1, { a: 1 }), worker(2, { a: 2, queues: [queueSid(1)] })]);
    expect(taskRouter.requests).toEqual([`workersOfQueue ${queueSid(2)}`]);
    expect(found).toMatchObject({
      items: [{ w: sid(1), q: [1], f: expect.any(String) as unknown }],
      inStep: 1,
    });
    expect([...survey.asked]).toEqual([queueSid(2)]);
    expect(survey.counts.get(queueSid(2))).toBe(1);
  });

  it('are asked about when the first worker shows that they are', async () => {
    taskRouter.members.set(queueSid(1), new Set([sid(2)]));
    const survey = await open(['level == "3"']);
    expect(taskRouter.requests).toEqual([]);
    const found = await survey.look([
      worker(1, { level: 'x' }),
      worker(2, { level: 3 }),
      worker(3, { level: 3 }),
    ]);
    expect(taskRouter.requests).toEqual([`workersOfQueue ${queueSid(1)}`]);
    expect(found.items.map(({ w, q }) => [w, q])).toEqual([
      [sid(1), undefined],
      [sid(2), [0]],
      [sid(3), []],
    ]);
    expect(survey.counts.get(queueSid(1))).toBe(1);
  });

  it('match nobody when they are gone', async () => {
    const survey = await open(['a >']);
    expect((await survey.look([worker(1, { queues: [] })])).inStep).toBe(1);
  });

  it('show where our reading differs, with a worker for a witness', async () => {
    taskRouter.members.set(queueSid(1), new Set([sid(2)]));
    const survey = await open(['a = 1']);
    await survey.look([worker(1, { a: 2 }), worker(2, { a: 2 }), worker(3, { a: 2 })]);
    expect([...survey.contradictions].map(([rule, witness]) => [rule.sid, witness])).toEqual([
      [queueSid(1), sid(2)],
    ]);
  });

  it('show that the list was not whole', async () => {
    taskRouter.members.set(queueSid(1), new Set([sid(1), sid(9)]));
    const survey = await open(['a >']);
    await survey.look([worker(1, {})]);
    expect(survey.hasMissedWorkers()).toBe(true);
    await survey.look([worker(9, {})]);
    expect(survey.hasMissedWorkers()).toBe(false);
  });

  it('leave the survey undone when they can not be asked about', async () => {
    taskRouter.workersOfQueue = () => Promise.reject(new Error('503'));
    await expect(open(['a >'])).rejects.toThrow('503');
  });
});
