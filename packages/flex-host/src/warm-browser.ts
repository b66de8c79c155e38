import { existsSync, statfsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { findBrowser, quietFlags } from './browser';

/** What {@link launchWarmBrowser} takes. */
export interface WarmBrowserOptions {
  /** URL of the host whose Flex is to be opened. */
  readonly hostUrl: string;
  /** Folder for the browser's profile, kept for the next time. One that is in use is left to whoever uses it. */
  readonly profile: string;
  /** Folder of another profile, to begin with where there is none yet. Default, and where it is not there: an empty one. */
  readonly like?: string;
  /** Width and height of a window, px. */
  readonly viewport: { readonly width: number; readonly height: number };
}

/** A browser that knows Flex. */
export interface WarmBrowser {
  /** All its tabs share what pages store, as a person's do; who is logged in is each tab's own. */
  readonly context: BrowserContext;
  /** Where the host is for its tabs. */
  readonly url: string;
  /** Closes all tabs and drops what pages stored: for another host at the same port. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Where every host is for its tabs, whatever its port. What a browser has compiled it keeps by the address, and Flex's 18
 * MB take it three of the four and a half seconds that Flex needs to open.
 */
const ORIGIN = 'http://localhost';
/** Everything that pages may store; what the browser keeps for itself stays. */
const STORED = 'cookies,file_systems,indexeddb,local_storage,service_workers,websql';

/** Bytes of shared memory that are plenty for a browser. */
const PLENTY = 2 ** 30;

/** Playwright has it in files on a disk, for containers that have next to none. Where there is enough it is memory. */
function sharedMemory(): { ignoreDefaultArgs?: string[] } {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize >= PLENTY ? { ignoreDefaultArgs: ['--disable-dev-shm-usage'] } : {};
  } catch {
    // A system that has it elsewhere.
    return {};
  }
}

/**
 * Starts a browser that need not compile Flex anew, once it has opened it two or three times. Nothing that pages stored
 * is left from the time before.
 * @throws NoBrowser.
 */
export async function launchWarmBrowser(options: WarmBrowserOptions): Promise<WarmBrowser> {
  const executablePath = await findBrowser();
  const { chromium } = await import('playwright-core');
  const rule = `MAP ${new URL(ORIGIN).hostname}:80 ${new URL(options.hostUrl).host}`;
  const start = (folder: string): Promise<BrowserContext> =>
    chromium.launchPersistentContext(folder, {
      executablePath,
      viewport: options.viewport,
      ...sharedMemory(),
      args: [...quietFlags, `--host-resolver-rules=${rule}`],
    });
  let spare: string | undefined;
  const { profile, like } = options;
  if (like !== undefined && existsSync(like) && !existsSync(profile))
    await cp(like, profile, { recursive: true });
  await mkdir(profile, { recursive: true });
  const context = await start(profile).catch(async () =>
    start((spare = await mkdtemp(path.join(tmpdir(), 'flex-profile-')))),
  );
  const forget = async (): Promise<void> => {
    const tabs = context.pages();
    const session = await context.newCDPSession(await context.newPage());
    await Promise.all(tabs.map((tab) => tab.close()));
    await session.send('Storage.clearDataForOrigin', { origin: ORIGIN, storageTypes: STORED });
  };
  await forget();
  return {
    context,
    url: `${ORIGIN}/`,
    forget,
    close: async () => {
      await context.close();
      if (spare !== undefined) await rm(spare, { recursive: true, force: true });
    },
  };
}
