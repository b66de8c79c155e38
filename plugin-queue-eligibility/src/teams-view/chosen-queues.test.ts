import { describe, expect, it } from '@jest/globals';
import type { Manager } from '@twilio/flex-ui';
import { createStore } from 'zustand/vanilla';
import { createChosenQueues } from './chosen-queues';
import { FILTER_FIELD } from './filter';

const QUEUE = `WQ${'1'.repeat(32)}`;

/** Flex's store, as far as it is looked at. */
function flexWith(supervisor: unknown) {
  const { getState, setState, subscribe } = createStore(() => ({ flex: { supervisor } }));
  return {
    manager: { store: { getState, subscribe } } as unknown as Pick<Manager, 'store'>,
    apply: (...appliedFilters: unknown[]) => setState({ flex: { supervisor: { appliedFilters } } }),
  };
}

describe('the chosen queues', () => {
  it('are those of our filter, as long as it is applied', () => {
    const { manager, apply } = flexWith({ appliedFilters: [] });
    const chosen = createChosenQueues(manager);
    const close = chosen.open();
    expect([...chosen.getState()]).toEqual([]);
    apply(
      { name: 'data.activity_name', condition: 'IN', values: ['Available'] },
      { name: FILTER_FIELD, condition: 'IN', values: [QUEUE, 'Xy-_9', '"] OR 1==1', 7] },
    );
    expect([...chosen.getState()]).toEqual([QUEUE, 'Xy-_9']);
    apply();
    expect([...chosen.getState()]).toEqual([]);
    close();
    apply({ name: FILTER_FIELD, condition: 'IN', values: [QUEUE] });
    expect([...chosen.getState()]).toEqual([]);
    chosen.open();
    expect([...chosen.getState()]).toEqual([QUEUE]);
  });

  it.each([[undefined], [null], [{}], [{ appliedFilters: 'none' }], [{ appliedFilters: [{ values: [] }] }]])(
    'are none in a Flex that keeps %j',
    (supervisor) => {
      const chosen = createChosenQueues(flexWith(supervisor).manager);
      chosen.open();
      expect([...chosen.getState()]).toEqual([]);
    },
  );
});
