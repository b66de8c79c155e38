import { comparisonTest } from './comparison';
import type { Test } from './comparison';
import type { Expression } from './parse';
import type { WorkerFacts } from './readings';
import type { Chain, Comparison, Condition, Empty } from './tree';
import { FALSE, joinMixed, TRUE, UNCERTAIN, verdictOf } from './truth';
import type { Truth, Verdict } from './truth';

/**
 * Makes a function of an expression, for use on many workers. It considers every plausible reading of what Twilio
 * leaves open (precedence, types, the meaning of a prefix or of quotes) and answers `'uncertain'` only where they
 * differ for the worker at hand, or where a fact is missing that matters. Never throws on JSON attributes; keeps
 * nothing of the workers it has seen.
 */
export function compile(expression: Expression): (worker: WorkerFacts) => Verdict {
  const test = testOf(expression.tree, comparisonTest);
  return (worker) => verdictOf(test(worker));
}

/** {@link compile} for a single worker. */
export function evaluate(expression: Expression, worker: WorkerFacts): Verdict {
  return compile(expression)(worker);
}

/** Joins the tests of a tree's comparisons, whoever makes those. */
export function testOf(node: Condition | Empty, ofComparison: (node: Comparison) => Test): Test {
  switch (node.kind) {
    case 'empty':
      return () => FALSE;
    case 'group':
      return testOf(node.inner, ofComparison);
    case 'comparison':
      return ofComparison(node);
    case 'chain':
      return chainTest(
        node,
        node.operands.map((operand) => testOf(operand, ofComparison)),
      );
  }
}

function chainTest({ operators }: Chain, tests: readonly Test[]): Test {
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
