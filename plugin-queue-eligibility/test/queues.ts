import type { QueueView } from '@queue-eligibility/api';

/** A queue as the Functions name it, that nobody counted. */
export const aQueue = (
  sid: string,
  friendlyName: string,
  more: Partial<Omit<QueueView, 'sid' | 'friendlyName'>> = {},
): QueueView => ({
  sid,
  value: sid,
  friendlyName,
  targetWorkers: '1==1',
  eligibleWorkers: null,
  availableWorkers: null,
  distrusted: false,
  ...more,
});

/** So many queues, from "Queue 0" on. */
export const manyQueues = (count: number): QueueView[] =>
  Array.from({ length: count }, (_, i) => aQueue(`WQ${String(i).padStart(32, '0')}`, `Queue ${i}`));
