import type { QueueView } from '@queue-eligibility/api';

/** What a list of queues is sorted by. */
export interface QueueOrder {
  by: 'name' | 'eligible' | 'available';
  isDescending: boolean;
}

/** The queues whose name or expression holds a text, in an order; those with the same number by name. */
export function arrangeQueues(
  queues: readonly QueueView[],
  { search, order }: { search: string; order: QueueOrder },
): QueueView[] {
  const wanted = search.trim().toLocaleLowerCase();
  const found = queues.filter(({ friendlyName, targetWorkers, sid }) =>
    `${friendlyName} ${targetWorkers} ${sid}`.toLocaleLowerCase().includes(wanted),
  );
  const sign = order.isDescending ? -1 : 1;
  const byName = (a: QueueView, b: QueueView) => collator.compare(a.friendlyName, b.friendlyName);
  const byNumber = (a: QueueView, b: QueueView) =>
    sign * (numberOf(a, order) - numberOf(b, order)) || byName(a, b);
  return found.sort(order.by === 'name' ? (a, b) => sign * byName(a, b) : byNumber);
}

const collator = new Intl.Collator(undefined, { numeric: true });

function numberOf({ eligibleWorkers, availableWorkers }: QueueView, { by }: QueueOrder): number {
  return (by === 'available' ? availableWorkers : eligibleWorkers) ?? -1;
}
