import type { ExplainedChain, ExplainedComparison, ExplainedCondition, Explanation } from './types';

/**
 * The smallest set of comparisons that would make the expression true if they were: of an AND all that are not, of an
 * OR those of the operand that lacks fewest, the first of them where several do. Where AND and OR are mixed without
 * parentheses, what makes both readings true. In the order of the text; empty when the expression is true, and when it
 * is empty. Whether they can be made true `cheapest` tells.
 */
export function lacking({ root }: Explanation): readonly ExplainedComparison[] {
  return root === null ? [] : lackingIn(root);
}

function lackingIn(node: ExplainedCondition): readonly ExplainedComparison[] {
  if (node.verdict === true) return [];
  if (node.kind === 'comparison') return [node];
  return alternativesIn(node).flatMap((run) => fewest(run.map(lackingIn)));
}

/** The operands of a chain as runs of OR: where one of each run is true, so is the chain, in every reading. */
export function alternativesIn<T>({
  operands,
  operators,
}: {
  readonly operands: readonly T[];
  readonly operators: ExplainedChain['operators'];
}): T[][] {
  const runs: T[][] = [];
  for (const [at, operand] of operands.entries()) {
    if (at > 0 && operators[at - 1] === 'OR') runs.at(-1)?.push(operand);
    else runs.push([operand]);
  }
  return runs;
}

function fewest<T>(sets: readonly (readonly T[])[]): readonly T[] {
  return sets.reduce((least, next) => (next.length < least.length ? next : least));
}
