import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import type { PluginPorts } from '../ports';
import type { QueueDirectory } from '../queue-directory';
import { text } from '../strings';
import { askForAll } from './filter-value';
import { QueueFilterField, QueueFilterLabel } from './QueueFilter';

/** What the filter asks about, in the words of Live Query. */
export const filterField = ({ getState }: Pick<QueueDirectory, 'getState'>): string =>
  `data.attributes.${getState().attribute}`;

type FilterPorts = Pick<PluginPorts, 'flex' | 'manager' | 'directory'>;

/** Adds the filter to those of Teams View, and leaves the others where they are. */
export function addFilter({ flex, manager, directory }: FilterPorts): void {
  const defaults = flex.TeamsView.defaultProps as { filters?: unknown[] };
  // At the start of a plugin nothing is there yet; then Flex's own has to be named.
  const others = defaults.filters ?? [flex.TeamsView.activitiesFilter];
  defaults.filters = [...others, () => definition(directory)];
  flex.Actions.addListener('beforeApplyTeamsViewFilters', (payload: unknown) =>
    askForAll(payload, filterField(directory)),
  );
  // Flex asks for the filters again with the next change of its store, whatever that is about.
  directory.subscribe(({ attribute }, before) => {
    if (attribute !== before.attribute) manager.store.dispatch({ type: 'QUEUE_ELIGIBILITY_ATTRIBUTE' });
  });
}

function definition(directory: QueueDirectory): Flex.FilterDefinition {
  return {
    id: filterField(directory),
    fieldName: directory.getState().attribute,
    title: text('QueueEligibilityFilterTitle'),
    condition: 'IN',
    customStructure: {
      field: <QueueFilterField directory={directory} />,
      label: <QueueFilterLabel />,
    },
  };
}
