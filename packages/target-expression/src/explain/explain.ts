import { comparisonTest } from '../comparison';
import type { Expression } from '../parse';
import { print } from '../print';
import type { WorkerFacts } from '../readings';
import type { Chain, Comparison, Condition } from '../tree';
import { dependsOnPrecedence, joinMixed, truthOfVerdict, UNCERTAIN, verdictOf } from '../truth';
import { nearMisses } from '../near-miss/near-misses';
import { foundAt, subjectOf, wantedOf } from './subject';
import type { ExplainedChain, ExplainedComparison, ExplainedCondition, Explanation } from './types';
import { reasonOf } from './uncertain';

/**
 * Says why an expression is true, false or uncertain of a worker: the verdict of each clause, what was found there, and
 * what comes near. The whole verdict is what `compile` says. Pure; never throws on JSON attributes; takes time in
 * proportion to the expression, and for each clause that is not true to the attributes.
 */
export function explain(expression: Expression, worker: WorkerFacts): Explanation {
  const { tree } = expression;
  if (tree.kind === 'empty') return { verdict: false, root: null };
  const root = explainCondition(tree, worker);
  return { verdict: root.verdict, root };
}

function explainCondition(node: Condition, worker: WorkerFacts): ExplainedCondition {
  switch (node.kind) {
    case 'group':
      return explainCondition(node.inner, worker);
    case 'comparison':
      return explainComparison(node, worker);
    case 'chain':
      return explainChain(node, worker);
  }
}

function explainChain(node: Chain, worker: WorkerFacts): ExplainedChain {
  const { start, end, operators } = node;
  const operands = node.operands.map((operand) => explainCondition(operand, worker));
  const truths = operands.map(({ verdict }) => truthOfVerdict(verdict));
  const truth = joinMixed(truths, operators);
  const isOpen = truth === UNCERTAIN && dependsOnPrecedence(truths, operators);
  return {
    kind: 'chain',
    verdict: verdictOf(truth),
    node,
    operands,
    operators,
    ...(isOpen ? { uncertain: 'precedence' } : {}),
    start,
    end,
  };
}

function explainComparison(node: Comparison, worker: WorkerFacts): ExplainedComparison {
  const { start, end } = node;
  const subject = subjectOf(node);
  const verdict = verdictOf(comparisonTest(node)(worker));
  const found = foundAt(subject, node, worker);
  const wanted = wantedOf(subject, worker);
  const near = verdict === true ? [] : nearMisses(subject, { found, wanted, worker });
  return {
    kind: 'comparison',
    verdict,
    node,
    text: print(node),
    source: subject.source,
    subject: subject.path,
    relation: subject.relation,
    wanted,
    found,
    ...(verdict === 'uncertain' ? { uncertain: reasonOf(node, worker) } : {}),
    near,
    start,
    end,
  };
}
