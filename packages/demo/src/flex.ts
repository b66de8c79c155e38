import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assertFlexBuilt, startFlexHost, type FlexHost } from '@queue-eligibility/flex-host';
import type { FlexBuild } from './build';
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
  /** What it waits for, in a sentence for the page; null: it can be used. */
  readonly notYet: () => string | null;
  /** Resolves when it can be used; rejects with BuildFailed, or FlexNotBuilt where the build left nothing. */
  readonly opened: Promise<void>;
}

/**
 * Starts Flex UI with our plugin; while that is still being built, a page that says so.
 * @throws FlexNotBuilt without a build, and what listening on a taken port throws.
 */
export async function openFlex(
  { emulator, functions }: Scenario,
  { port, build }: { port: number; build: FlexBuild | null },
): Promise<DemoFlex> {
  const startedMs = Date.now();
  const seconds = (): number => Math.round((Date.now() - startedMs) / 1000);
  let failure: string | null = null;
  let isOpen = build === null;
  const notYet = (): string | null => {
    if (isOpen) return null;
    if (failure !== null) return `It could not be built:\n${failure}`;
    return (
      "Flex UI's page and our plugin are being built with Flex's own tools, for " +
      `${seconds()} s now. The first time takes a minute or two. This page then becomes Flex by itself.`
    );
  };
  const opened = (build?.done ?? Promise.resolve())
    .then(() => {
      assertFlexBuilt();
      isOpen = true;
    })
    .catch((error: unknown) => {
      failure = error instanceof Error ? error.message : String(error);
      throw error;
    });
  // Whoever wants to know asks; until then a failure is no crash.
  opened.catch(() => {});
  const host = await startFlexHost({ emulator, functionsUrl: functions.url, plugin: PLUGIN, port, notYet });
  return { ...host, notYet, opened };
}

/** Where to find it, for whom. */
export function flexWords({ url, notYet }: Pick<DemoFlex, 'url' | 'notYet'>): string[] {
  if (notYet() !== null) {
    return [
      url,
      "  opens when its page and our plugin are built with Flex's own tools: beside all this,",
      '  a minute or two the first time. It will be said here, and there.',
    ];
  }
  return [
    url,
    ...flexDoors(url),
    ...(existsSync(PLUGIN.file) ? [] : ['without our plugin: it is not there, `npm run build` builds it']),
  ];
}

/** Into Flex as each of its users. */
export const flexDoors = (url: string): string[] => [
  `  as an admin       ${url}queue-eligibility?as=admin`,
  `  as a supervisor   ${url}teams?as=supervisor`,
  `  as an agent       ${url}?as=agent`,
];
