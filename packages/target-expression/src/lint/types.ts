import type { Needs } from '../analyse';
import type { ParseError } from '../parse';
import type { Path, Span } from '../tree';
import type { UndocumentedForm } from '../undocumented';

/** A rule to look at: a task queue's target workers expression and what it is called. */
export interface LintRule {
  readonly name: string;
  readonly text: string;
}

/** What there is to say about a rule without knowing any worker. The span is in the rule's text. */
export type LintFinding = Span & {
  /** Which rule: its index in what was given. */
  readonly rule: number;
  /** `error`: it does not work. `warning`: it may do something else than is meant. `note`: worth knowing. */
  readonly level: 'error' | 'warning' | 'note';
} & Detail;

type Detail =
  /** It can't be read. TaskRouter may still accept it. */
  | { readonly kind: 'unparsable'; readonly error: ParseError }
  /** An empty rule matches nobody. */
  | { readonly kind: 'empty' }
  /** A form that Twilio does not document. */
  | { readonly kind: 'undocumented'; readonly form: UndocumentedForm }
  /** AND and OR at one level without parentheses: which of them binds tighter is not documented. */
  | { readonly kind: 'precedence' }
  /** It depends on the worker's activity, or on what only TaskRouter knows (channels, time of day). */
  | { readonly kind: 'volatile'; readonly needs: Needs }
  /** Twilio warns of hyphens in values. */
  | { readonly kind: 'hyphen-in-value'; readonly value: string }
  /** A value that begins or ends with a blank. */
  | { readonly kind: 'blanks-in-value'; readonly value: string }
  /** `>` and its like with a text: texts are not compared as numbers. */
  | { readonly kind: 'text-in-relation'; readonly value: string }
  /** A key of something else than the worker: `task.language`, `attributes.skills`. */
  | { readonly kind: 'foreign-key'; readonly path: Path }
  /** Another rule asks the same key for nearly the same text: one of the two may be a slip. */
  | {
      readonly kind: 'nearly-the-same';
      readonly path: Path;
      readonly value: string;
      readonly other: { readonly rule: number; readonly value: string };
    };
