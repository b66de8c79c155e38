import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startFlexHost, type FlexHost } from '@queue-eligibility/flex-host';
import type { Scenario } from './scenario';

const PLUGIN = {
  name: 'plugin-queue-eligibility',
  version: '0.1.0',
  file: fileURLToPath(
    new URL('../../../plugin-queue-eligibility/build/plugin-queue-eligibility.js', import.meta.url),
  ),
};

/** Flex UI on the demo's account. */
export interface DemoFlex extends FlexHost {
  /** Whether our plugin is in it. */
  readonly hasPlugin: boolean;
}

/**
 * Starts Flex UI with our plugin, or without when it was not built.
 * @throws FlexNotBuilt, and what listening on a taken port throws.
 */
export async function openFlex({ emulator, functions }: Scenario, port: number): Promise<DemoFlex> {
  const host = await startFlexHost({ emulator, functionsUrl: functions.url, plugin: PLUGIN, port });
  return { ...host, hasPlugin: existsSync(PLUGIN.file) };
}

/** Where to find it, and what is missing. */
export function flexWords({ url, hasPlugin }: DemoFlex): string[] {
  return [
    url,
    `  as an admin       ${url}queue-eligibility?as=admin`,
    `  as a supervisor   ${url}teams?as=supervisor`,
    `  as an agent       ${url}?as=agent`,
    ...(hasPlugin ? [] : ['without our plugin: it is not there, `npm run build` builds it']),
  ];
}
