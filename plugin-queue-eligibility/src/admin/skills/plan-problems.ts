import { FunctionsError, toProblem } from '../../functions-client';
import { text, type StringKey } from '../../strings';
import { wordsOf } from '../Trouble';

/** Why something can't be done with a plan, by the code of the answer. */
const TOLD: Readonly<Record<string, StringKey>> = {
  plan_incomplete: 'QueueEligibilityPlanIncompleteText',
  plan_unconfirmed: 'QueueEligibilityPlanUnconfirmedText',
  plan_applied: 'QueueEligibilityPlanAppliedText',
  plan_undone: 'QueueEligibilityPlanUndoneText',
  plan_not_applied: 'QueueEligibilityPlanNotAppliedText',
  confirmed_by_same: 'QueueEligibilityPlanSameText',
  not_found: 'QueueEligibilityPlanGoneText',
};
/** Codes whose message names what is wrong with the plan. */
const IN_THEIR_WORDS = new Set(['bad_items', 'bad_request']);

/** Why a call about a plan came to nothing, as a notice says it. */
export function planProblem(error: unknown) {
  const { code, message } = error instanceof FunctionsError ? error : { code: '', message: '' };
  const known = TOLD[code];
  if (known)
    return {
      ...({ variant: 'warning', details: [] } as const),
      title: text('QueueEligibilityPlanRefusedTitle'),
      body: text(known),
    };
  if (IN_THEIR_WORDS.has(code))
    return {
      ...({ variant: 'error', details: [] } as const),
      title: text('QueueEligibilityPlanRefusedTitle'),
      body: message,
    };
  return { ...wordsOf(toProblem(error)), details: [] };
}

export type PlanProblem = ReturnType<typeof planProblem>;
