import type { Page } from 'playwright-core';
import { PATIENCE, type OpenFlex } from './open-flex';

const VIEW = 'queue-eligibility';

type Shoot = (page: Page, name: string) => Promise<void>;

/** A queue's page, "What if" and "Coverage", of a workspace in which somebody has slipped. */
export async function shootViews(flex: OpenFlex, shoot: Shoot): Promise<void> {
  const { taskRouter } = flex.emulator;
  const [billing, refunds] = [
    taskRouter.createQueue({
      friendlyName: 'Billing, French',
      targetWorkers: "routing.skills HAS 'billing' AND languages HAS 'fr'",
    }),
    taskRouter.createQueue({
      friendlyName: 'Refunds, Spanish',
      targetWorkers: "routing.skills HAS 'refnuds' AND languages HAS 'es'",
    }),
  ];
  await flex.emulator.events.idle();
  const page = await flex.tab('admin', `${VIEW}/queues/${billing.sid}`);
  await page.getByRole('region', { name: 'Nearly eligible' }).waitFor(PATIENCE);
  await shoot(page, 'admin-queue');

  await page.getByRole('button', { name: 'What if…' }).click();
  const editor = page.getByLabel('Who is to be eligible');
  await editor.waitFor(PATIENCE);
  await editor.fill("routing.skills HAS 'billing' AND (languages HAS 'fr' OR languages HAS 'es')");
  await page.getByRole('region', { name: 'Would gain it' }).waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Ask TaskRouter' }).click();
  await page.getByText('They are the same as we find.').waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Ask TaskRouter' }).blur();
  await shoot(page, 'admin-what-if');

  await page.getByRole('tab', { name: 'Coverage' }).click();
  await page.getByText(refunds.friendlyName).first().waitFor(PATIENCE);
  await shoot(page, 'admin-coverage');
  await page.close();
}
