import { addAgentQueues } from '../agent';
import { hasNativeQueuesColumn } from '../feature-flags';
import type { PluginPorts } from '../ports';
import { addColumn } from './column';
import { addFilter } from './filter';

/** Who shows an agent's queues in Teams View: this plugin, Flex itself, or nobody. */
export type ColumnOwner = 'ours' | 'flex' | 'none';

/**
 * Adds column and filter to Teams View, unless Flex shows the queues itself and nobody asked for both; and in any case
 * what explains the queues of one agent.
 */
export function addTeamsView(ports: PluginPorts): ColumnOwner {
  const { manager, configuration } = ports;
  const { showColumn } = configuration;
  const opened = addAgentQueues(ports);
  if (showColumn === 'never') return 'none';
  if (showColumn === 'auto' && hasNativeQueuesColumn(manager)) return 'flex';
  addColumn(ports, opened);
  addFilter(ports);
  return 'ours';
}
