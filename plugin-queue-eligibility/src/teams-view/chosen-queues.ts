import { isQueueValue } from '@queue-eligibility/api';
import type { Manager } from '@twilio/flex-ui';
import * as z from 'zod';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { FILTER_FIELD } from './filter';

/** What the filter of Teams View is set to: what stands for the queues in a worker's list. */
export interface ChosenQueues extends StoreApi<ReadonlySet<string>> {
  /** Follows the filter until the answer is called: for as long as Teams View is open. */
  open(): () => void;
}

const NOTHING: ReadonlySet<string> = new Set();

const filtersSchema = z.array(z.looseObject({ name: z.string(), values: z.unknown() }));

/** By what Flex keeps of its filters. What can't be read counts as nothing chosen. */
export function createChosenQueues({ store: flex }: Pick<Manager, 'store'>): ChosenQueues {
  const chosen = createStore<ReadonlySet<string>>(() => NOTHING);
  let seen: unknown;
  const look = (): void => {
    const state = flex.getState();
    // Flex has no public way to ask: in a version that keeps them elsewhere nothing is chosen.
    const filters: unknown = (state.flex as Partial<typeof state.flex>).supervisor?.appliedFilters;
    if (filters === seen) return;
    seen = filters;
    chosen.setState(readChosen(filters), true);
  };
  const open = (): (() => void) => {
    look();
    return flex.subscribe(look);
  };
  return { ...chosen, open };
}

function readChosen(filters: unknown): ReadonlySet<string> {
  const appliedFilters = filtersSchema.safeParse(filters).data ?? [];
  const { values } = appliedFilters.find(({ name }) => name === FILTER_FIELD) ?? {};
  const found = Array.isArray(values) ? values.filter(isQueueValue) : [];
  return found.length === 0 ? NOTHING : new Set(found);
}

export const useChosenQueues = (chosen: ChosenQueues): ReadonlySet<string> => useStore(chosen);
