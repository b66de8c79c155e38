import { fileURLToPath } from 'node:url';
import {
  defaultIdentities,
  launchBrowser,
  startFlexHost,
  type FlexHost,
  type Identity,
} from '@queue-eligibility/flex-host';
import { startTwilio, type EmulatedTwilio, type EmulatorOptions } from '@queue-eligibility/twilio-emulator';
import type { Browser, Page } from 'playwright-core';

const here = (path: string): string => fileURLToPath(new URL(path, `file://${__filename}`));

/** What is deployed: the Functions, and the official bundle of the plugin. */
const FUNCTIONS = here('../../serverless/dist');
const PLUGIN = {
  name: 'plugin-queue-eligibility',
  version: '0.1.0',
  file: here('../build/plugin-queue-eligibility.js'),
};

/** How long anything may take to show: Flex is large, and the machine may be busy. */
export const PATIENCE = { timeout: 45_000 };

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

export interface TabOptions {
  /** Width and height of the window, px. */
  size?: { width: number; height: number };
  /** Such as `es-MX`. */
  language?: string;
}

/** Flex's configuration says that it is in another language. */
async function answerInLanguage(page: Page, language: string): Promise<void> {
  await page.route(/\/v1\/Configuration(\?|$)/, async (route) => {
    const response = await route.fetch();
    const configuration = (await response.json()) as object;
    await route.fulfill({ response, json: { ...configuration, ui_language: language } });
  });
}

/** The real Flex UI with the real plugin, in a real browser, on an emulated account. */
export class OpenFlex {
  private constructor(
    readonly twilio: EmulatedTwilio,
    readonly host: FlexHost,
    readonly browser: Browser,
    private readonly size: { width: number; height: number },
    private readonly people: readonly Identity[],
  ) {}

  static async open({
    size = { width: 1_440, height: 900 },
    env = {},
    others = [],
    ...emulator
  }: OpenFlexOptions = {}) {
    const identities = [...defaultIdentities, ...others];
    const [twilio, browser] = await Promise.all([
      startTwilio({
        emulator: { workers: 30, queues: 12, latency: { readMs: 10, writeMs: 20 }, ...emulator },
        functions: { projectDir: FUNCTIONS, minWarm: 2, env },
      }),
      launchBrowser(),
    ]);
    const functionsUrl = twilio.functions.url;
    const host = await startFlexHost({ emulator: twilio.emulator, functionsUrl, plugin: PLUGIN, identities });
    return new OpenFlex(twilio, host, browser, size, identities);
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

  /** A new tab at a view of Flex. `language`: what the account has it in, English unless told. */
  async tab(as: Role, view = '', { size = this.size, language }: TabOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: size });
    const page = await context.newPage();
    if (language !== undefined) await answerInLanguage(page, language);
    await page.goto(`${this.host.url}${view}?as=${as}`);
    await page.locator('.Twilio-MainHeader').waitFor(PATIENCE);
    return page;
  }

  /** The Live Queries that a tab's Flex sends, as they go out; call it before what sends them. */
  static queries(page: Page): string[] {
    const queries: string[] = [];
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        const found = /"query_string":("(?:[^"\\]|\\.)*")/.exec(payload.toString());
        if (found?.[1]) queries.push(JSON.parse(found[1]) as string);
      }),
    );
    return queries;
  }

  /** Opens the section of our filter in Teams View: the one text that stands in the column's header as well. */
  static async openQueueFilter(page: Page): Promise<void> {
    const title = page.getByText('Eligible queues');
    await title.nth(1).waitFor(PATIENCE);
    await title.last().click(PATIENCE);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.host.close();
    await this.twilio.close();
  }
}
