import {
  parse,
  type Expected,
  type Fault,
  type ParseError,
  type Span,
  type UndocumentedForm,
  type UndocumentedUse,
} from '@queue-eligibility/target-expression';
import { text as say, type StringKey } from '../strings';

/** What there is to say of a text while it is written. */
export type Checked =
  | { status: 'empty' }
  /** It goes on, or could: nothing is wrong so far. */
  | { status: 'unfinished'; error: ParseError }
  | { status: 'wrong'; error: ParseError }
  | { status: 'readable'; undocumented: readonly UndocumentedUse[] };

/** Reads a text as a target workers expression. */
export function check(written: string): Checked {
  const read = parse(written);
  if (!read.ok) {
    const isAtEnd = read.error.start >= written.trimEnd().length || read.error.fault.code === 'open-text';
    return { status: isAtEnd ? 'unfinished' : 'wrong', error: read.error };
  }
  if (read.expression.tree.kind === 'empty') return { status: 'empty' };
  return { status: 'readable', undocumented: read.expression.undocumented };
}

const EXPECTED: Record<Expected, StringKey> = {
  operand: 'QueueEligibilityEditorOperand',
  operator: 'QueueEligibilityEditorOperator',
  'and-or-end': 'QueueEligibilityEditorAndOrEnd',
  'and-or-close': 'QueueEligibilityEditorAndOrClose',
  constant: 'QueueEligibilityEditorConstant',
  'comma-or-close': 'QueueEligibilityEditorCommaOrClose',
  'in-after-not': 'QueueEligibilityEditorInAfterNot',
};

const FAULTS: Record<Exclude<Fault['code'], 'expected'>, StringKey> = {
  'open-text': 'QueueEligibilityEditorOpenText',
  'large-number': 'QueueEligibilityEditorLargeNumber',
  'nested-too-deep': 'QueueEligibilityEditorNestedTooDeep',
  'hyphen-in-key': 'QueueEligibilityEditorHyphen',
  'symbol-operator': 'QueueEligibilityEditorSymbolOperator',
  'unknown-character': 'QueueEligibilityEditorUnknownCharacter',
};

const FORMS: Record<UndocumentedForm, StringKey> = {
  'single-equals': 'QueueEligibilityEditorSingleEquals',
  'keyword-case': 'QueueEligibilityEditorKeywordCase',
  'quoted-key': 'QueueEligibilityEditorQuotedKey',
  'null-literal': 'QueueEligibilityEditorNullLiteral',
  'empty-array': 'QueueEligibilityEditorEmptyArray',
  'reference-list': 'QueueEligibilityEditorReferenceList',
  'array-position': 'QueueEligibilityEditorArrayPosition',
  'worker-prefix': 'QueueEligibilityEditorWorkerPrefix',
  'worker-channel': 'QueueEligibilityEditorWorkerChannel',
  'no-space': 'QueueEligibilityEditorNoSpace',
  escape: 'QueueEligibilityEditorEscape',
  'non-ascii-key': 'QueueEligibilityEditorNonAsciiKey',
  'negative-number': 'QueueEligibilityEditorNegativeNumber',
  'large-number': 'QueueEligibilityEditorManyDigits',
};

/** What is wrong, or what can come next, in words. */
export const problemInWords = ({ fault }: Pick<ParseError, 'fault'>): string =>
  say(fault.code === 'expected' ? EXPECTED[fault.expected] : FAULTS[fault.code]);

/** What Twilio does not document about a form, in words. */
export const formInWords = (form: UndocumentedForm): string => say(FORMS[form]);

/** Where a place in a text is, as a person counts: in line and character, without the line where there is only one. */
export function placeInWords(written: string, at: number): string {
  const lines = written.slice(0, at).split('\n');
  const character = (lines.at(-1)?.length ?? 0) + 1;
  if (!written.includes('\n')) return say('QueueEligibilityEditorAtCharacter', { character });
  return say('QueueEligibilityEditorAtLine', { line: lines.length, character });
}

/** A part of the text that is marked. */
export interface Mark extends Span {
  kind: 'wrong' | 'undocumented';
}

/** What is marked in the text: at an end that is missing, the last character. */
export function marksOf(checked: Checked): Mark[] {
  if (checked.status === 'wrong') {
    const { start, end } = checked.error;
    return [{ kind: 'wrong', start: start === end ? Math.max(0, start - 1) : start, end }];
  }
  if (checked.status !== 'readable') return [];
  return checked.undocumented.map(({ start, end }) => ({ kind: 'undocumented', start, end }));
}

/** A part of a text that is shown in one way. */
export interface Piece {
  start: number;
  text: string;
  kind: Mark['kind'] | null;
}

/** A text in pieces, one after the other, marked or not. Marks that lie in one another are one. */
export function cut(written: string, marks: readonly Mark[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (end: number, kind: Piece['kind']): void => {
    if (end > at) pieces.push({ start: at, text: written.slice(at, end), kind });
    at = Math.max(at, end);
  };
  for (const { start, end, kind } of marks) {
    add(start, null);
    add(end, kind);
  }
  add(written.length, null);
  return pieces;
}

/** The same pieces, one of which begins at a place; at the end of the text an empty one. */
export function cutAt(pieces: readonly Piece[], place: number): Piece[] {
  const found = pieces.flatMap((piece) => {
    const within = place - piece.start;
    if (within <= 0 || within >= piece.text.length) return [piece];
    const { text, kind, start } = piece;
    return [
      { start, text: text.slice(0, within), kind },
      { start: place, text: text.slice(within), kind },
    ];
  });
  return found.some(({ start }) => start === place)
    ? found
    : [...found, { start: place, text: '', kind: null }];
}
