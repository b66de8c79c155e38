import { isQueueValue } from '@queue-eligibility/api';
import type { Manager } from '@twilio/flex-ui';
import * as z from 'zod';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { QueueDirectory } from '../queue-directory';
import { filterField } from './filter';

/** What the filter of Teams View is set to: what stands for the queues in a worker's list. */
export interface ChosenQueues extends StoreApi<ReadonlySet<string>> {
  /** Follows the filter until the answer is called: for as long as Teams View is open. */
  open(): () => void;
}

const NOTHING: ReadonlySet<string> = new Set();

const filtersSchema = z.array(z.looseObject({ name: z.string(), values: z.unknown() }));

/** By what Flex keeps of its filters. What can't be read counts as nothing chosen. */
export function createChosenQueues(
  { store: flex }: Pick<Manager, 'store'>,
  directory: Pick<QueueDirectory, 'getState' | 'subscribe'>,
): ChosenQueues {
  const chosen = createStore<ReadonlySet<string>>(() => NOTHING);
  let seen: unknown;
  let seenField = '';
  const look = (): void => {
    const state = flex.getState();
    // Flex has no public way to ask: in a version that keeps them elsewhere nothing is chosen.
    const filters: unknown = (state.flex as Partial<typeof state.flex>).supervisor?.appliedFilters;
    const field = filterField(directory);
    if (filters === seen && field === seenField) return;
    seen = filters;
    seenField = field;
    chosen.setState(readChosen(filters, field), true);
  };
  const open = (): (() => void) => {
    look();
    const stops = [flex.subscribe(look), directory.subscribe(look)];
    return () => stops.forEach((stop) => stop());
  };
  return { ...chosen, open };
}

function readChosen(filters: unknown, field: string): ReadonlySet<string> {
  const appliedFilters = filtersSchema.safeParse(filters).data ?? [];
  const { values } = appliedFilters.find(({ name }) => name === field) ?? {};
  const found = Array.isArray(values) ? values.filter(isQueueValue) : [];
  return found.length === 0 ? NOTHING : new Set(found);
}

export const useChosenQueues = (chosen: ChosenQueues): ReadonlySet<string> => useStore(chosen);
