import { existsSync } from 'node:fs';
import { createEmulator } from '@queue-eligibility/twilio-emulator';
import { launchWarmBrowser, startFlexHost, WARM_PROFILE } from '../src/index';

/**
 * What `npm test` runs before tests with browsers: opens Flex until a browser has kept what it compiled of it, which all of
 * those begin with.
 */

/** A script is kept compiled once it has been loaded a second time. */
const LOADS = 2;
const VIEWPORT = { width: 1_440, height: 900 };
/** Until Flex stands, ms, on a machine with much else to do. */
const PATIENCE = { timeout: 300_000 };

async function warmUp(): Promise<void> {
  const emulator = await createEmulator({ workers: 1, queues: 1 });
  // No Functions here: nobody answers at the port of discarding.
  const host = await startFlexHost({ emulator, functionsUrl: 'http://127.0.0.1:9', plugin: null });
  const browser = await launchWarmBrowser({ hostUrl: host.url, profile: WARM_PROFILE, viewport: VIEWPORT });
  for (let load = 0; load < LOADS; load++) {
    const page = await browser.context.newPage();
    await page.goto(`${browser.url}?as=admin`, PATIENCE);
    await page.locator('.Twilio-MainHeader').waitFor(PATIENCE);
  }
  await browser.close();
  await host.close();
  await emulator.close();
}

if (!existsSync(WARM_PROFILE)) await warmUp();
