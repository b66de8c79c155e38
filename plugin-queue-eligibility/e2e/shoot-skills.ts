import type { Page } from 'playwright-core';
import { PATIENCE, type OpenFlex } from './open-flex';

/** The path of the admins' page: `admin.ts` is for tests alone. */
const VIEW = 'queue-eligibility';

type Shoot = (page: Page, name: string) => Promise<void>;

/** A plan for skills that is made, kept, applied, and in the list. */
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
  await page.getByRole('navigation', { name: 'Agents' }).scrollIntoViewIfNeeded();
  await shoot(page, 'admin-skills-preview');

  await page.getByRole('button', { name: /^Make a plan/ }).click();
  const apply = page.getByRole('button', { name: 'Apply…' });
  await apply.waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Ask TaskRouter' }).click(PATIENCE);
  await page.getByText('TaskRouter was asked about').waitFor(PATIENCE);
  await shoot(page, 'admin-skills-plan');
  await apply.click();
  await page.getByRole('alertdialog').getByText('would be left').waitFor(PATIENCE);
  await shoot(page, 'admin-skills-apply');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Apply', exact: true }).click();
  await page.getByRole('button', { name: 'Take back…' }).waitFor(PATIENCE);
  await shoot(page, 'admin-skills-applied');
  await page.getByRole('button', { name: 'All plans' }).click();
  await page.getByRole('row').filter({ hasText: 'Applied' }).waitFor(PATIENCE);
  await shoot(page, 'admin-skills');
  await page.context().close();
}
