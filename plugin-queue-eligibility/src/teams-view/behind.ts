import { REFUSALS } from '@queue-eligibility/api';
import { explain } from '../admin/words';
import { text } from '../strings';

/** What there is to say of an agent whose list is known to be another than it should be, by the code of why. */
export function behindWords(code: string): { label: string; hint: string } {
  if (code === REFUSALS.tooLong) {
    return { label: text('QueueEligibilityColumnFull'), hint: text('QueueEligibilityColumnFullHint') };
  }
  const { reason, todo } = explain(code);
  return { label: text('QueueEligibilityColumnBehind'), hint: `${reason} ${todo}` };
}
