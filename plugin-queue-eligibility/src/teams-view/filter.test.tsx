import { expect, it } from '@jest/globals';
import type * as Flex from '@twilio/flex-ui';
import { fakeFunctions } from '../../test/fakes';
import { aList } from '../../test/jobs';
import { manyQueues } from '../../test/queues';
import { createQueueDirectory } from '../queue-directory';
import { addFilter, filterField } from './filter';
import { flexValueOf } from './filter-value';

type Listener = (payload: unknown) => void;

/** The filter as Flex gets it, for Functions that name this attribute. */
function setUp(attribute: string | undefined) {
  const { client } = fakeFunctions({
    '/jobs/queues': () => ({ queues: manyQueues(1), ...(attribute === undefined ? {} : { attribute }) }),
    '/jobs/list': () => aList(),
  });
  const directory = createQueueDirectory(client, { isAllowed: true });
  const defaultProps: { filters?: (() => Flex.FilterDefinition)[] } = { filters: [] };
  const actions: unknown[] = [];
  const listeners = new Map<string, Listener>();
  addFilter({
    flex: {
      TeamsView: { defaultProps },
      Actions: { addListener: (name: string, listener: Listener) => listeners.set(name, listener) },
    } as unknown as typeof Flex,
    manager: { store: { dispatch: (action: unknown) => actions.push(action) } } as unknown as Flex.Manager,
    directory,
  });
  return { directory, actions, listeners, definition: () => defaultProps.filters?.[0]?.() };
}

it('asks about the attribute that is configured, and has Flex ask for it as soon as it is known', async () => {
  const { directory, actions, definition } = setUp('lines');
  expect(definition()).toMatchObject({ id: 'data.attributes.queues', fieldName: 'queues' });
  await directory.refresh();
  expect(definition()).toMatchObject({ id: 'data.attributes.lines', fieldName: 'lines', condition: 'IN' });
  expect(actions).toHaveLength(1);
  await directory.refresh();
  expect(actions).toHaveLength(1);
});

it.each([[undefined], ['queues'], ['a == "b" OR data.c'], ['']])(
  'asks about the usual attribute where the Functions say %j',
  async (attribute) => {
    const { directory, actions } = setUp(attribute);
    await directory.refresh();
    expect(filterField(directory)).toBe('data.attributes.queues');
    expect(actions).toEqual([]);
  },
);

it('has each queue asked for where all of them are meant', () => {
  const { listeners } = setUp(undefined);
  const queues = manyQueues(2).map(({ sid }) => sid);
  const values = flexValueOf({ queues, isAll: true });
  const payload = {
    filters: [{ name: 'data.attributes.queues', condition: 'IN', values }],
    extraFilterQuery: '',
  };
  listeners.get('beforeApplyTeamsViewFilters')?.(payload);
  expect(payload.extraFilterQuery).toBe(
    queues.map((sid) => `data.attributes.queues IN ["${sid}"]`).join(' AND '),
  );
});
