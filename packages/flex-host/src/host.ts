import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Emulator } from '@queue-eligibility/twilio-emulator';
import { Handler, type HostedPlugin } from './handler';
import { defaultIdentities, ensureWorkers, type Identity } from './identities';

/** What {@link startFlexHost} takes. */
export interface FlexHostOptions {
  readonly emulator: Emulator;
  /** Base URL of the Functions; the plugin finds it as `ui_attributes.queue_eligibility.functions_base_url`. */
  readonly functionsUrl: string;
  /** Null: Flex without a plugin. So it is, too, as long as the file is not there. */
  readonly plugin: HostedPlugin | null;
  /** Port on 127.0.0.1. Default 0: any free one. */
  readonly port?: number;
  /** Default: an admin, a supervisor and an agent. Whoever has no worker yet gets one. */
  readonly identities?: readonly Identity[];
  /**
   * While something is still being built: what, in a sentence for the page that stands in Flex's place; null: nothing
   * any more. Asked at each request. Default: nothing is.
   */
  readonly notYet?: () => string | null;
}

/** A running host. */
export interface FlexHost {
  /** `http://127.0.0.1:port/`; with `?as=admin` straight into Flex, `/teams?as=admin` into one of its views. */
  readonly url: string;
  close(): Promise<void>;
}

/** The page's script was not built. */
export class FlexNotBuilt extends Error {
  constructor() {
    super('packages/flex-host/dist is not there: run `npm run build` first');
  }
}

const BUNDLE = fileURLToPath(new URL('../dist/flex.js', import.meta.url));

/** @throws FlexNotBuilt */
export function assertFlexBuilt(): void {
  if (!existsSync(BUNDLE)) throw new FlexNotBuilt();
}

/**
 * Serves the real Flex UI on an emulated account, on 127.0.0.1 only.
 * @throws FlexNotBuilt, and what listening on a taken port throws.
 */
export async function startFlexHost(options: FlexHostOptions): Promise<FlexHost> {
  const { emulator, functionsUrl, plugin, identities = defaultIdentities, notYet = () => null } = options;
  if (notYet() === null) assertFlexBuilt();
  ensureWorkers(emulator, identities);
  tellPlugin(emulator, functionsUrl);
  const handler = new Handler({ emulator, functionsUrl, plugin, identities, bundle: BUNDLE, notYet });
  const server = createServer((request, response) => void handler.answer(request, response));
  server.on('upgrade', (request, socket, head) => handler.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      handler.cutSockets();
      await closed;
    },
  };
}

/** Puts the Functions' address where the plugin looks for it, beside what is configured there already. */
function tellPlugin({ flex }: Emulator, functionsUrl: string): void {
  const before = flex.uiAttributes['queue_eligibility'];
  flex.uiAttributes = {
    ...flex.uiAttributes,
    queue_eligibility: { ...(typeof before === 'object' ? before : {}), functions_base_url: functionsUrl },
  };
}
