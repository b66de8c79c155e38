import type { Progress } from '@queue-eligibility/api';
import { text, type StringKey } from '../strings';

/** Why something failed and what to do, by the code of the failure: see docs/runbook.md. */
const REASONS: Readonly<Record<string, readonly [StringKey, StringKey]>> = {
  attributes_too_long: ['QueueEligibilityReasonTooLong', 'QueueEligibilityDoTooLong'],
  attributes_invalid: ['QueueEligibilityReasonInvalid', 'QueueEligibilityDoInvalid'],
  update_refused: ['QueueEligibilityReasonRefused', 'QueueEligibilityDoRefused'],
  contended: ['QueueEligibilityReasonContended', 'QueueEligibilityDoContended'],
  attributes_unknown: ['QueueEligibilityReasonUnknown', 'QueueEligibilityDoUnknown'],
  queues_not_ours: ['QueueEligibilityReasonNotOurs', 'QueueEligibilityDoNotOurs'],
  skills_not_understood: ['QueueEligibilityReasonSkills', 'QueueEligibilityDoSkills'],
  changed_since: ['QueueEligibilityReasonChanged', 'QueueEligibilityDoChanged'],
  changed_again_and_again: ['QueueEligibilityReasonRestless', 'QueueEligibilityDoRestless'],
  unsettled: ['QueueEligibilityReasonUnsettled', 'QueueEligibilityDoUnsettled'],
  worker_not_found: ['QueueEligibilityReasonGone', 'QueueEligibilityDoGone'],
  unavailable: ['QueueEligibilityReasonUnavailable', 'QueueEligibilityDoUnavailable'],
  throttled: ['QueueEligibilityReasonThrottled', 'QueueEligibilityDoThrottled'],
  no_progress: ['QueueEligibilityReasonThrottled', 'QueueEligibilityDoThrottled'],
  not_authorised: ['QueueEligibilityReasonCredentials', 'QueueEligibilityDoCredentials'],
  handoff_refused: ['QueueEligibilityReasonHandoff', 'QueueEligibilityDoHandoff'],
  hop_lost: ['QueueEligibilityReasonLost', 'QueueEligibilityDoLost'],
  configuration: ['QueueEligibilityReasonConfiguration', 'QueueEligibilityDoConfiguration'],
};

/** A failure in plain words, and what to do about it. */
export const explain = (code: string): Explanation =>
  explainKnown(code) ?? {
    reason: text('QueueEligibilityReasonOther', { code }),
    todo: text('QueueEligibilityDoOther'),
  };

/** The same; null for a code that has no words of its own. */
export function explainKnown(code: string): Explanation | null {
  const keys = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  return keys ? { reason: text(keys[0]), todo: text(keys[1]) } : null;
}

interface Explanation {
  reason: string;
  todo: string;
}

/** A whole number in the reader's way of writing. */
export const count = (value: number): string => new Intl.NumberFormat(locale()).format(value);

/** The first of two strings where it is about one, the second otherwise, with the number as `count`. */
export const plural = (
  value: number,
  [one, many]: readonly [StringKey, StringKey],
  values: Readonly<Record<string, string>> = {},
): string => text(value === 1 ? one : many, { count: count(value), ...values });

/** How many were found as they should be. What was changed counts in all passes, what was checked in the last. */
export const unchangedOf = ({ checked, changed, failed }: Progress): number =>
  Math.max(0, checked - changed - failed);

/** A duration such as "2 min 5 s". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return text('QueueEligibilitySeconds', { seconds: whole });
  if (whole < 3_600) {
    return text('QueueEligibilityMinutes', { minutes: Math.floor(whole / 60), seconds: whole % 60 });
  }
  return text('QueueEligibilityHours', {
    hours: Math.floor(whole / 3_600),
    minutes: Math.floor((whole % 3_600) / 60),
  });
}

/** A moment, with its date and its zone: who reads it may sit elsewhere, or read it next week. */
export function clock(iso: string, nowMs: number): string {
  const at = new Date(iso);
  const isThisYear = at.getFullYear() === new Date(nowMs).getFullYear();
  return new Intl.DateTimeFormat(locale(), {
    ...(isThisYear ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

/** Strings and numbers belong to one language. */
const locale = (): string => text('QueueEligibilityLocale');
