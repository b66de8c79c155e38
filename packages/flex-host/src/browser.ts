import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** No browser was found, and none could be had. */
export class NoBrowser extends Error {
  constructor(readonly attempts: readonly string[]) {
    super(
      'There is no Chromium, Chrome or Edge to use:\n' +
        attempts.map((attempt) => `  - ${attempt}`).join('\n') +
        '\nInstall one, or name one in CHROME_PATH.',
    );
    this.name = 'NoBrowser';
  }
}

/** Nothing the browser does by itself may go outside, and it must run as root in a container. */
export const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where browsers usually are. */
function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    );
    const paths = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return paths.flatMap((path) => roots.map((root) => `${root}\\${path}`));
  }
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin'];
  return names.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
}

/** A browser that is here: the one in CHROME_PATH, an installed one, or one that Playwright fetched before. */
async function presentBrowser(): Promise<string | undefined> {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new NoBrowser([`CHROME_PATH names ${named}, and there is nothing there`]);
  }
  // Only whoever wants a browser waits for it to load.
  const { chromium } = await import('playwright-core');
  return [...usualPlaces(), chromium.executablePath()].find((path) => existsSync(path));
}

/** Ways to get one: the system's where that is allowed, else Playwright's own. */
function ways(): { name: string; commands: string[][] }[] {
  const playwright = {
    name: 'playwright-core install',
    commands: [['npx', 'playwright-core', 'install', 'chromium']],
  };
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return [playwright];
  const apt = {
    name: 'apt-get install',
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
    ],
  };
  return [apt, playwright];
}

/**
 * Path of a Chromium, Chrome or Edge. Where there is none it gets one, which can take minutes.
 * @throws NoBrowser saying what was tried and how it failed.
 */
export async function findBrowser(): Promise<string> {
  const present = await presentBrowser();
  if (present !== undefined) return present;
  const attempts: string[] = [];
  for (const { name, commands } of ways()) {
    const failure = commands.map(run).find((outcome) => outcome !== undefined);
    const found = await presentBrowser();
    if (found !== undefined) return found;
    attempts.push(`${name}: ${failure ?? 'ended well, but there is still no browser'}`);
  }
  throw new NoBrowser(attempts);
}

/** Runs a command. @returns How it failed, or undefined. */
function run([command = '', ...args]: readonly string[]): string | undefined {
  const { status, error, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  });
  if (error) return error.message;
  if (status === 0) return undefined;
  return stderr.trim().split('\n').at(-1) ?? `exit code ${status}`;
}
