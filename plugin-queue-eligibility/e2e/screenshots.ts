import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { OpenFlex, PATIENCE } from './open-flex';
import { shootViews } from './screenshots-views';
import { shootAdmin } from './shoot-admin';
import { shootAgent } from './shoot-agent';

/** `npm run screenshots`: the pictures of the README, from the real Flex UI with the official bundle. */
const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));

async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const flex = await OpenFlex.open({
    workers: 600,
    queues: 60,
    queuesAttribute: 'stale',
    staleShare: 0.6,
    latency: { readMs: 20, writeMs: 60 },
    size: { width: 1_480, height: 860 },
  });
  const shoot = async (page: Page, name: string): Promise<void> => {
    await page.waitForLoadState('networkidle');
    // Nothing half faded, and nothing that the mouse happens to be over.
    await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important; }' });
    await page.mouse.move(0, 0);
    await page.screenshot({ path: `${FOLDER}${name}.png` });
    console.log(`docs/images/${name}.png`);
  };
  try {
    await shootAdmin(flex, shoot);

    await shootViews(flex, shoot);

    const supervisor = await flex.tab('supervisor', 'teams');
    const more = supervisor.getByRole('button', { name: /Show all \d+ queues of/ });
    await more.first().waitFor(PATIENCE);
    await shoot(supervisor, 'teams-column');
    await supervisor.getByTestId('filter').click();
    await OpenFlex.openQueueFilter(supervisor);
    await supervisor.getByPlaceholder('Type to find a queue').fill('whatsapp');
    const offered = supervisor.getByRole('group', { name: 'Eligible queues' }).locator('label');
    await offered.nth(0).click();
    await offered.nth(2).click();
    await supervisor.getByRole('button', { name: 'Apply' }).click();
    await supervisor.getByText('2 chosen').waitFor(PATIENCE);
    await shoot(supervisor, 'teams-filter');
    await shootAgent(flex, shoot);
  } finally {
    await flex.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
