import type { QueueView } from '@queue-eligibility/api';
import type { Cell } from '@queue-eligibility/insight';
import { text } from '../../strings';

/** Queues as a table for other programs. */
export const queueRows = (queues: readonly QueueView[]): Cell[][] => [
  [
    text('QueueEligibilityQueueName'),
    text('QueueEligibilityCsvId'),
    text('QueueEligibilityQueueExpression'),
    text('QueueEligibilityQueueEligible'),
    text('QueueEligibilityQueueAvailable'),
  ],
  ...queues.map(({ friendlyName, sid, targetWorkers, eligibleWorkers, availableWorkers }): Cell[] => [
    friendlyName,
    sid,
    targetWorkers,
    eligibleWorkers,
    availableWorkers,
  ]),
];
