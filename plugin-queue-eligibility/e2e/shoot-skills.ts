import type { Page } from 'playwright-core';
import { PATIENCE, type OpenFlex } from './open-flex';

/** The path of the admins' page: `admin.ts` is for tests alone. */
const VIEW = 'queue-eligibility';

type Shoot = (page: Page, name: string) => Promise<void>;

/** A plan for skills as it is made, and as it is kept; and how one begins in Teams View. */
export async function shootSkills(flex: OpenFlex, shoot: Shoot): Promise<void> {
  const queue = flex.emulator.taskRouter.createQueue({
    friendlyName: 'Billing, night shift',
    targetWorkers: "routing.skills HAS 'billing' AND routing.levels.billing >= 4",
  });
  await flex.emulator.events.idle();
  const page = await flex.tab('admin', `${VIEW}/skills/new`);
  await page
    .getByLabel('Begin with the rule of a queue')
    .selectOption({ label: queue.friendlyName }, PATIENCE);
  await page.getByLabel('Do', { exact: true }).selectOption({ label: 'Set the level' });
  await page.getByLabel('Skill', { exact: true }).fill('billing');
  await page.getByLabel(/^Level/).fill('2');
  await page.getByText('Would be left with nobody', { exact: true }).waitFor(PATIENCE);
  await page.getByRole('textbox', { name: 'Why' }).fill('Billing is done by the day shift this week');
  await shoot(page, 'admin-skills-new');

  await page.getByRole('button', { name: /^Make a plan/ }).click();
  await page.getByRole('button', { name: 'Apply…' }).waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Ask TaskRouter' }).click(PATIENCE);
  await page.getByText('TaskRouter was asked about').waitFor(PATIENCE);
  await shoot(page, 'admin-skills-plan');
  await page.close();

  const queues = await flex.tab('admin', `${VIEW}/queues`);
  const ofQueue = queues.getByRole('button', { name: /^Show the agents of .* in Teams View$/ });
  await ofQueue.nth(1).click(PATIENCE);
  await queues.getByRole('button', { name: 'Change the skills of these agents…' }).waitFor(PATIENCE);
  await queues
    .getByRole('button', { name: /Show all/ })
    .first()
    .waitFor(PATIENCE);
  await shoot(queues, 'teams-skills');
  await queues.close();
}
