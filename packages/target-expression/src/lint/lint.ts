import { comparisonsIn } from '../analyse';
import { subjectOf } from '../explain/subject';
import { parse } from '../parse';
import type { Expression } from '../parse';
import type { Comparison, Condition, Path, StringLiteral } from '../tree';
import { nearlyTheSame } from './nearly-the-same';
import type { AskedText } from './nearly-the-same';
import type { LintFinding, LintRule } from './types';

/**
 * What there is to say about a workspace's rules without knowing any worker, in the order of the rules and of their
 * texts: what can't be read, what Twilio does not document, what may mean something else than it seems. Never throws.
 */
export function lint(rules: readonly LintRule[]): readonly LintFinding[] {
  const asked: AskedText[] = [];
  const findings = rules.flatMap(({ text }, rule): LintFinding[] => {
    const result = parse(text);
    if (!result.ok) {
      const { error } = result;
      return [{ kind: 'unparsable', level: 'error', rule, error, start: error.start, end: error.end }];
    }
    for (const node of comparisonsIn(result.expression.tree)) {
      const { path, relation } = subjectOf(node);
      if (path === null || (relation !== 'HAS' && relation !== '==' && relation !== 'IN')) continue;
      for (const { value, start, end } of textsOf(node)) asked.push({ rule, path, value, start, end });
    }
    return findingsIn(result.expression, rule);
  });
  return [...findings, ...nearlyTheSame(asked)].sort((a, b) => a.rule - b.rule || a.start - b.start);
}

function findingsIn(expression: Expression, rule: number): LintFinding[] {
  const { tree, needs, undocumented, text } = expression;
  const whole = { rule, start: 0, end: text.length };
  if (tree.kind === 'empty') return [{ kind: 'empty', level: 'warning', ...whole }];
  const findings: LintFinding[] = undocumented.map(({ form, start, end }) => {
    return { kind: 'undocumented', level: 'warning', form, rule, start, end };
  });
  if (expression.volatile) findings.push({ kind: 'volatile', level: 'note', needs, ...whole });
  for (const { start, end } of mixedChains(tree)) {
    findings.push({ kind: 'precedence', level: 'warning', rule, start, end });
  }
  for (const node of comparisonsIn(tree)) findings.push(...findingsOf(node, rule));
  return findings;
}

function* findingsOf(node: Comparison, rule: number): Generator<LintFinding> {
  const isRelation = ['>', '>=', '<', '<='].includes(node.operator);
  for (const { value, start, end } of textsOf(node)) {
    const place = { rule, value, start, end };
    if (value.includes('-')) yield { kind: 'hyphen-in-value', level: 'note', ...place };
    if (value !== value.trim()) yield { kind: 'blanks-in-value', level: 'warning', ...place };
    if (isRelation) yield { kind: 'text-in-relation', level: 'warning', ...place };
  }
  for (const side of [node.left, node.right]) {
    if (side.kind !== 'reference' || !isForeign(side.path, side.prefix !== undefined)) continue;
    const { path, start, end } = side;
    yield { kind: 'foreign-key', level: 'warning', rule, path, start, end };
  }
}

function isForeign(path: Path, isPrefixed: boolean): boolean {
  if (path.length < 2) return false;
  return path[0] === 'attributes' || (path[0] === 'task' && !isPrefixed);
}

/** The constant texts of a comparison; a text on the left that may be a key is none. */
function textsOf(node: Comparison): readonly StringLiteral[] {
  const { other } = subjectOf(node);
  if (other.kind === 'string') return [other];
  return other.kind === 'array' ? other.elements.filter((element) => element.kind === 'string') : [];
}

function* mixedChains(node: Condition): Generator<Condition> {
  if (node.kind === 'group') yield* mixedChains(node.inner);
  if (node.kind !== 'chain') return;
  if (node.operators.includes('AND') && node.operators.includes('OR')) yield node;
  for (const operand of node.operands) yield* mixedChains(operand);
}
