import { contains, differs, equals, relation } from './equality';
import type { Operation } from './equality';
import { has, isIn, isNotIn } from './membership';
import type { Expression } from './parse';
import { literalValues, NOT_KNOWN, NOT_POSSIBLE, readingsOf } from './readings';
import type { Reading, WorkerFacts } from './readings';
import { quotedKey } from './references';
import type { Chain, Comparison, ComparisonOperator, Condition, Empty } from './tree';
import { agreed, FALSE, joinMixed, TRUE, UNCERTAIN, verdictOf } from './truth';
import type { Truth, Verdict } from './truth';

const OPERATIONS: Record<ComparisonOperator, Operation> = {
  '==': equals,
  '!=': differs,
  '>': relation((left, right) => left > right),
  '>=': relation((left, right) => left >= right),
  '<': relation((left, right) => left < right),
  '<=': relation((left, right) => left <= right),
  CONTAINS: contains,
  HAS: has,
  IN: isIn,
  'NOT IN': isNotIn,
};

type Test = (worker: WorkerFacts) => Truth;

/**
 * Makes a function of an expression, for use on many workers. It considers every plausible reading of what Twilio
 * leaves open (precedence, types, the meaning of a prefix or of quotes) and answers `'uncertain'` only where they
 * differ for the worker at hand, or where a fact is missing that matters. Never throws on JSON attributes; keeps
 * nothing of the workers it has seen.
 */
export function compile(expression: Expression): (worker: WorkerFacts) => Verdict {
  const test = testOf(expression.tree);
  return (worker) => verdictOf(test(worker));
}

/** {@link compile} for a single worker. */
export function evaluate(expression: Expression, worker: WorkerFacts): Verdict {
  return compile(expression)(worker);
}

function testOf(node: Condition | Empty): Test {
  switch (node.kind) {
    case 'empty':
      return () => FALSE;
    case 'group':
      return testOf(node.inner);
    case 'comparison':
      return comparisonTest(node);
    case 'chain':
      return chainTest(node);
  }
}

function chainTest({ operands, operators }: Chain): Test {
  const tests = operands.map(testOf);
  if (!operators.includes('OR')) return every(tests);
  if (!operators.includes('AND')) return some(tests);
  // Reused from call to call: no test can run inside itself.
  const truths: Truth[] = tests.map(() => FALSE);
  return (worker) => {
    let at = 0;
    for (const test of tests) truths[at++] = test(worker);
    return joinMixed(truths, operators);
  };
}

function every(tests: readonly Test[]): Test {
  return (worker) => {
    let least: Truth = TRUE;
    for (const test of tests) {
      const truth = test(worker);
      if (truth === FALSE) return FALSE;
      if (truth === UNCERTAIN) least = UNCERTAIN;
    }
    return least;
  };
}

function some(tests: readonly Test[]): Test {
  return (worker) => {
    let most: Truth = FALSE;
    for (const test of tests) {
      const truth = test(worker);
      if (truth === TRUE) return TRUE;
      if (truth === UNCERTAIN) most = UNCERTAIN;
    }
    return most;
  };
}

function comparisonTest(node: Comparison): Test {
  const operation = OPERATIONS[node.operator];
  const key = quotedKey(node);
  const lefts = [...readingsOf(node.left), ...(key === undefined ? [] : readingsOf(key))];
  const rights = readingsOf(node.right);
  const [left] = lefts;
  if (left === undefined || lefts.length > 1 || rights.length > 1 || node.right.kind === 'reference') {
    return underEveryReading(operation, lefts, rights);
  }
  // By far the most frequent: one key and one constant.
  const [constant] = literalValues(node.right);
  return (worker) => {
    const value = left(worker);
    return value === NOT_KNOWN ? UNCERTAIN : operation(value, constant);
  };
}

function underEveryReading(
  operation: Operation,
  lefts: readonly Reading[],
  rights: readonly Reading[],
): Test {
  return (worker) => {
    let truth: Truth | undefined;
    for (const left of lefts) {
      for (const right of rights) {
        const [leftValue, rightValue] = [left(worker), right(worker)];
        if (leftValue === NOT_KNOWN || rightValue === NOT_KNOWN) return UNCERTAIN;
        if (leftValue === NOT_POSSIBLE || rightValue === NOT_POSSIBLE) continue;
        const next = operation(leftValue, rightValue);
        truth = truth === undefined ? next : agreed(truth, next);
      }
    }
    return truth ?? UNCERTAIN;
  };
}
