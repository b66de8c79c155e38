import type { Page } from 'playwright-core';
import { PATIENCE, type OpenFlex } from './open-flex';

/** An agent with a slip in nearly everything. */
const ATTRIBUTES = {
  full_name: 'Mia Moreno',
  roles: ['agent'],
  team_name: 'Blue',
  languages: ['en', 'es'],
  location: { country: 'ES', remote: true },
  routing: { skills: ['Billing', 'payments', 'loyalty'], levels: { payments: 2 } },
  disabled_skills: { skills: ['fraud'], levels: { fraud: 4 } },
};

const RULES = {
  'Loyalty & Retention': "routing.skills HAS 'loyalty' AND languages HAS 'es'",
  'Payments Desk': "routing.skills HAS 'payments' AND (languages HAS 'en' OR languages HAS 'fr')",
  'Billing Disputes': "routing.skills HAS 'billing' AND location.country IN ['ES', 'PT']",
  'Payments Experts': "routing.skills HAS 'payments' AND routing.levels.payments >= 3",
  'Fraud Night Shift': "routing.skills HAS 'fraud' AND (team_name == 'Blue' OR roles HAS 'supervisor')",
  'French Billing': "routing.skills HAS 'billing' AND languages HAS 'fr'",
  Training: 'activity_name == "Training"',
};

/** The pictures of one agent's queues: the dialog, an opened queue, the search, TaskRouter's answer, the panel. */
export async function shootAgent(
  flex: OpenFlex,
  shoot: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const { taskRouter, events } = flex.emulator;
  for (const [friendlyName, targetWorkers] of Object.entries(RULES)) {
    taskRouter.createQueue({ friendlyName, targetWorkers });
  }
  const sid = flex.workerSids()[3] ?? '';
  await flex.worker(sid).update({ attributes: JSON.stringify(ATTRIBUTES) });
  await events.idle();

  const page = await flex.tab('supervisor', 'teams');
  const row = page.getByRole('row').filter({ hasText: 'Mia Moreno' });
  const more = row.getByRole('button', { name: /Show all/ });
  await more.scrollIntoViewIfNeeded(PATIENCE);
  await more.click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByText(/other case/)
    .first()
    .waitFor(PATIENCE);
  await shoot(page, 'teams-why');
  const open = async (name: RegExp): Promise<void> => {
    const entry = dialog.getByRole('button', { name });
    await entry.click();
    await entry.scrollIntoViewIfNeeded();
  };
  await dialog.getByRole('searchbox').fill('payments');
  await open(/Payments Experts/);
  await open(/Payments Desk/);
  await shoot(page, 'teams-why-clauses');
  await dialog.getByRole('searchbox').fill('fraud night');
  await dialog.getByRole('button', { name: /^Ask TaskRouter/ }).click();
  await dialog.getByText(/TaskRouter’s own answer/).waitFor(PATIENCE);
  await open(/Fraud Night Shift/);
  await shoot(page, 'teams-why-asked');
  await page.keyboard.press('Escape');
  await row.getByText('Mia Moreno').click();
  const panel = page.getByRole('region', { name: 'Queues', exact: true });
  await panel
    .getByText(/other case/)
    .first()
    .scrollIntoViewIfNeeded(PATIENCE);
  await shoot(page, 'teams-why-panel');
  await page.close();
}
