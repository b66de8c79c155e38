import type { PluginPorts } from '../ports';
export function addAdminPage(_ports: PluginPorts): void {}
