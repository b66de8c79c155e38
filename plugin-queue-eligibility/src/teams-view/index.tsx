import { hasNativeQueuesColumn } from '../feature-flags';
import type { PluginPorts } from '../ports';
import { addColumn } from './column';
import { addFilter } from './filter';

/** Adds column and filter to Teams View, unless Flex shows the queues itself and nobody asked for both. */
export function addTeamsView(ports: PluginPorts): void {
  const { manager, configuration } = ports;
  const { showColumn } = configuration;
  if (showColumn === 'never' || (showColumn === 'auto' && hasNativeQueuesColumn(manager))) return;
  addColumn(ports);
  addFilter(ports);
}
