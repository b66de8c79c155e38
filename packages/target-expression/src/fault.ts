import type { Span } from './tree';

/** What is wrong with a text that is no expression, for programs that say it in words of their own. */
export type Fault =
  /** Something else stands where one of {@link Expected} must. `found` is its text, `null` the end. */
  | { readonly code: 'expected'; readonly expected: Expected; readonly found: string | null }
  /** A key with a hyphen: TaskRouter does not support it. */
  | { readonly code: 'hyphen-in-key' }
  /** A quote that is not closed; its kind. */
  | { readonly code: 'open-text'; readonly quote: string }
  /** `&&`, `|` and their like in place of AND and OR. */
  | { readonly code: 'symbol-operator' }
  | { readonly code: 'unknown-character'; readonly character: string }
  /** A number beyond what can be held. */
  | { readonly code: 'large-number' }
  /** Parentheses in each other beyond `max`. */
  | { readonly code: 'nested-too-deep'; readonly max: number };

/** What must stand at a place, with the words for it in a message. */
const EXPECTED = {
  'and-or-end': 'Expected AND, OR or the end',
  'and-or-close': 'Expected AND, OR or a closing parenthesis',
  'in-after-not': 'NOT can only be followed by IN',
  operator: 'Expected a comparison operator (== != > >= < <= CONTAINS HAS IN NOT IN)',
  operand: 'Expected a key or a constant',
  constant: 'Expected a constant',
  'comma-or-close': 'Expected a comma or ]',
} as const;

export type Expected = keyof typeof EXPECTED;

/** Why a text is no expression, and where. Never leaves the package: `parse` turns it into a result. */
export class SyntaxFault extends Error {
  readonly fault: Fault;
  readonly span: Span;

  constructor(fault: Fault, span: Span) {
    super(sentenceOf(fault));
    this.name = 'SyntaxFault';
    this.fault = fault;
    this.span = span;
  }
}

function sentenceOf(fault: Fault): string {
  switch (fault.code) {
    case 'expected':
      return `${EXPECTED[fault.expected]}, found ${fault.found === null ? 'the end' : JSON.stringify(fault.found)}.`;
    case 'hyphen-in-key':
      return 'Hyphens in keys are not supported by TaskRouter.';
    case 'open-text':
      return `The text that starts with ${fault.quote} does not end.`;
    case 'symbol-operator':
      return 'Conditions are joined by AND and OR, not by symbols.';
    case 'unknown-character':
      return `"${fault.character}" is not part of the language.`;
    case 'large-number':
      return 'The number is too large.';
    case 'nested-too-deep':
      return `Parentheses are nested more than ${fault.max} deep.`;
  }
}
