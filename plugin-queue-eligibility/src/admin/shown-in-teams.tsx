import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { type ComponentType, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PluginPorts } from '../ports';
import { text } from '../strings';
import { addressOf, placeOf } from './address';

/** A filter of Teams View, as Flex takes it. */
interface Filter {
  name: string;
  condition: string;
  values: readonly string[];
}

/** What the page has sent somebody to Teams View for. */
interface Shown {
  filter: Filter;
  title: string;
  /** The address of the page they came from. */
  from: string;
}

type Ports = Pick<PluginPorts, 'flex' | 'manager'>;

interface Onward {
  /** Teams View shows a selection that an admin can go on with. */
  isFiltered: () => boolean;
  /** Goes on to a plan for those agents. */
  onChangeSkills: () => void;
}

/**
 * Shows agents in Teams View by one filter alone, under a heading that says which, with the way back; and over any
 * selection of an admin the way to a plan for it.
 */
export function createShowInTeams(ports: Ports, onward: Onward) {
  const { flex, manager } = ports;
  const shown = createStore<Shown | null>(() => null);
  const filtersOf = (): unknown =>
    (manager.store.getState().flex as { supervisor?: { appliedFilters?: unknown } }).supervisor
      ?.appliedFilters;
  let stop = (): void => {};
  const isFiltered = createStore<boolean>(onward.isFiltered);
  manager.store.subscribe(() => {
    const isNow = onward.isFiltered();
    if (isFiltered.getState() !== isNow) isFiltered.setState(isNow, true);
  });
  flex.TeamsView.Content.addWrapper((Original) => withBar(Original, ports, { shown, isFiltered, onward }));

  return async (filter: Filter, title: string): Promise<void> => {
    stop();
    const from = addressOf(placeOf(window.location.pathname));
    await flex.Actions.invokeAction('NavigateToView', { viewName: 'teams' });
    await flex.Actions.invokeAction('ApplyTeamsViewFilters', { filters: [filter], extraFilterQuery: '' });
    shown.setState({ filter, title, from });
    const applied = JSON.stringify(filtersOf());
    // Another filter, and the heading would say what is no longer so.
    stop = manager.store.subscribe(() => {
      if (JSON.stringify(filtersOf()) === applied) return;
      stop();
      shown.setState(null, true);
    });
  };
}

/** Teams View under the bar, where there is one; always in the same place, or Flex would begin it anew. */
function withBar<P extends object>(
  Original: ComponentType<P>,
  { flex }: Ports,
  stores: { shown: StoreApi<Shown | null>; isFiltered: StoreApi<boolean>; onward: Onward },
) {
  return function TeamsViewUnderBar(props: P) {
    const shown = useStore(stores.shown);
    const isFiltered = useStore(stores.isFiltered);
    return (
      <div
        style={
          shown || isFiltered
            ? { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, height: '100%' }
            : { display: 'contents' }
        }
      >
        {shown || isFiltered ? (
          <Bar title={shown?.title ?? null}>
            {shown ? (
              <>
                <Button
                  variant="link"
                  onClick={() => void flex.Actions.invokeAction('HistoryPush', shown.from)}
                >
                  ← {text('QueueEligibilityShownBack')}
                </Button>
                <Button
                  variant="link"
                  onClick={() =>
                    void flex.Actions.invokeAction('ApplyTeamsViewFilters', {
                      filters: [],
                      extraFilterQuery: '',
                    })
                  }
                >
                  {text('QueueEligibilityShownAll')}
                </Button>
              </>
            ) : null}
            {isFiltered ? (
              <Button variant="link" onClick={stores.onward.onChangeSkills}>
                {text('QueueEligibilityShownSkills')}
              </Button>
            ) : null}
          </Bar>
        ) : null}
        <Original {...props} />
      </div>
    );
  };
}

interface BarProps {
  /** What is shown; null: what the filter says. */
  title: string | null;
  children: ReactNode;
}

const Bar = ({ title, children }: BarProps) => (
  <Box
    as="section"
    aria-label={title ?? text('QueueEligibilityShownSelection')}
    data-testid="queue-eligibility-shown"
    display="flex"
    flexWrap="wrap"
    flexShrink={0}
    alignItems="center"
    columnGap="space60"
    rowGap="space20"
    paddingX="space50"
    paddingY={title === null ? 'space30' : 'space40'}
    backgroundColor="colorBackgroundPrimaryWeakest"
    borderBottomStyle="solid"
    borderBottomWidth="borderWidth10"
    borderBottomColor="colorBorderWeak"
  >
    {title === null ? null : (
      <Text as="h2" margin="space0" fontSize="fontSize40" fontWeight="fontWeightSemibold">
        {title}
      </Text>
    )}
    {children}
  </Box>
);
