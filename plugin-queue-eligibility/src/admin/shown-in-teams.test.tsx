import { describe, expect, it, jest } from '@jest/globals';
import type * as Flex from '@twilio/flex-ui';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { type ComponentType } from 'react';
import { createStore } from 'zustand/vanilla';
import { renderInFlex } from '../../test/render';
import { createShowInTeams } from './shown-in-teams';

const filter = { name: 'data.attributes.queues', condition: 'IN', values: ['WQ1'] };

/** Teams View as a wrapper sees it, with Flex's actions and filters. */
function setUp() {
  const store = createStore<{ flex: { supervisor: { appliedFilters: unknown[] } } }>(() => ({
    flex: { supervisor: { appliedFilters: [] } },
  }));
  const actions: [string, unknown][] = [];
  let wrap: (original: ComponentType) => ComponentType = (original) => original;
  const flex = {
    TeamsView: { Content: { addWrapper: (wrapper: typeof wrap) => (wrap = wrapper) } },
    Actions: {
      invokeAction: async (name: string, payload: { filters?: unknown[] }) => {
        actions.push([name, payload]);
        if (payload.filters) store.setState({ flex: { supervisor: { appliedFilters: payload.filters } } });
      },
    },
  } as unknown as typeof Flex;
  const onChangeSkills = jest.fn();
  const isFiltered = (): boolean => store.getState().flex.supervisor.appliedFilters.length > 1;
  const manager = { store } as unknown as Flex.Manager;
  const show = createShowInTeams({ flex, manager }, { isFiltered, onChangeSkills });
  let mounts = 0;
  function Original() {
    React.useEffect(() => void mounts++, []);
    return <p>Your Teams</p>;
  }
  const Wrapped = wrap(Original);
  renderInFlex(<Wrapped />);
  return { show, actions, store, onChangeSkills, mounts: () => mounts };
}

describe('Teams View, when the page has sent somebody there', () => {
  it('says which agents it shows, and leads back to where they came from', async () => {
    window.history.replaceState(null, '', '/queue-eligibility/queues');
    const { show, actions, mounts } = setUp();
    expect(screen.queryByRole('heading')).toBeNull();
    await act(() => show(filter, 'Agents of Sales'));
    expect(screen.getByRole('heading', { name: 'Agents of Sales' })).toBeInTheDocument();
    expect(screen.getByText('Your Teams')).toBeInTheDocument();
    expect(mounts()).toBe(1);
    await userEvent.click(screen.getByRole('button', { name: /Back to Queue eligibility/ }));
    expect(actions.at(-1)).toEqual(['HistoryPush', '/queue-eligibility/queues']);
  });

  it('leads an admin from a selection to a plan for it, and mounts nothing anew', async () => {
    const { store, onChangeSkills, mounts } = setUp();
    expect(screen.queryByRole('button')).toBeNull();
    act(() => store.setState({ flex: { supervisor: { appliedFilters: [filter, filter] } } }));
    await userEvent.click(screen.getByRole('button', { name: 'Change the skills of these agents…' }));
    expect(onChangeSkills).toHaveBeenCalledTimes(1);
    act(() => store.setState({ flex: { supervisor: { appliedFilters: [] } } }));
    expect(screen.queryByRole('button')).toBeNull();
    expect(mounts()).toBe(1);
  });

  it('says so no longer when it is filtered by something else', async () => {
    const { show, store } = setUp();
    await act(() => show(filter, 'Agents of Sales'));
    act(() => store.setState({ flex: { supervisor: { appliedFilters: [filter] } } }));
    expect(screen.getByRole('heading', { name: 'Agents of Sales' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all agents' }));
    expect(screen.queryByRole('heading')).toBeNull();
  });
});
