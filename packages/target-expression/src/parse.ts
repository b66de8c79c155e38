import { needsOf, readsOf } from './analyse';
import type { Needs } from './analyse';
import { SyntaxFault } from './fault';
import type { Fault } from './fault';
import { parseText } from './parser';
import type { Condition, Empty, Path, Span } from './tree';
import type { UndocumentedUse } from './undocumented';

/** A parsed target workers expression. */
export interface Expression {
  readonly text: string;
  readonly tree: Condition | Empty;
  /**
   * The text stays inside the language that Twilio documents. `false` means that the meaning we give it is a guess,
   * if a good one.
   */
  readonly documented: boolean;
  /** What was guessed, in the order of the text. Empty when `documented`. */
  readonly undocumented: readonly UndocumentedUse[];
  /** What has to be known of a worker to evaluate it. */
  readonly needs: Needs;
  /** The answer can change while attributes, friendly name and SID stay: it depends on activity, channels or time. */
  readonly volatile: boolean;
  /** The attribute paths it looks at, each once, in the order of the text. Worker fields such as `sid` are not in it. */
  readonly reads: readonly Path[];
}

/** Why a text is not an expression, in a sentence, and where. */
export interface ParseError extends Span {
  readonly message: string;
  /** The same for a program. */
  readonly fault: Fault;
}

export type ParseResult =
  { readonly ok: true; readonly expression: Expression } | { readonly ok: false; readonly error: ParseError };

/**
 * Parses a target workers expression as documented at https://www.twilio.com/docs/taskrouter/expression-syntax, and
 * what real workspaces hold beside it. Never throws. TaskRouter is the judge of what is valid: a text that fails here
 * is one that we cannot read, not one that TaskRouter refuses.
 */
export function parse(text: string): ParseResult {
  try {
    const { tree, undocumented } = parseText(text);
    const needs = needsOf(tree);
    const documented = undocumented.length === 0;
    const volatile = needs !== 'worker';
    return {
      ok: true,
      expression: { text, tree, documented, undocumented, needs, volatile, reads: readsOf(tree) },
    };
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault;
    const { start, end } = fault.span;
    return { ok: false, error: { message: fault.message, fault: fault.fault, start, end } };
  }
}
