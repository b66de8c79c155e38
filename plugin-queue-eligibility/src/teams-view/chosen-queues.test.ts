import { describe, expect, it } from '@jest/globals';
import type { Manager } from '@twilio/flex-ui';
import { createStore } from 'zustand/vanilla';
import type { QueueDirectory } from '../queue-directory';
import { createChosenQueues } from './chosen-queues';

const FILTER_FIELD = 'data.attributes.queues';
const QUEUE = `WQ${'1'.repeat(32)}`;

/** Flex's store, as far as it is looked at. */
function flexWith(supervisor: unknown) {
  const { getState, setState, subscribe } = createStore(() => ({ flex: { supervisor } }));
  return {
    manager: { store: { getState, subscribe } } as unknown as Pick<Manager, 'store'>,
    apply: (...appliedFilters: unknown[]) => setState({ flex: { supervisor: { appliedFilters } } }),
  };
}

/** The directory, as far as it is looked at. */
const directoryOf = (attribute: string) => createStore(() => ({ attribute })) as unknown as QueueDirectory;

describe('the chosen queues', () => {
  it('are those of our filter, as long as it is applied', () => {
    const { manager, apply } = flexWith({ appliedFilters: [] });
    const chosen = createChosenQueues(manager, directoryOf('queues'));
    const close = chosen.open();
    expect([...chosen.getState()]).toEqual([]);
    apply(
      { name: 'data.activity_name', condition: 'IN', values: ['Available'] },
      { name: FILTER_FIELD, condition: 'IN', values: [QUEUE, 'Xy09ab', '"] OR 1==1', 7] },
    );
    expect([...chosen.getState()]).toEqual([QUEUE, 'Xy09ab']);
    apply();
    expect([...chosen.getState()]).toEqual([]);
    close();
    apply({ name: FILTER_FIELD, condition: 'IN', values: [QUEUE] });
    expect([...chosen.getState()]).toEqual([]);
    chosen.open();
    expect([...chosen.getState()]).toEqual([QUEUE]);
  });

  it('are those of the attribute that is configured, as soon as it is known', () => {
    const { manager, apply } = flexWith({ appliedFilters: [] });
    const directory = directoryOf('queues');
    const chosen = createChosenQueues(manager, directory);
    const close = chosen.open();
    apply({ name: 'data.attributes.lines', condition: 'IN', values: [QUEUE] });
    expect([...chosen.getState()]).toEqual([]);
    directory.setState({ attribute: 'lines' });
    expect([...chosen.getState()]).toEqual([QUEUE]);
    close();
    directory.setState({ attribute: 'queues' });
    expect([...chosen.getState()]).toEqual([QUEUE]);
  });

  it.each([[undefined], [null], [{}], [{ appliedFilters: 'none' }], [{ appliedFilters: [{ values: [] }] }]])(
    'are none in a Flex that keeps %j',
    (supervisor) => {
      const chosen = createChosenQueues(flexWith(supervisor).manager, directoryOf('queues'));
      chosen.open();
      expect([...chosen.getState()]).toEqual([]);
    },
  );
});
