import type { Cell } from '@queue-eligibility/insight';
import { text } from '../../strings';
import { explain } from '../words';
import type { Trouble } from './Reasons';

/** Agents that are not as they should be, as a table for other programs. */
export const troubleRows = (troubles: readonly Trouble[]): Cell[][] => [
  [
    text('QueueEligibilityFailureAgent'),
    text('QueueEligibilityFailureReason'),
    text('QueueEligibilityFailureDo'),
    text('QueueEligibilityFailureDetails'),
    text('QueueEligibilityLeftWhen'),
    text('QueueEligibilityCsvCode'),
  ],
  ...troubles.map(({ workerSid, code, message, at }): Cell[] => {
    const { reason, todo } = explain(code);
    return [workerSid, reason, todo, message, at ?? null, code];
  }),
];
