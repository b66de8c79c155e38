import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { FakeTaskRouter, queuesWith, queueSid, WORKER_SID } from '@queue-eligibility/task-router/testing';
import { readAttributes, type Attributes } from '@queue-eligibility/task-router';
import { byAsking, planQueues, reconcileWorker, type Decide } from './reconcile';
import { buildRules, type Rules } from './rules';

const [ONE = '', TWO = '', THREE = ''] = [1, 2, 3].map(queueSid);
const rulesOf = (expressions: string[], gone: string[] = []) =>
  buildRules({
    queues: queuesWith(...expressions),
    findings: new Map(),
    gone,
    attribute: { name: 'queues', form: 'sids' },
  });
const sidsOf = (rules: Rules, places: Iterable<number>) =>
  [...places].map((place) => rules.list[place]?.sid).sort();

let taskRouter: FakeTaskRouter;
/** Every time something waited, ms: it passes at once. */
let pauses: number[];
beforeEach(() => {
  taskRouter = new FakeTaskRouter();
  pauses = [];
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((wake: () => void, ms: number) => {
    pauses.push(ms);
    return setImmediate(wake);
  }) as unknown as typeof setTimeout);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const carries = (...queues: string[]) => taskRouter.edit(JSON.stringify({ level: 3, queues }));
const reconcile = (rules: Rules, decide: Decide = byAsking(taskRouter, rules), replace = false) =>
  reconcileWorker(
    {
      ...{ taskRouter, rules, decide, replace, log: () => {} },
      policy: { retries: 1, minBackoffMs: 0, maxBackoffMs: 1 },
    },
    WORKER_SID,
  );
/** Decides for these queues, without asking anybody. */
const deciding =
  (...places: number[]): Decide =>
  () => ({ queues: new Set(places), isOpen: false });

describe('reconciling a worker', () => {
  const rules = rulesOf(['level > 2', 'level > 3', '1==1']);

  it('writes the sorted queues in two requests, and changes nothing else', async () => {
    taskRouter.edit(`{"level":3.0 ,"queues":["${TWO}"]}`);
    expect(await reconcile(rules, deciding(2, 0))).toEqual({ edit: { result: 'changed' }, isOpen: false });
    expect(taskRouter.attributes).toBe(`{"level":3.0 ,"queues":["${ONE}","${THREE}"]}`);
    expect(taskRouter.requests).toEqual(['fetchWorker', 'updateAttributes']);
  });

  it('writes nothing when only the order differs', async () => {
    carries(THREE, ONE);
    expect(await reconcile(rules, deciding(0, 2))).toEqual({ edit: { result: 'unchanged' }, isOpen: false });
    expect(taskRouter.written).toEqual([]);
  });

  it('decides again on what was just fetched', async () => {
    carries(TWO);
    taskRouter.eligible = new Set([THREE]);
    taskRouter.updates.push((it) => it.edit('{"level":1}'));
    await reconcile(rules);
    expect(taskRouter.written).toEqual([`{"level":1,"queues":["${THREE}"]}`]);
  });

  it('is open as the last decision was, not the one before', async () => {
    carries(TWO);
    taskRouter.answers.push([ONE, THREE, queueSid(9)]);
    taskRouter.eligible = new Set([ONE, THREE]);
    taskRouter.updates.push((it) => it.edit('{"level":3}'));
    expect(await reconcile(rules)).toEqual({ edit: { result: 'changed' }, isOpen: false });
  });

  it('knows nothing of a worker that is gone', async () => {
    taskRouter.isGone = true;
    const decide = jest.fn<Decide>();
    expect(await reconcile(rules, decide)).toEqual({
      edit: { result: 'unchanged', gone: true },
      isOpen: false,
    });
    expect(decide).not.toHaveBeenCalled();
  });

  it('keeps a queue that is in no list, and loses one that is gone', async () => {
    const [stray, lost] = [queueSid(8), queueSid(9)];
    carries(stray, lost, ONE);
    await reconcile(rulesOf(['1==1'], [lost]), deciding(0));
    expect(taskRouter.written).toEqual([`{"level":3,"queues":["${ONE}","${stray}"]}`]);
  });

  // Regression: `queues: ["900","901"]` of somebody else was overwritten.
  it('leaves what somebody else put there, and asks nobody, unless it is to be replaced', async () => {
    taskRouter.edit('{"queues":["900","901"]}');
    taskRouter.eligible = new Set([THREE]);
    expect(await reconcile(rules)).toMatchObject({
      edit: { result: 'refused', refusal: { code: 'queues_not_ours' } },
    });
    expect(taskRouter.requests).toEqual(['fetchWorker']);
    expect(await reconcile(rules, undefined, true)).toMatchObject({ edit: { result: 'changed' } });
    expect(taskRouter.attributes).toBe(`{"queues":["${THREE}"]}`);
  });
});

describe('the plan for a worker', () => {
  const rules = rulesOf(['1==1', '1==1']);
  const plan = (text: string, ...queues: number[]) => {
    const attributes = readAttributes(text) as Attributes;
    const carried = rules.attribute.read(attributes);
    if ('code' in carried) throw new Error(carried.message);
    return planQueues(rules, attributes, { carried, queues: new Set(queues) }).write;
  };

  it.each<[string, string, number[], string | null]>([
    ['the same', `{"queues":["${ONE}"]}`, [0], null],
    ['the same in another order', `{"queues":["${TWO}","${ONE}"]}`, [0, 1], null],
    ['one less', `{"queues":["${ONE}"]}`, [], '{"queues":[]}'],
    ['another', `{"queues":["${ONE}"]}`, [1], `{"queues":["${TWO}"]}`],
    ['one twice', `{"queues":["${ONE}","${ONE}"]}`, [0], `{"queues":["${ONE}"]}`],
    ['nothing, and an empty list', '{"queues":[]}', [], null],
    ['nothing, and no list', '{}', [], '{"queues":[]}'],
  ])('%s', (_what, text, queues, write) => {
    expect(plan(text, ...queues)).toBe(write);
  });
});

describe('deciding by asking', () => {
  /** Asks for a worker of level 3 that carries these queues, by scripted answers. */
  async function decide(rules: Rules, queues: string[], ...answers: string[][]) {
    taskRouter.answers.push(...answers);
    carries(...queues);
    const worker = await taskRouter.fetchWorker(WORKER_SID);
    const attributes = readAttributes(worker?.attributes ?? null) as Attributes;
    const carried = rules.attribute.read(attributes);
    if (!worker || 'code' in carried) throw new Error('no such worker');
    const decision = await byAsking(taskRouter, rules)(worker, attributes, carried);
    const asked = answers.length - taskRouter.answers.length;
    taskRouter.answers.length = 0;
    return { carries: sidsOf(rules, decision.queues), isOpen: decision.isOpen, asked };
  }
  const SURE = rulesOf(['level > 2', 'level > 3']);
  const UNSURE = rulesOf(['level = 3', 'level = 4']);

  it.each<[string, Rules, string[], string[][], string[], boolean]>([
    ['agreed: settled at once', SURE, [], [[ONE]], [ONE], false],
    ['agreed, and carried too much', SURE, [TWO], [[ONE]], [ONE], false],
    ['short once, then agreed', SURE, [], [[], [ONE]], [ONE], false],
    ['short twice: what is carried stays', SURE, [ONE], [[], []], [ONE], true],
    ['short twice: what is not carried is not given', SURE, [], [[], []], [], true],
    [
      'too much twice: it is not given',
      SURE,
      [ONE],
      [
        [ONE, TWO],
        [ONE, TWO],
      ],
      [ONE],
      true,
    ],
    [
      'too much twice: it is not taken',
      SURE,
      [ONE, TWO],
      [
        [ONE, TWO],
        [ONE, TWO],
      ],
      [ONE, TWO],
      true,
    ],
    ['a queue nobody knows', SURE, [], [[ONE, THREE]], [ONE], true],
    ['a queue nobody knows, in the second answer', SURE, [], [[], [ONE, THREE]], [ONE], true],
    ['not sure, as it is carried: settled at once', UNSURE, [ONE], [[ONE]], [ONE], false],
    ['not sure, given twice', UNSURE, [], [[ONE], [ONE]], [ONE], false],
    ['not sure, taken twice', UNSURE, [ONE, TWO], [[ONE], [ONE]], [ONE], false],
    ['not sure, and nothing is named at all', UNSURE, [TWO], [[], []], [TWO], true],
    ['not sure, given by the second answer alone', UNSURE, [TWO], [[], [ONE]], [], true],
    ['not sure, given by the first answer alone', UNSURE, [TWO], [[ONE, TWO], [TWO]], [TWO], true],
    ['not sure, taken by the first answer alone', UNSURE, [ONE], [[], [ONE]], [ONE], true],
    ['not sure, other twins', UNSURE, [], [[ONE], [TWO]], [], true],
  ])('%s', async (_what, rules, queues, answers, expected, isOpen) => {
    expect(await decide(rules, queues, ...answers)).toEqual({
      ...{ carries: expected, isOpen, asked: answers.length },
    });
  });

  it('gives TaskRouter time to agree with a rule, and none where no rule is sure', async () => {
    await decide(UNSURE, [], [ONE], [ONE]);
    expect(pauses).toEqual([]);
    await decide(SURE, [], [], [ONE]);
    expect(pauses).toEqual([700]);
  });

  it('does not hold our reading against TaskRouter where it is uncertain for the worker', async () => {
    expect(await decide(rulesOf(['level == "3"']), [], [ONE], [ONE])).toMatchObject({ carries: [ONE] });
  });

  it('rejects, and never answers nothing, when TaskRouter can not be asked', async () => {
    carries(ONE, TWO);
    taskRouter.answers.push(new Error('503'));
    await expect(reconcile(SURE)).rejects.toThrow('503');
    taskRouter.answers.push([], new Error('503'));
    await expect(reconcile(SURE)).rejects.toThrow('503');
    expect(taskRouter.written).toEqual([]);
  });

  it('whatever is answered: nothing is written against a sure reading, or because it was said once', async () => {
    const expressions = ['level > 2', 'level > 3', '1==1', '', 'level = 3', 'level = 4', 'level >'];
    const rules = rulesOf(expressions);
    const sids = [...expressions.keys()].map((n) => queueSid(n + 1));
    const sure = new Map([true, false, true, false].map((holds, n) => [queueSid(n + 1), holds]));
    const some = fc.subarray(sids);
    await fc.assert(
      fc.asyncProperty(some, some, some, async (queues, first, second) => {
        const { carries: then, isOpen, asked } = await decide(rules, queues, first, second);
        for (const sid of sids) {
          if (then.includes(sid) === queues.includes(sid)) continue;
          const [now, reading] = [then.includes(sid), sure.get(sid)];
          const said = [first, second].slice(0, asked).map((answer) => answer.includes(sid) === now);
          // A sure reading, and TaskRouter's last word; or else TaskRouter's word alone, given twice.
          expect(reading === undefined ? [asked, ...said] : [reading, said.at(-1)]).toEqual(
            reading === undefined ? [2, true, true] : [now, true],
          );
        }
        if (!isOpen) expect(then).toEqual([...(asked === 1 ? first : second)].sort());
      }),
      { numRuns: 300 },
    );
  });
});
