import type { ExplainedChain, ExplainedComparison, ExplainedCondition, Explanation } from './types';

/**
 * The smallest set of comparisons that would make the expression true if they were: of an AND all that are not, of an
 * OR those of the operand that lacks fewest; of several the one of which most comes near, and of those the first. What
 * hangs on two constants (`1==0`) nobody can make true: it is named only where there is nothing else. Where AND and OR
 * are mixed without parentheses, what makes both readings true. In the order of the text; empty when the expression is
 * true, and when it is empty. Whether they can be made true `cheapest` tells.
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

type Clauses = readonly ExplainedComparison[];

function fewest(sets: readonly Clauses[]): Clauses {
  return sets.reduce((least, next) => (isFewer(next, least) ? next : least));
}

function isFewer(a: Clauses, b: Clauses): boolean {
  const difference = constants(a) - constants(b) || a.length - b.length || farOff(a) - farOff(b);
  return difference < 0;
}

function constants(clauses: Clauses): number {
  return clauses.filter(({ source }) => source === 'constant').length;
}

function farOff(clauses: Clauses): number {
  return clauses.filter(({ near }) => near.length === 0).length;
}
