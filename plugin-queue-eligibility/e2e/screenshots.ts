import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { OpenFlex, PATIENCE, until } from './open-flex';
import { shootViews } from './screenshots-views';
import { shootAgent } from './shoot-agent';

/** `npm run screenshots`: the pictures of the README, from the real Flex UI with the official bundle. */
const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const VIEW = 'queue-eligibility';

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
    const { taskRouter } = flex.emulator;
    const admin = await flex.tab('admin', VIEW);
    await admin.getByText('No resync yet').waitFor(PATIENCE);
    await shoot(admin, 'admin-first');

    const [full = ''] = flex.workerSids();
    taskRouter.updateWorker(full, { attributes: { full_name: 'Fay Full', note: 'x'.repeat(4_040) } });
    flex.emulator.limits.set({ updatesPerSecond: 12 });
    const resync = admin.getByRole('button', { name: 'Resync', exact: true });
    await resync.click();
    await until(() => taskRouter.inStep().differing.length < 240);
    await shoot(admin, 'admin-running');
    await admin.getByRole('button', { name: 'Pause', exact: true }).click();
    await admin.getByText('Any admin can resume it.').waitFor(PATIENCE);
    await shoot(admin, 'admin-paused');
    await admin.getByRole('button', { name: 'Resume' }).click();
    await admin.getByRole('button', { name: 'Pause', exact: true }).waitFor(PATIENCE);
    flex.emulator.live.refuse(true);
    await admin.getByText('Live updates are interrupted').waitFor(PATIENCE);
    await shoot(admin, 'admin-disconnected');
    flex.emulator.live.refuse(false);
    await admin.getByText('Live updates are interrupted').waitFor({ state: 'hidden', ...PATIENCE });
    const lost = ['/batch/hop', '/batch/guard'].map((path) =>
      flex.twilio.functions.faults.add({ path, action: 'lose' }),
    );
    await admin.getByText('No heartbeat for a while').waitFor(PATIENCE);
    await shoot(admin, 'admin-silent');
    for (const fault of lost) fault.remove();
    flex.emulator.limits.set({ updatesPerSecond: null });
    await admin.getByRole('button', { name: 'Restart now' }).click();
    await admin.getByText('One agent could not be updated').waitFor({ timeout: 90_000 });
    await admin.getByText('Fay Full').first().waitFor(PATIENCE);
    await shoot(admin, 'admin-failures');
    taskRouter.updateWorker(full, { attributes: { full_name: 'Fay Full' } });
    await flex.emulator.events.idle();
    const refusal = flex.emulator.faults.add({
      match: { method: 'GET', path: /\/Workers\?/ },
      action: { status: 401, code: 20003 },
    });
    await resync.click();
    await admin.getByText(/The last resync failed/).waitFor(PATIENCE);
    await shoot(admin, 'admin-failed');
    refusal.remove();
    await resync.click();
    await admin.getByText(/Everything is in step/).waitFor(PATIENCE);
    await shoot(admin, 'admin-in-step');
    await admin.getByRole('heading', { name: 'Queues' }).scrollIntoViewIfNeeded();
    await admin.getByRole('button', { name: 'Eligible' }).click();
    await admin.getByRole('button', { name: 'Eligible' }).click();
    await admin.getByRole('button', { name: 'Refresh' }).last().hover();
    await admin.mouse.wheel(0, 420);
    await shoot(admin, 'admin-queues');

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
