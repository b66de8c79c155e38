import type { Demand, NearDemand } from '@queue-eligibility/insight';
import {
  parse,
  print,
  type Comparison,
  type Condition,
  type Literal,
} from '@queue-eligibility/target-expression';
import { written } from '../expression-editor/suggest';

/** Near misses of which the rule could not simply ask in the place of what nobody has. */
const ELSEWHERE: readonly NearDemand['kind'][] = ['level', 'other-path'];

/**
 * A queue's rule with what agents have in the place of what nobody has; everything else stays as it was written. Null:
 * there is no natural proposal.
 */
export function proposalFor(
  expression: string,
  { clause, wanted }: Pick<Demand, 'clause' | 'wanted'>,
  near: Pick<NearDemand, 'kind' | 'value'>,
): string | null {
  const value = written(near.value);
  const read = parse(expression);
  if (ELSEWHERE.includes(near.kind) || value === null || wanted.length !== 1 || !read.ok) return null;
  if (read.expression.tree.kind === 'empty') return null;
  const places = comparisonsIn(read.expression.tree)
    .filter((comparison) => print(comparison) === clause)
    .flatMap(literalsIn)
    .filter((literal) => 'value' in literal && literal.value === wanted[0])
    .sort((a, b) => b.start - a.start);
  if (places.length === 0) return null;
  return places.reduce((text, { start, end }) => text.slice(0, start) + value + text.slice(end), expression);
}

function comparisonsIn(node: Condition): Comparison[] {
  switch (node.kind) {
    case 'comparison':
      return [node];
    case 'group':
      return comparisonsIn(node.inner);
    case 'chain':
      return node.operands.flatMap(comparisonsIn);
  }
}

const literalsIn = ({ left, right }: Comparison): Literal[] =>
  [left, right].flatMap((operand) => {
    if (operand.kind === 'reference') return [];
    return operand.kind === 'array' ? [...operand.elements] : [operand];
  });
