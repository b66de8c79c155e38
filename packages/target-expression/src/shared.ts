import type { Expression } from './parse';
import { print } from './print';
import type { Comparison, Condition } from './tree';

/** What expressions have in common: a workspace's queues repeat the same few thousand comparisons. */
export interface Shared {
  /** Every comparison once, whatever its spelling. A comparison's number is its index here. */
  readonly comparisons: readonly Comparison[];
  /** The number of a comparison that stands in one of the rules. */
  readonly numberOf: (node: Comparison) => number;
  /** By comparison: how many rules use it. */
  readonly uses: readonly number[];
  readonly rules: readonly Rule[];
}

/** A meaning that one expression has, or several. */
export interface Rule {
  readonly tree: Condition;
  /** Which expressions have it. */
  readonly indexes: readonly number[];
}

/** Finds what is shared. Expressions that are null or empty hold of nobody and are left out. */
export function share(expressions: readonly (Expression | null)[]): Shared {
  const comparisons: Comparison[] = [];
  const uses: number[] = [];
  const numbers = new Map<string, number>();
  const numbersByNode = new Map<Comparison, number>();
  const rules = new Map<string, { tree: Condition; indexes: number[] }>();

  function register(node: Comparison): number {
    const text = print(node);
    let number = numbers.get(text);
    if (number === undefined) {
      number = comparisons.push(node) - 1;
      uses.push(0);
      numbers.set(text, number);
    }
    numbersByNode.set(node, number);
    return number;
  }

  /** The same for two trees that join the same comparisons in the same way. `seen` collects their numbers. */
  function meaning(node: Condition, seen: Set<number>): string {
    if (node.kind === 'group') return meaning(node.inner, seen);
    if (node.kind === 'comparison') {
      const number = register(node);
      seen.add(number);
      return String(number);
    }
    const parts = node.operands.map(
      (operand, at) => `${node.operators[at - 1] ?? ''} ${meaning(operand, seen)}`,
    );
    return `(${parts.join(' ')})`;
  }

  for (const [index, expression] of expressions.entries()) {
    if (expression === null || expression.tree.kind === 'empty') continue;
    const { tree } = expression;
    const seen = new Set<number>();
    const key = meaning(tree, seen);
    const known = rules.get(key);
    if (known) {
      known.indexes.push(index);
      continue;
    }
    rules.set(key, { tree, indexes: [index] });
    for (const number of seen) uses[number] = (uses[number] ?? 0) + 1;
  }
  // Every node of a rule's tree was registered when the rule was.
  const numberOf = (node: Comparison) => numbersByNode.get(node) as number;
  return { comparisons, numberOf, uses, rules: [...rules.values()] };
}
