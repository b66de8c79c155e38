import { fileURLToPath } from 'node:url';
import {
  defaultIdentities,
  launchWarmBrowser,
  ownProfile,
  startFlexHost,
  type FlexHost,
  type Identity,
  type WarmBrowser,
} from '@queue-eligibility/flex-host';
import { startTwilio, type EmulatedTwilio, type EmulatorOptions } from '@queue-eligibility/twilio-emulator';
import type { Page } from 'playwright-core';

const here = (path: string): string => fileURLToPath(new URL(path, `file://${__filename}`));

/** What is deployed: the Functions, and the official bundle of the plugin. */
const FUNCTIONS = here('../../serverless/dist');
const PLUGIN = {
  name: 'plugin-queue-eligibility',
  version: '0.1.0',
  file: here('../build/plugin-queue-eligibility.js'),
};

/** How long anything may take to show: Flex is large, and the machine may be busy. */
export const PATIENCE = { timeout: 90_000 };

/** Waits for a condition outside of the browser. @throws Error after a long while. */
export async function until(condition: () => boolean, what = String(condition)): Promise<void> {
  const endMs = Date.now() + PATIENCE.timeout;
  while (!condition()) {
    if (Date.now() > endMs) throw new Error(`waited ${PATIENCE.timeout} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Who looks: one of each role, and another admin where a test has one. */
export type Role = 'admin' | 'supervisor' | 'agent' | 'second';

/** Another admin than the one who is there always. */
export const SECOND_ADMIN: Identity = {
  ...{ name: 'second', fullName: 'Eve Second', roles: ['admin'], about: 'Another admin' },
};

export interface OpenFlexOptions extends EmulatorOptions {
  /** Width and height of the window, px. */
  size?: { width: number; height: number };
  /** Variables of the Functions. */
  env?: Record<string, string>;
  /** People beside one of each role. */
  others?: readonly Identity[];
}

/** What one Flex after the other has. */
export interface Shared {
  /** Of the first that was opened. */
  browser?: { readonly browser: WarmBrowser; readonly hostPort: number };
}

export interface TabOptions {
  /** Width and height of the window, px. */
  size?: { width: number; height: number };
  /** What the account has Flex in, such as `es-MX`. Default: English. */
  language?: string;
  /** What is to be done with the tab before anything is loaded into it. */
  before?: (page: Page) => unknown;
}

/** The real Flex UI with the real plugin, in a real browser, on an emulated account. */
export class OpenFlex {
  private constructor(
    readonly twilio: EmulatedTwilio,
    readonly host: FlexHost,
    private readonly browser: WarmBrowser,
    private readonly size: { width: number; height: number },
    private readonly people: readonly Identity[],
    private readonly isShared: boolean,
  ) {}

  /** `shared`: what it takes from those before it, and leaves behind when it is closed. */
  static async open(
    { size = { width: 1_440, height: 900 }, env = {}, others = [], ...emulator }: OpenFlexOptions = {},
    shared?: Shared,
  ) {
    const identities = [...defaultIdentities, ...others];
    const twilio = await startTwilio({
      emulator: { workers: 30, queues: 12, latency: { readMs: 10, writeMs: 20 }, ...emulator },
      functions: { projectDir: FUNCTIONS, env, processes: globalThis.runtimeProcesses },
    });
    const functionsUrl = twilio.functions.url;
    const host = await startFlexHost({
      ...{ emulator: twilio.emulator, functionsUrl, plugin: PLUGIN, identities },
      port: shared?.browser?.hostPort ?? 0,
    });
    const browser =
      shared?.browser?.browser ??
      (await launchWarmBrowser({ hostUrl: host.url, ...ownProfile, viewport: size }));
    if (shared) shared.browser = { browser, hostPort: Number(new URL(host.url).port) };
    return new OpenFlex(twilio, host, browser, size, identities, shared !== undefined);
  }

  get emulator() {
    return this.twilio.emulator;
  }

  /** A worker as the real REST client reaches it. */
  worker(sid: string) {
    return this.emulator.client().taskrouter.v1.workspaces(this.emulator.workspaceSid).workers(sid);
  }

  /** SIDs of the seeded workers, without those of the people who look. */
  workerSids(): string[] {
    return [...this.emulator.taskRouter.workers.values()]
      .filter(({ friendlyName }) => !this.people.some(({ name }) => name === friendlyName))
      .map(({ sid }) => sid);
  }

  /** A new tab at a view of Flex. */
  async tab(
    as: Role,
    view = '',
    { size = this.size, language = 'en-US', before }: TabOptions = {},
  ): Promise<Page> {
    const { flex } = this.emulator;
    flex.configured = { ...flex.configured, ui_language: language };
    const page = await this.browser.context.newPage();
    await page.setViewportSize(size);
    await before?.(page);
    await page.goto(`${this.browser.url}${view}?as=${as}`);
    await page.locator('.Twilio-MainHeader').waitFor(PATIENCE);
    return page;
  }

  /** Before a tab is loaded: the Live Queries that its Flex sends are put into a list as they go out. */
  static queriesInto(queries: string[]): (page: Page) => void {
    return (page) =>
      page.on('websocket', (socket) =>
        socket.on('framesent', ({ payload }) => {
          const found = /"query_string":("(?:[^"\\]|\\.)*")/.exec(payload.toString());
          if (found?.[1]) queries.push(JSON.parse(found[1]) as string);
        }),
      );
  }

  /** Opens the section of our filter in Teams View: the one text that stands in the column's header as well. */
  static async openQueueFilter(page: Page): Promise<void> {
    const title = page.getByText('Eligible queues');
    await title.nth(1).waitFor(PATIENCE);
    const search = page.getByPlaceholder('Type to find a queue');
    const isOpen = () =>
      search.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    // A click that comes while Flex is still at work on the panel opens nothing.
    do await title.last().click(PATIENCE);
    while (!(await isOpen()));
  }

  async close(): Promise<void> {
    await (this.isShared ? this.browser.forget() : this.browser.close());
    await this.host.close();
    await this.twilio.close();
  }
}
