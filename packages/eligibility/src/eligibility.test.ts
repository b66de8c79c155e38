import { memoryContest } from '../test/memory-contest';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { aWorker, FakeTaskRouter, queuesWith, queueSid, WORKER_SID } from '../test/fake-task-router';
import type { Attributes } from './attributes';
import { contradicts, eligibilityOf, judge } from './eligibility';
import { planQueues, reconcileWorker } from './reconcile';
import { buildRules } from './rules';

const attributes = (value: Record<string, unknown>): Attributes => ({ text: JSON.stringify(value), value });
const rules = (...expressions: string[]) => buildRules(queuesWith(...expressions), new Map());
const SKILLED = attributes({ skills: ['sales'], level: 3 });
const POLICY = { retries: 1, minBackoffMs: 0, maxBackoffMs: 1 };

let taskRouter: FakeTaskRouter;
beforeEach(() => {
  taskRouter = new FakeTaskRouter();
});

describe('judging', () => {
  it('decides here what can be decided here', () => {
    const { eligible, undecided } = judge(
      rules('skills HAS "sales"', 'skills HAS "other"', 'level > 2', '', '1==1', 'level >'),
      aWorker(),
      SKILLED,
    );
    expect([...eligible]).toEqual([1, 3, 5].map(queueSid));
    expect(undecided.map(({ sid }) => sid)).toEqual([queueSid(6)]);
  });

  it('leaves open what is uncertain for this worker only', () => {
    // A text and a number: Twilio does not say how they compare.
    const some = rules('level == "3"');
    expect(judge(some, aWorker(), SKILLED).undecided).toHaveLength(1);
    expect(judge(some, aWorker(), attributes({ level: 'x' })).undecided).toHaveLength(0);
  });

  it('believes what is known, above its own reading', () => {
    const some = rules('1==1', 'level >');
    const known = ({ sid }: { sid: string }) => sid === queueSid(2);
    const { eligible, undecided } = judge(some, aWorker(), SKILLED, known);
    expect([...eligible]).toEqual([queueSid(2)]);
    expect(undecided).toEqual([]);
  });
});

describe('the queues of a worker', () => {
  it('are answered at once when no request is needed', () => {
    const found = eligibilityOf(taskRouter, rules('1==1'), aWorker(), SKILLED);
    expect(found).toEqual({ queueSids: new Set([queueSid(1)]), contradicted: [] });
    expect(taskRouter.requests).toEqual([]);
  });

  it("are TaskRouter's own for all queues, once one has to be asked about", async () => {
    taskRouter.eligible = new Set([2, 3].map(queueSid));
    const some = rules('1==1', 'level >', 'level = 3');
    const found = await eligibilityOf(taskRouter, some, aWorker(), SKILLED);
    expect(found.queueSids).toEqual(taskRouter.eligible);
    // 1==1 is certain here, and TaskRouter says otherwise; the guess about the third was right.
    expect(found.contradicted.map(({ sid }) => sid)).toEqual([queueSid(1)]);
    expect(taskRouter.requests).toEqual(['queuesOfWorker']);
  });

  it('are rejected, never empty, when TaskRouter can not be asked', async () => {
    taskRouter.queuesOfWorker = () => Promise.reject(new Error('503'));
    await expect(eligibilityOf(taskRouter, rules('level >'), aWorker(), SKILLED)).rejects.toThrow('503');
  });
});

describe('a contradiction', () => {
  it.each([
    ['skills HAS "sales"', false, true],
    ['skills HAS "sales"', true, false],
    ['level = 3', false, true],
    ['level == "3"', true, false],
    ['level == "3"', false, false],
    ['level >', true, false],
  ])('%s, and TaskRouter says %s: %s', (expression, answer, expected) => {
    const [rule] = rules(expression);
    expect(rule && contradicts(rule, aWorker(), SKILLED, answer)).toBe(expected);
  });
});

describe('reconciling a worker', () => {
  const reconcile = (...expressions: string[]) =>
    reconcileWorker(
      { taskRouter, rules: rules(...expressions), policy: POLICY, contest: memoryContest() },
      WORKER_SID,
    );

  it('writes the sorted queues in two requests', async () => {
    taskRouter.attributes = '{"level":3,"queues":["WQ9"]}';
    const { edit, eligibility } = await reconcile('level > 2', 'level > 3', '1==1');
    expect(edit).toEqual({ result: 'changed' });
    expect(taskRouter.attributes).toBe(`{"level":3,"queues":["${queueSid(1)}","${queueSid(3)}"]}`);
    expect(eligibility?.queueSids.size).toBe(2);
    expect(taskRouter.requests).toEqual(['fetchWorker', 'updateAttributes']);
  });

  it('writes nothing when only the order differs', async () => {
    taskRouter.attributes = JSON.stringify({ queues: [2, 1].map(queueSid) });
    expect((await reconcile('1==1', '1==1')).edit).toEqual({ result: 'unchanged' });
  });

  it('evaluates again on what was just fetched', async () => {
    taskRouter.attributes = '{"level":3}';
    taskRouter.updates.push((it) => it.edit('{"level":1}'));
    await reconcile('level > 2');
    expect(taskRouter.written).toEqual(['{"level":1,"queues":[]}']);
  });

  it('knows nothing of a worker that is gone', async () => {
    taskRouter.attributes = null;
    expect(await reconcile('1==1')).toEqual({ edit: { result: 'unchanged', gone: true }, eligibility: null });
  });

  it('plans no write where the worker carries what it should', () => {
    const carried = attributes({ queues: [queueSid(1)] });
    expect(planQueues(carried, new Set([queueSid(1)]))).toEqual({ write: null });
    expect(planQueues(carried, new Set())).toEqual({ write: '{"queues":[]}' });
  });
});
