import {
  evaluate,
  explain,
  parse,
  pathText,
  print,
  type Comparison,
  type Condition,
  type ExplainedComparison,
  type Expression,
} from '@queue-eligibility/target-expression';
import type { Rule } from './rules';
import { isScalar, type Scalar } from './values';
import type { Work } from './work';

/** A comparison that stands in rules, once, whatever its spelling. */
export interface Clause {
  readonly text: string;
  readonly expression: Expression;
  /** What it looks at, as it is written in an expression; null: an agent's field, or nothing at all. */
  readonly path: string | null;
  readonly relation: ExplainedComparison['relation'];
  readonly wanted: readonly Scalar[];
  /** The other key, where it compares two: what the agent has there is wanted. Null: it compares with constants. */
  readonly wantedAt: string | null;
  /** Places of the rules that it stands in. */
  readonly rules: number[];
}

/** Rules read between two looks at the clock. */
const SLICE = 50;

/** The comparisons of all rules that we can parse. */
export function* clausesWork(rules: readonly Pick<Rule, 'expression'>[]): Work<Clause[]> {
  const found = new Map<string, Clause>();
  for (const [place, { expression }] of rules.entries()) {
    if (place % SLICE === SLICE - 1) yield place / rules.length;
    for (const text of new Set(expression ? textsIn(expression.tree) : [])) {
      const known = found.get(text) ?? clauseOf(text);
      if (!known) continue;
      known.rules.push(place);
      found.set(text, known);
    }
  }
  return [...found.values()];
}

function* textsIn(node: Condition | { kind: 'empty' }): Generator<string> {
  switch (node.kind) {
    case 'empty':
      return;
    case 'comparison':
      yield print(node);
      return;
    case 'group':
      yield* textsIn(node.inner);
      return;
    case 'chain':
      for (const operand of node.operands) yield* textsIn(operand);
  }
}

function clauseOf(text: string): Clause | null {
  const parsed = parse(text);
  if (!parsed.ok) return null;
  const { root } = explain(parsed.expression, { attributes: {} });
  if (root?.kind !== 'comparison') return null;
  const { left, right } = root.node;
  return {
    text,
    expression: parsed.expression,
    path: root.source === 'attribute' && root.subject ? pathText(root.subject) : null,
    relation: root.relation,
    wanted: root.wanted.filter(isScalar),
    wantedAt: left.kind === 'reference' && right.kind === 'reference' ? pathText(right.path) : null,
    rules: [],
  };
}

/** Of two constants, whose truth is everybody's: `1==1`. A text on the left may be a key in quotes. */
function fateOfComparison(node: Comparison): Fate {
  const { left, right } = node;
  if (left.kind === 'reference' || right.kind === 'reference' || left.kind === 'string') return 'depends';
  const parsed = parse(print(node));
  const verdict = parsed.ok ? evaluate(parsed.expression, { attributes: null }) : 'uncertain';
  return verdict === 'uncertain' ? 'depends' : verdict ? 'everybody' : 'nobody';
}

type Fate = 'everybody' | 'nobody' | 'depends';

/**
 * What its constants alone make of a rule: it matches everybody (`1==1`), nobody (`1==0`, an empty one), or it depends.
 */
export function fateOf(node: Condition | { kind: 'empty' }): Fate {
  switch (node.kind) {
    case 'empty':
      return 'nobody';
    case 'group':
      return fateOf(node.inner);
    case 'comparison':
      return fateOfComparison(node);
    case 'chain': {
      const fates = node.operands.map(fateOf);
      if (fates.every((fate) => fate === fates[0])) return fates[0] ?? 'depends';
      const decisive = node.operators.includes('OR') ? 'everybody' : 'nobody';
      // Mixed, it takes more than one operand to decide.
      const isMixed = node.operators.includes('OR') && node.operators.includes('AND');
      return !isMixed && fates.includes(decisive) ? decisive : 'depends';
    }
  }
}
