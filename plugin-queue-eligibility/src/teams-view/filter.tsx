import { QUEUES_ATTRIBUTE } from '@queue-eligibility/api';
import type * as Flex from '@twilio/flex-ui';
import React from 'react';
import type { QueueDirectory } from '../queue-directory';
import { text } from '../strings';
import { QueueFilterField, QueueFilterLabel } from './QueueFilter';

/** What the filter asks about, in the words of Live Query. */
export const FILTER_FIELD = `data.attributes.${QUEUES_ATTRIBUTE}`;

/** Adds the filter to those of Teams View, and leaves the others where they are. */
export function addFilter(flex: typeof Flex, directory: QueueDirectory): void {
  const defaults = flex.TeamsView.defaultProps as { filters?: unknown[] };
  // At the start of a plugin nothing is there yet; then Flex's own has to be named.
  const others = defaults.filters ?? [flex.TeamsView.activitiesFilter];
  defaults.filters = [...others, () => definition(directory)];
}

function definition(directory: QueueDirectory): Flex.FilterDefinition {
  return {
    id: FILTER_FIELD,
    fieldName: QUEUES_ATTRIBUTE,
    title: text('QueueEligibilityFilterTitle'),
    condition: 'IN',
    customStructure: {
      field: <QueueFilterField directory={directory} />,
      label: <QueueFilterLabel />,
    },
  };
}
