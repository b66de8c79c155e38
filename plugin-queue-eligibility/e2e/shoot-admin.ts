import type { Page } from 'playwright-core';
import { PATIENCE, until, type OpenFlex } from './open-flex';

const VIEW = 'queue-eligibility';
const resyncButton = (page: Page) => page.getByRole('button', { name: 'Resync', exact: true });

type Shoot = (page: Page, name: string) => Promise<void>;

/** The pictures of the admins' page: a resync from the first one on, with what can go wrong, and every tab. */
export async function shootAdmin(flex: OpenFlex, shoot: Shoot): Promise<void> {
  const { taskRouter, events } = flex.emulator;
  const admin = await flex.tab('admin', VIEW);
  await admin.getByText('No resync yet').waitFor(PATIENCE);
  await shoot(admin, 'admin-first');

  const [full = '', other = ''] = flex.workerSids();
  taskRouter.updateWorker(full, { attributes: { full_name: 'Fay Full', note: 'x'.repeat(4_040) } });
  flex.emulator.limits.set({ updatesPerSecond: 12 });
  await resyncButton(admin).click();
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
  await events.idle();
  const refusal = flex.emulator.faults.add({
    match: { method: 'GET', path: /\/Workers\?/ },
    action: { status: 401, code: 20003 },
  });
  await resyncButton(admin).click();
  await admin.getByText(/The last resync failed/).waitFor(PATIENCE);
  await shoot(admin, 'admin-failed');
  refusal.remove();
  const queue = taskRouter.createQueue({ friendlyName: 'Spring campaign' });
  await admin.getByText(/Everything is in step/).waitFor(PATIENCE);
  await shoot(admin, 'admin-in-step');

  const wide = { size: { width: 1_920, height: 1_000 } };
  const history = await flex.tab('admin', `${VIEW}/history`, wide);
  await history.getByText(`a change of ${queue.friendlyName}`).waitFor(PATIENCE);
  await history
    .getByRole('button', { name: /^Resync, / })
    .last()
    .click();
  await history.getByText('Fay Full').waitFor(PATIENCE);
  await shoot(history, 'admin-history');
  await history.getByRole('tab', { name: 'Overview' }).click();
  await history.getByText(/Everything is in step/).waitFor(PATIENCE);
  await shoot(history, 'admin-wide');

  await admin.getByRole('tab', { name: 'Queues' }).click();
  const sort = admin.getByRole('button', { name: 'Eligible', exact: true });
  await sort.click(PATIENCE);
  await sort.click();
  await shoot(admin, 'admin-queues');
  await admin.getByLabel('Search queues').fill(queue.friendlyName);
  await admin.getByRole('button', { name: `Show the agents of ${queue.friendlyName} in Teams View` }).click();
  await admin.getByRole('heading', { name: `Agents of ${queue.friendlyName}` }).waitFor(PATIENCE);
  await admin
    .getByRole('button', { name: /Show all/ })
    .first()
    .waitFor(PATIENCE);
  await shoot(admin, 'admin-agents');

  // What an event could not do is known at once: on the page, and in the agent's cell.
  taskRouter.updateWorker(other, { attributes: { full_name: 'Olga Over', note: 'x'.repeat(4_040) } });
  await events.idle();
  const narrow = await flex.tab('admin', VIEW, { size: { width: 1_024, height: 900 } });
  await narrow.getByText('Olga Over').waitFor(PATIENCE);
  await shoot(narrow, 'admin-left');
  const spanish = await flex.tab('admin', VIEW, { language: 'es-MX' });
  await spanish.getByText('Olga Over').waitFor(PATIENCE);
  await shoot(spanish, 'admin-spanish');
}
