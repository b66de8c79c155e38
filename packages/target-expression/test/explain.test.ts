import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cheapest, compile, explain, explainer, lacking, print, readPath } from '../src/index';
import type { ExplainedCondition, Expression, Verdict, WorkerFacts } from '../src/index';
import { applyChanges } from '../src/cheapest/apply';
import { MAX_NEAR_MISSES } from '../src/near-miss/types';
import { isObject } from '../src/path';
import { anyWorker, condition } from './arbitraries';
import { expressionOf } from './expressions';
import { agent, rule } from './flex-arbitraries';

const RUNS = { numRuns: 200 };

/** Any expression of the language with any worker, and rules of workspaces with agents. */
const cases: fc.Arbitrary<readonly [Expression, WorkerFacts]> = fc.oneof(
  fc.tuple(
    condition.map((tree) => expressionOf(print(tree))),
    anyWorker,
  ),
  fc.tuple(rule.map(expressionOf), agent),
  fc.tuple(rule.map(expressionOf), anyWorker),
);

function* nodesIn(node: ExplainedCondition): Generator<ExplainedCondition> {
  yield node;
  if (node.kind === 'chain') for (const operand of node.operands) yield* nodesIn(operand);
}

/** What the whole says if some comparisons were true, AND binding tighter or OR. */
function supposing(node: ExplainedCondition, isTrue: ReadonlySet<string>, tighter: 'AND' | 'OR'): Verdict {
  if (node.kind === 'comparison') return isTrue.has(node.text) || node.verdict;
  const verdicts = node.operands.map((operand) => supposing(operand, isTrue, tighter));
  const join = (operator: string, list: readonly Verdict[]) => {
    if (list.includes(operator === 'OR')) return operator === 'OR';
    return list.includes('uncertain') ? 'uncertain' : operator === 'AND';
  };
  const runs: Verdict[][] = [[]];
  for (const [at, verdict] of verdicts.entries()) {
    if (at > 0 && node.operators[at - 1] !== tighter) runs.push([]);
    runs.at(-1)?.push(verdict);
  }
  const joined = runs.map((run) => join(tighter, run));
  return join(tighter === 'AND' ? 'OR' : 'AND', joined);
}

/** Comparisons each of which would make the whole true by itself, in either reading: tried one by one. */
function enoughAlone(root: ExplainedCondition): string[] {
  const clauses = [...nodesIn(root)].filter(
    (node) => node.kind === 'comparison' && node.source !== 'constant',
  );
  const texts = clauses.flatMap((node) =>
    node.kind === 'comparison' && node.verdict !== true ? [node.text] : [],
  );
  const isEnough = (text: string) =>
    (['AND', 'OR'] as const).every((tighter) => supposing(root, new Set([text]), tighter) === true);
  return [...new Set(texts)].filter(isEnough);
}

