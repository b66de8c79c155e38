import { ERROR_CODES } from '@queue-eligibility/api';
import { wordsOf } from '../admin/Trouble';
import { FunctionsError, toProblem } from '../functions-client';
import { text, type StringKey } from '../strings';

/** What went wrong, as a notice says it. */
export interface Told {
  variant: 'neutral' | 'warning' | 'error';
  title: string;
  body: string;
  details?: readonly string[];
}

/** What a person did not expect, by the code of the answer: the text that was written stands in any case. */
const TOLD: Readonly<Record<string, readonly [StringKey, StringKey]>> = {
  [ERROR_CODES.queueChanged]: ['QueueEligibilityEditChangedTitle', 'QueueEligibilityEditChangedText'],
  [ERROR_CODES.notFound]: ['QueueEligibilityWhatIfGoneTitle', 'QueueEligibilityWhatIfGoneText'],
  [ERROR_CODES.queueEditingOff]: ['QueueEligibilityEditOffTitle', 'QueueEligibilityEditOffText'],
  [ERROR_CODES.editTooLong]: ['QueueEligibilityEditTooLongTitle', 'QueueEligibilityEditTooLongText'],
  [ERROR_CODES.editUnheard]: ['QueueEligibilityEditUnheardTitle', 'QueueEligibilityEditUnheardText'],
  [ERROR_CODES.expressionRefused]: ['QueueEligibilityEditRefusedTitle', 'QueueEligibilityEditRefusedText'],
};

/** Codes whose message says more than we can: it is TaskRouter's, or names what is wrong with the request. */
const IN_THEIR_WORDS = new Set<string>([ERROR_CODES.expressionRefused, ERROR_CODES.badRequest]);

/** Why asking came to nothing. */
export function failureOf(error: unknown): Told {
  const { code, message } = error instanceof FunctionsError ? error : { code: '', message: '' };
  const details = IN_THEIR_WORDS.has(code) ? [message] : [];
  return told(code, details) ?? { ...wordsOf(toProblem(error)), details };
}

/** Why saving came to nothing; where no answer came, or none that can be read, that this is not known. */
export function saveFailureOf(error: unknown): Told {
  const { kind } = toProblem(error);
  const isUnheard = kind === 'unreachable' || kind === 'unexpected';
  return (isUnheard ? told(ERROR_CODES.editUnheard) : null) ?? failureOf(error);
}

function told(code: string, details?: readonly string[]): Told | null {
  const known = TOLD[code];
  return known
    ? { variant: 'error', title: text(known[0]), body: text(known[1]), ...(details && { details }) }
    : null;
}
