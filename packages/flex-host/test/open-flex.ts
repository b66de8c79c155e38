import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import type { Page } from 'playwright-core';
import {
  defaultIdentities,
  launchWarmBrowser,
  ownProfile,
  startFlexHost,
  usersOf,
  type FlexHost,
} from '../src/index';

/** Flex UI on an emulated account, in a real browser. */
export interface OpenFlex {
  readonly emulator: Emulator;
  readonly host: FlexHost;
  /** A new tab at a path of the host, with what went wrong in it. */
  tab(path: string): Promise<Tab>;
  close(): Promise<void>;
}

/** A tab, and everything that must not have happened in it. */
export interface Tab {
  readonly page: Page;
  /** Errors that nobody caught. */
  readonly errors: string[];
  /** Requests to anywhere but this machine. */
  readonly outside: string[];
  /** Requests the emulator has no answer for. */
  readonly refused: string[];
}

/** Starts everything; a test closes it. */
export async function openFlex(options: { workers: number }): Promise<OpenFlex> {
  const users = usersOf(defaultIdentities);
  const emulator = await createEmulator({ workers: options.workers, queues: 12, flex: { users } });
  // No Functions here: nobody answers at the port of discarding.
  const host = await startFlexHost({ emulator, functionsUrl: 'http://127.0.0.1:9', plugin: null });
  const browser = await launchWarmBrowser({
    ...{ hostUrl: host.url, ...ownProfile, viewport: { width: 1500, height: 900 } },
  });
  return {
    emulator,
    host,
    tab: async (path) => {
      const tab = watched(await browser.context.newPage());
      await tab.page.goto(new URL(path, browser.url).href);
      return tab;
    },
    close: async () => {
      await browser.close();
      await host.close();
      await emulator.close();
    },
  };
}

function watched(page: Page): Tab {
  const tab: Tab = { page, errors: [], outside: [], refused: [] };
  const look = (address: string): void => {
    const { hostname, protocol } = new URL(address);
    if (!['127.0.0.1', 'localhost'].includes(hostname) && !['data:', 'blob:'].includes(protocol))
      tab.outside.push(address);
  };
  page.on('request', (request) => look(request.url()));
  page.on('websocket', (socket) => look(socket.url()));
  page.on('pageerror', (error) => tab.errors.push(error.stack ?? error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) tab.refused.push(`${response.status()} ${response.url()}`);
  });
  return tab;
}
