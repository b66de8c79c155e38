import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { type ComponentType } from 'react';
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

/** Shows agents in Teams View by one filter alone, under a heading that says which, with the way back. */
export function createShowInTeams(ports: Ports) {
  const { flex, manager } = ports;
  const shown = createStore<Shown | null>(() => null);
  const filtersOf = (): unknown =>
    (manager.store.getState().flex as { supervisor?: { appliedFilters?: unknown } }).supervisor
      ?.appliedFilters;
  let stop = (): void => {};
  flex.TeamsView.Content.addWrapper((Original) => withBar(Original, ports, shown));

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
  store: StoreApi<Shown | null>,
) {
  return function TeamsViewUnderBar(props: P) {
    const shown = useStore(store);
    return (
      <div
        style={
          shown
            ? { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, height: '100%' }
            : { display: 'contents' }
        }
      >
        {shown ? (
          <Bar
            title={shown.title}
            onBack={() => void flex.Actions.invokeAction('HistoryPush', shown.from)}
            onAll={() =>
              void flex.Actions.invokeAction('ApplyTeamsViewFilters', { filters: [], extraFilterQuery: '' })
            }
          />
        ) : null}
        <Original {...props} />
      </div>
    );
  };
}

interface BarProps {
  title: string;
  onBack: () => void;
  onAll: () => void;
}

const Bar = ({ title, onBack, onAll }: BarProps) => (
  <Box
    as="section"
    aria-label={title}
    data-testid="queue-eligibility-shown"
    display="flex"
    flexWrap="wrap"
    flexShrink={0}
    alignItems="center"
    columnGap="space60"
    rowGap="space20"
    paddingX="space50"
    paddingY="space40"
    backgroundColor="colorBackgroundPrimaryWeakest"
    borderBottomStyle="solid"
    borderBottomWidth="borderWidth10"
    borderBottomColor="colorBorderWeak"
  >
    <Text as="h2" margin="space0" fontSize="fontSize40" fontWeight="fontWeightSemibold">
      {title}
    </Text>
    <Button variant="link" onClick={onBack}>
      ← {text('QueueEligibilityShownBack')}
    </Button>
    <Button variant="link" onClick={onAll}>
      {text('QueueEligibilityShownAll')}
    </Button>
  </Box>
);
