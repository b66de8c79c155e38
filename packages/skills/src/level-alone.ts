import type { Comparison, Condition, Expression, Node, Operand } from '@queue-eligibility/target-expression';

/**
 * Skills of which an expression looks at the level and nowhere at the name: who has the skill without a level is not
 * eligible, and who has a level of before is.
 */
export function levelsAlone({ tree }: Expression): string[] {
  const levels = new Set<string>();
  const names = new Set<string>();
  for (const { left, right } of comparisonsOf(tree))
    for (const operand of [left, right]) {
      const level = levelOf(operand);
      if (level !== null) levels.add(level);
      for (const text of textsOf(operand)) names.add(text);
    }
  return [...levels].filter((skill) => !names.has(skill));
}

function comparisonsOf(node: Node): Comparison[] {
  if (node.kind === 'comparison') return [node];
  if (node.kind === 'group') return comparisonsOf(node.inner);
  if (node.kind !== 'chain') return [];
  return node.operands.flatMap((operand: Condition) => comparisonsOf(operand));
}

function levelOf(operand: Operand): string | null {
  if (operand.kind !== 'reference') return null;
  const [block, levels, skill] = operand.path;
  return block === 'routing' && levels === 'levels' && typeof skill === 'string' ? skill : null;
}

function textsOf(operand: Operand): string[] {
  if (operand.kind === 'string') return [operand.value];
  if (operand.kind !== 'array') return [];
  return operand.elements.flatMap((element) => (element.kind === 'string' ? [element.value] : []));
}
