import type { Span } from './tree';

/**
 * What an expression can hold that https://www.twilio.com/docs/taskrouter/expression-syntax does not describe, with
 * a sentence for people. All but the last few were seen in real workspaces.
 */
export const UNDOCUMENTED_FORMS = {
  'single-equals': 'A single = is used for ==.',
  'keyword-case': 'A keyword is not written as documented (AND, OR, IN, NOT IN, HAS, CONTAINS; true, false).',
  'quoted-key': 'The text on the left may be a key in quotes or a plain text.',
  'null-literal': 'null is used as a constant.',
  'empty-array': 'An array has no elements.',
  'reference-list': 'IN or NOT IN has a key on the right.',
  'array-position': 'An array constant stands elsewhere than on the right of IN or NOT IN.',
  'worker-prefix': 'A key starts with "worker.".',
  'worker-channel': 'The expression looks at the channels of the worker, which are not in the attributes.',
  'no-space': 'A keyword touches its neighbour.',
  escape: 'A text holds a backslash or a doubled quote.',
  'non-ascii-key': 'A key holds letters beyond a-z.',
  'negative-number': 'A number is negative.',
  'large-number': 'A number has more digits than can be held exactly.',
} as const;

export type UndocumentedForm = keyof typeof UNDOCUMENTED_FORMS;

/** One use of an undocumented form and where it stands. */
export interface UndocumentedUse extends Span {
  readonly form: UndocumentedForm;
}
