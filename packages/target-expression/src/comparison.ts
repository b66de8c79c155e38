import { contains, differs, equals, relation } from './equality';
import type { Operation } from './equality';
import { has, isIn, isNotIn } from './membership';
import { literalValues, NOT_KNOWN, NOT_POSSIBLE, readingsOf } from './readings';
import type { Reading, WorkerFacts } from './readings';
import { quotedKey } from './references';
import type { Comparison, ComparisonOperator } from './tree';
import { agreed, UNCERTAIN } from './truth';
import type { Truth } from './truth';

/** What some part of an expression says of a worker. */
export type Test = (worker: WorkerFacts) => Truth;

export const OPERATIONS: Record<ComparisonOperator, Operation> = {
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

/** Every plausible reading of each side. */
export function sidesOf(node: Comparison): { lefts: readonly Reading[]; rights: readonly Reading[] } {
  const key = quotedKey(node);
  const lefts = [...readingsOf(node.left), ...(key === undefined ? [] : readingsOf(key))];
  return { lefts, rights: readingsOf(node.right) };
}

/** A comparison under every plausible reading of its sides. */
export function comparisonTest(node: Comparison): Test {
  const operation = OPERATIONS[node.operator];
  const { lefts, rights } = sidesOf(node);
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
