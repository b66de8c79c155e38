import { hasNativeQueuesColumn } from '../feature-flags';
import type { PluginPorts } from '../ports';
import { addColumn } from './column';
import { addFilter } from './filter';

/** Adds column and filter to Teams View, unless Flex shows the queues itself and nobody asked for both. */
export function addTeamsView({ flex, manager, directory, configuration }: PluginPorts): void {
  const { showColumn } = configuration;
  if (showColumn === 'never' || (showColumn === 'auto' && hasNativeQueuesColumn(manager))) return;
  addColumn(flex, directory);
  addFilter(flex, directory);
}
