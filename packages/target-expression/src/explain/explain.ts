import { comparisonTest } from '../comparison';
import { nearMissFinder } from '../near-miss/near-misses';
import type { NearMissFinder } from '../near-miss/near-misses';
import type { Expression } from '../parse';
import { print } from '../print';
import type { WorkerFacts } from '../readings';
import type { Chain, Comparison, Condition } from '../tree';
import { dependsOnPrecedence, joinMixed, truthOfVerdict, UNCERTAIN, verdictOf } from '../truth';
import { foundAt, otherValue, subjectOf, wantedValues } from './subject';
import type { ExplainedChain, ExplainedComparison, ExplainedCondition, Explanation } from './types';
import { reasonOf } from './uncertain';

/**
 * Says why an expression is true, false or uncertain of a worker: the verdict of each clause, what was found there, and
 * what comes near. The whole verdict is what `compile` says. Pure; never throws on JSON attributes; takes time in
 * proportion to the expression, and for each clause that is not true to the attributes. Near misses are looked for
 * within a bound: 20,000 values for one expression.
 */
export function explain(expression: Expression, worker: WorkerFacts): Explanation {
  return explainer(worker)(expression);
}

/**
 * {@link explain} for many expressions of one worker: what several of them ask is looked up once. Goes by the worker as
 * it was given; make another one when it changes.
 */
export function explainer(worker: WorkerFacts): (expression: Expression) => Explanation {
  const near = nearMissFinder(worker.attributes);
  const context: Context = { worker, near, known: new Map() };
  return ({ tree }) => {
    if (tree.kind === 'empty') return { verdict: false, root: null };
    near.begin();
    const root = explainCondition(tree, context);
    return { verdict: root.verdict, root };
  };
}

interface Context {
  readonly worker: WorkerFacts;
  readonly near: NearMissFinder;
  /** By the canonical text of comparisons. */
  readonly known: Map<string, Answer>;
}

/** What is the same of a comparison wherever it stands. */
type Answer = Omit<ExplainedComparison, 'node' | 'start' | 'end'>;

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

function explainComparison(node: Comparison, context: Context): ExplainedComparison {
  const text = print(node);
  let answer = context.known.get(text);
  if (answer === undefined) {
    answer = answerOf(node, text, context);
    if (!context.near.isSpent()) context.known.set(text, answer);
  }
  return { ...answer, node, start: node.start, end: node.end };
}

function answerOf(node: Comparison, text: string, { worker, near }: Context): Answer {
  const subject = subjectOf(node);
  const verdict = verdictOf(comparisonTest(node)(worker));
  const found = foundAt(subject, node, worker);
  const other = otherValue(subject, worker);
  return {
    kind: 'comparison',
    verdict,
    text,
    source: subject.source,
    subject: subject.path,
    relation: subject.relation,
    wanted: wantedValues(subject.relation, other),
    found,
    ...(verdict === 'uncertain' ? { uncertain: reasonOf(node, worker) } : {}),
    near: verdict === true ? [] : near.find(subject, found.value, other),
  };
}
