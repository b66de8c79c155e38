import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { OpenFlex, PATIENCE } from './open-flex';
import { shootViews } from './screenshots-views';
import { shootAdmin } from './shoot-admin';
import { shootAgent } from './shoot-agent';
import { shootSkills } from './shoot-skills';

/**
 * `npm run screenshots`: the pictures of the pages, from the real Flex UI with the official bundle. `npm run screenshots --
 * skills`: only those.
 */
const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));

type Shoot = (page: Page, name: string) => Promise<void>;

async function shootTeams(flex: OpenFlex, shoot: Shoot): Promise<void> {
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
}

const PARTS = {
  admin: shootAdmin,
  views: shootViews,
  teams: shootTeams,
  agent: shootAgent,
  skills: shootSkills,
} satisfies Record<string, (flex: OpenFlex, shoot: Shoot) => Promise<void>>;

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
  const shoot: Shoot = async (page, name) => {
    await page.waitForLoadState('networkidle');
    // Nothing half faded, and nothing that the mouse happens to be over.
    await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important; }' });
    await page.mouse.move(0, 0);
    await page.screenshot({ path: `${FOLDER}${name}.png` });
    console.log(`docs/images/${name}.png`);
  };
  const [, , ...wanted] = process.argv;
  try {
    for (const [name, take] of Object.entries(PARTS))
      if (wanted.length === 0 || wanted.includes(name)) await take(flex, shoot);
  } finally {
    await flex.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
