import { cheapest } from '../cheapest/cheapest';
import { explain } from '../explain/explain';
import { lacking } from '../explain/lacking';
import type { ExplainedCondition } from '../explain/types';
import { parse } from '../parse';
import type { ParseError } from '../parse';
import type { WorkerFacts } from '../readings';
import type { Verdict } from '../truth';
import { Problem } from './problem';
import { changeInWords, foundInWords, missInWords, REASONS } from './words';

/** What `explain` prints, and what it says. */
export interface Answer {
  readonly verdict: Verdict;
  readonly output: string;
}

/** @throws Problem when the text is no expression. */
export function explainCommand(text: string, worker: WorkerFacts, isJson: boolean): Answer {
  const result = parse(text);
  if (!result.ok) throw new Problem(`The expression can't be read. ${pointedAt(text, result.error)}`);
  const { expression } = result;
  const explanation = explain(expression, worker);
  const proposals = cheapest(expression, worker).map(({ changes }) => changes);
  const { verdict, root } = explanation;
  if (isJson) {
    const missing = lacking(explanation).map((clause) => clause.text);
    return { verdict, output: JSON.stringify({ verdict, root, lacking: missing, proposals }, null, 2) };
  }
  const lines = [
    String(verdict),
    ...(root === null ? ['  An empty expression matches nobody.'] : linesOf(root, '  ')),
  ];
  if (proposals.length > 0) lines.push('', 'It would be true by any of these:');
  for (const changes of proposals) lines.push(`  - ${changes.map(changeInWords).join(', and ')}`);
  if (proposals.length === 0 && verdict !== true) {
    lines.push('', 'No change of the attributes was found that makes it true.');
  }
  if (!expression.documented) {
    lines.push('', 'Not all of this expression is documented: its meaning is a guess. `lint` tells more.');
  }
  return { verdict, output: lines.join('\n') };
}

function linesOf(node: ExplainedCondition, indent: string): readonly string[] {
  if (node.kind === 'chain') {
    const reason = node.uncertain === undefined ? '' : ' (whether AND or OR binds tighter is not documented)';
    return [
      `${indent}${mark(node.verdict)} ${nameOf(node.operators)}${reason}`,
      ...node.operands.flatMap((operand, at) => [
        ...(at > 0 && isMixed(node.operators) ? [`${indent}  ${node.operators[at - 1] ?? ''}`] : []),
        ...linesOf(operand, `${indent}  `),
      ]),
    ];
  }
  const reason = node.uncertain === undefined ? '' : ` (${REASONS[node.uncertain]})`;
  const found = node.source === 'constant' ? '' : `: found ${foundInWords(node.found)}`;
  return [
    `${indent}${mark(node.verdict)} ${node.text}${found}${reason}`,
    ...node.near.map((miss) => `${indent}    near: ${missInWords(miss)}`),
  ];
}

function isMixed(operators: readonly string[]): boolean {
  return operators.includes('AND') && operators.includes('OR');
}

function nameOf(operators: readonly string[]): string {
  if (isMixed(operators)) return 'AND and OR, without parentheses:';
  return operators.includes('AND') ? 'all of:' : 'any of:';
}

function mark(verdict: Verdict): string {
  return verdict === 'uncertain' ? '[?]' : verdict ? '[x]' : '[ ]';
}

/** The line with the fault, and a caret under it. */
function pointedAt(text: string, { message, start }: ParseError): string {
  const before = text.slice(0, start);
  const line = text.split('\n')[before.split('\n').length - 1] ?? '';
  const column = start - (before.lastIndexOf('\n') + 1);
  return `${message}\n  ${line}\n  ${' '.repeat(column)}^`;
}
