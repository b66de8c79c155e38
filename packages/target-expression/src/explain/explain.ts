import { comparisonTest } from '../comparison';
import type { Expression } from '../parse';
import { print } from '../print';
import type { WorkerFacts } from '../readings';
import type { Chain, Comparison, Condition } from '../tree';
import { dependsOnPrecedence, joinMixed, truthOfVerdict, UNCERTAIN, verdictOf } from '../truth';
import { nearMissFinder } from '../near-miss/near-misses';
import { foundAt, otherValue, subjectOf, wantedValues } from './subject';
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
  const root = explainCondition(tree, { worker, nearMisses: nearMissFinder(worker.attributes) });
  return { verdict: root.verdict, root };
}

interface Context {
  readonly worker: WorkerFacts;
  readonly nearMisses: ReturnType<typeof nearMissFinder>;
}

function explainCondition(node: Condition, context: Context): ExplainedCondition {
  switch (node.kind) {
    case 'group':
      return explainCondition(node.inner, context);
    case 'comparison':
      return explainComparison(node, context);
    case 'chain':
      return explainChain(node, context);
  }
}

function explainChain(node: Chain, context: Context): ExplainedChain {
  const { start, end, operators } = node;
  const operands = node.operands.map((operand) => explainCondition(operand, context));
  const truths = operands.map(({ verdict }) => truthOfVerdict(verdict));
  const truth = joinMixed(truths, operators);
  const isOpen = truth === UNCERTAIN && dependsOnPrecedence(truths, operators);
  const verdict = verdictOf(truth);
  const reason = isOpen ? { uncertain: 'precedence' as const } : {};
  return { kind: 'chain', verdict, node, operands, operators, ...reason, start, end };
}

function explainComparison(node: Comparison, { worker, nearMisses }: Context): ExplainedComparison {
  const subject = subjectOf(node);
  const verdict = verdictOf(comparisonTest(node)(worker));
  const found = foundAt(subject, node, worker);
  const other = otherValue(subject, worker);
  return {
    kind: 'comparison',
    verdict,
    node,
    text: print(node),
    source: subject.source,
    subject: subject.path,
    relation: subject.relation,
    wanted: wantedValues(subject.relation, other),
    found,
    ...(verdict === 'uncertain' ? { uncertain: reasonOf(node, worker) } : {}),
    near: verdict === true ? [] : nearMisses(subject, found.value, other),
    start: node.start,
    end: node.end,
  };
}
