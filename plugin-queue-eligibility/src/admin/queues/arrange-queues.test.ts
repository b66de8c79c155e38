import { expect, it } from '@jest/globals';
import { aQueue } from '../../../test/queues';
import { arrangeQueues, type QueueOrder } from './arrange-queues';

const queues = [
  aQueue('WQ1', 'Sales 10', { targetWorkers: 'a', eligibleWorkers: 3, availableWorkers: 1 }),
  aQueue('WQ2', 'Sales 9', { targetWorkers: 'b', eligibleWorkers: 0, availableWorkers: 0 }),
  aQueue('WQ3', 'Billing', { targetWorkers: 'skill' }),
  aQueue('WQ4', 'Anyone', { targetWorkers: '', eligibleWorkers: 3, availableWorkers: 2 }),
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
