import { matchable } from './lookup';
import { neededKey } from './present-keys';
import { sourceOf } from './references';
import type { Shared } from './shared';
import type { Comparison, Condition } from './tree';

/** Comparisons, by their numbers, at least one of which is other than false wherever the expression is. */
export type Gate = readonly number[];

/**
 * What a comparison in a gate costs a worker, far apart so that one of a dear kind outweighs many of a cheap one. One
 * that a map finds costs nothing until it opens, and then as many evaluations as rules use it.
 */
const EVALUATED = 1e6;
/** Evaluated where the worker has the key: one of an object's many, or one that everybody has. */
const OF_A_KEY = 1e3;
/** Holds of nearly everybody: `!=` and `NOT IN`. */
const OPPOSITE = 1e9;
/** The same for every worker, or never known: a gate that doesn't close. */
const OPEN = 1e12;

/** Makes a function that chooses the gate of an expression: a set that most workers don't get through, cheap to ask. */
export function gateChooser({ comparisons, numberOf, uses }: Shared): (tree: Condition) => Gate {
  const costs = comparisons.map((node, number) => costOf(node) + (uses[number] ?? 0));

  function choose(node: Condition): { gate: Set<number>; cost: number } {
    if (node.kind === 'group') return choose(node.inner);
    if (node.kind === 'comparison') {
      const number = numberOf(node);
      return { gate: new Set([number]), cost: costs[number] ?? OPEN };
    }
    const choices = node.operands.map(choose);
    if (!node.operators.includes('OR')) return choices.reduce((a, b) => (b.cost < a.cost ? b : a));
    // With any OR in it: where no operand holds, no way to set the parentheses helps.
    const gate = new Set(choices.flatMap((choice) => [...choice.gate]));
    return { gate, cost: [...gate].reduce((sum, number) => sum + (costs[number] ?? OPEN), 0) };
  }

  return (tree) => [...choose(tree).gate];
}

function costOf(node: Comparison): number {
  const references = [node.left, node.right].filter((side) => side.kind === 'reference');
  if (references.some((reference) => sourceOf(reference) === 'unavailable')) return OPEN;
  if (matchable(node)) return 0;
  if (references.length === 0) return OPEN;
  if (neededKey(node)) return OF_A_KEY;
  return node.operator === '!=' || node.operator === 'NOT IN' ? OPPOSITE : EVALUATED;
}
