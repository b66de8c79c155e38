import type { PluginPorts } from '../ports';
export function addTeamsView(_ports: PluginPorts): void {}
