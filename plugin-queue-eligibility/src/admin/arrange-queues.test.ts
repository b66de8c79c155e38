import { expect, it } from '@jest/globals';
import type { QueueView } from '@queue-eligibility/api';
import { arrangeQueues, type QueueOrder } from './arrange-queues';

const queues: QueueView[] = [
  { sid: 'WQ1', friendlyName: 'Sales 10', targetWorkers: 'a', eligibleWorkers: 3, availableWorkers: 1 },
  { sid: 'WQ2', friendlyName: 'Sales 9', targetWorkers: 'b', eligibleWorkers: 0, availableWorkers: 0 },
  {
    sid: 'WQ3',
    friendlyName: 'Billing',
    targetWorkers: 'skill',
    eligibleWorkers: null,
    availableWorkers: null,
  },
  { sid: 'WQ4', friendlyName: 'Anyone', targetWorkers: '', eligibleWorkers: 3, availableWorkers: 2 },
];
const names = (search: string, by: QueueOrder['by'], isDescending = false) =>
  arrangeQueues(queues, { search, order: { by, isDescending } }).map(({ friendlyName }) => friendlyName);

it('sorts by name as people count, and by number with the name behind it', () => {
  expect(names('', 'name')).toEqual(['Anyone', 'Billing', 'Sales 9', 'Sales 10']);
  expect(names('', 'eligible', true)).toEqual(['Anyone', 'Sales 10', 'Sales 9', 'Billing']);
  expect(names('', 'available')).toEqual(['Billing', 'Sales 9', 'Sales 10', 'Anyone']);
});

it('finds by name, expression and SID', () => {
  expect(names(' sales ', 'name')).toEqual(['Sales 9', 'Sales 10']);
  expect(names('SKILL', 'name')).toEqual(['Billing']);
  expect(names('wq4', 'name')).toEqual(['Anyone']);
});