describe('an explanation', () => {
  it('says what the evaluator says, of the whole and of each part', () => {
    fc.assert(
      fc.property(cases, ([expression, facts]) => {
        const { verdict, root } = explain(expression, facts);
        expect(verdict).toBe(compile(expression)(facts));
        if (root === null) return;
        for (const node of nodesIn(root)) {
          expect(expression.text.slice(node.start, node.end)).toBe(print(node.node));
          expect(node.verdict).toBe(compile(expressionOf(print(node.node)))(facts));
        }
      }),
      RUNS,
    );
  });

  it('is the same beside others of the same worker', () => {
    fc.assert(
      fc.property(fc.array(rule.map(expressionOf), { maxLength: 4 }), agent, (expressions, facts) => {
        const explainOne = explainer(facts);
        for (const expression of expressions)
          expect(explainOne(expression)).toEqual(explain(expression, facts));
      }),
      RUNS,
    );
  });

  it('says why of each comparison that is uncertain, and of no other', () => {
    fc.assert(
      fc.property(cases, ([expression, facts]) => {
        const { root } = explain(expression, facts);
        for (const node of root === null ? [] : nodesIn(root)) {
          if (node.kind === 'comparison') {
            expect(node.uncertain !== undefined).toBe(node.verdict === 'uncertain');
          } else if (node.verdict === 'uncertain') {
            const parts = node.operands.map((operand) => operand.verdict);
            expect(node.uncertain === 'precedence' || parts.includes('uncertain')).toBe(true);
          } else {
            expect(node.uncertain).toBeUndefined();
          }
        }
      }),
      RUNS,
    );
  });

  it('finds near misses where it says that they are, a few, and none of what is true', () => {
    fc.assert(
      fc.property(cases, ([expression, facts]) => {
        const { root } = explain(expression, facts);
        for (const node of root === null ? [] : nodesIn(root)) {
          if (node.kind === 'chain') continue;
          expect(node.near.length).toBeLessThanOrEqual(node.verdict === true ? 0 : MAX_NEAR_MISSES);
          for (const miss of node.near) {
            const value = readPath(facts.attributes, miss.path);
            expect(value).not.toBeNull();
            if ('found' in miss && typeof miss.found === 'string' && !Array.isArray(value)) {
              expect(value).toBe(miss.found);
            }
          }
        }
      }),
      RUNS,
    );
  });

  it('names what is lacking: with it true, the whole is, whichever of AND and OR binds tighter', () => {
    fc.assert(
      fc.property(cases, ([expression, facts]) => {
        const explanation = explain(expression, facts);
        const { root, verdict } = explanation;
        const missing = lacking(explanation);
        if (root === null || verdict === true) {
          expect(missing).toEqual([]);
          return;
        }
        expect(missing.length).toBeGreaterThan(0);
        expect(missing.every((clause) => clause.verdict !== true)).toBe(true);
        for (const tighter of ['AND', 'OR'] as const) {
          expect(supposing(root, new Set(missing.map(({ text }) => text)), tighter)).toBe(true);
        }
        const without = missing.map(
          ({ text }) => new Set(missing.map((one) => one.text).filter((one) => one !== text)),
        );
        for (const fewer of without) {
          const verdicts = (['AND', 'OR'] as const).map((tighter) => supposing(root, fewer, tighter));
          expect(verdicts).not.toEqual([true, true]);
        }
        const alone = enoughAlone(root);
        if (alone.length > 0)
          expect([missing.length, alone.includes(missing[0]?.text ?? '')]).toEqual([1, true]);
      }),
      RUNS,
    );
  });
});

describe('a proposal', () => {
  it('makes the expression true, has nothing needless, and is no smaller than the one before it', () => {
    let proposed = 0;
    fc.assert(
      fc.property(cases, ([expression, facts]) => {
        const test = compile(expression);
        const before = JSON.stringify(facts.attributes);
        const proposals = cheapest(expression, facts);
        for (const { changes, apply } of proposals) {
          expect(test({ ...facts, attributes: apply(facts.attributes) })).toBe(true);
          expect(changes.length).toBeGreaterThan(0);
          for (const one of changes) {
            const others = changes.filter((change) => change !== one);
            const attributes = applyChanges(facts.attributes, others);
            expect(test({ ...facts, attributes })).not.toBe(true);
          }
          proposed += 1;
        }
        const sizes = proposals.map(({ changes }) => changes.length);
        expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
        expect(JSON.stringify(facts.attributes)).toBe(before);
      }),
      RUNS,
    );
    expect(proposed).toBeGreaterThan(0);
  });

  it('never makes less of an array or object than it says', () => {
    fc.assert(
      fc.property(fc.tuple(rule.map(expressionOf), agent), ([expression, facts]) => {
        for (const { changes, apply } of cheapest(expression, facts)) {
          const touched = new Set(
            changes.flatMap((change) =>
              change.kind === 'enable' ? ['routing', 'disabled_skills'] : [String(change.path[0])],
            ),
          );
          const [before, after] = [facts.attributes, apply(facts.attributes)] as Record<string, unknown>[];
          for (const key of Object.keys(before ?? {})) {
            if (!touched.has(key)) expect(after?.[key]).toBe(before?.[key]);
            else if (Array.isArray(before?.[key])) expect(Array.isArray(after?.[key])).toBe(true);
            else if (isObject(before?.[key])) expect(isObject(after?.[key])).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });
});
