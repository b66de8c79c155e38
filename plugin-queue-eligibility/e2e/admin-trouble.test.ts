import { describe, expect, it, jest } from '@jest/globals';
import { expectAccessible } from './accessible';
import { boardOf, expectPageAccessible, resyncButton, VIEW, type FlexGlobal } from './admin';
import { flexes } from './flexes';
import { PATIENCE, until, type OpenFlex } from './open-flex';

jest.setTimeout(300_000);

const open = flexes();
let flex: OpenFlex;

describe('trouble, on the admins’ page,', () => {
  it('is told per agent, with what to do, and tried again on demand', async () => {
    flex = await open({ workers: 10, queues: 6 });
    const { taskRouter } = flex.emulator;
    taskRouter.createQueue({ friendlyName: 'All of them' });
    await until(() => boardOf(flex).entries.length > 0 && boardOf(flex).running.length === 0);
    const [sid = ''] = flex.workerSids();
    const full = { full_name: 'Fay Full', note: 'x'.repeat(4_020) };
    taskRouter.updateWorker(sid, { attributes: full });
    const page = await flex.tab('admin', VIEW);
    await resyncButton(page).click();
    await page.getByText('One agent could not be updated').waitFor(PATIENCE);
    await page
      .getByRole('cell', { name: /Fay Full/ })
      .first()
      .waitFor(PATIENCE);
    await page
      .getByText(/attributes are full/)
      .first()
      .waitFor(PATIENCE);
    await expectPageAccessible(page);
    taskRouter.updateWorker(sid, { attributes: { full_name: 'Fay Full' } });
    await page.getByRole('button', { name: 'Retry failed (1)' }).click();
    await until(() => boardOf(flex).entries[0]?.kind === 'workers');
    // Nothing but what had failed was tried again.
    expect(boardOf(flex).entries[0]).toMatchObject({
      status: 'completed',
      progress: { total: 1, failed: 0 },
    });
    await page.getByText(/^Tried again on .*, and nothing failed$/).waitFor(PATIENCE);
    expect(await page.getByText('One agent could not be updated').count()).toBe(0);
    expect(taskRouter.inStep().differing).toEqual([]);
  });

  it('with an attribute that somebody else uses is told, and what stands there replaced only on demand', async () => {
    flex = await open({ workers: 10, queues: 6 });
    const { taskRouter, events } = flex.emulator;
    const [sid = ''] = flex.workerSids();
    const foreign = { full_name: 'Olga Other', queues: 'support line' };
    taskRouter.updateWorker(sid, { attributes: foreign });
    await events.idle();
    const page = await flex.tab('admin', VIEW);
    await resyncButton(page).click(PATIENCE);
    await page.getByText('One agent holds something else in “queues”').waitFor(PATIENCE);
    await page.getByText('All 6 queues are proven.').waitFor(PATIENCE);
    await page
      .getByRole('cell', { name: /Olga Other/ })
      .first()
      .waitFor(PATIENCE);
    expect(await page.getByRole('button', { name: 'Retry failed (0)' }).isDisabled()).toBe(true);
    await expectPageAccessible(page);
    expect(JSON.parse(taskRouter.worker(sid).attributes)).toEqual(foreign);
    await page.getByRole('button', { name: 'Replace for one agent' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor(PATIENCE);
    await expectAccessible(page, '[role="alertdialog"]');
    await dialog.getByRole('button', { name: 'Replace', exact: true }).click();
    await page.getByText(/^Tried again on .*, and nothing failed$/).waitFor(PATIENCE);
    expect(taskRouter.inStep().differing).toEqual([]);
    // Where it comes back, only an event tells.
    taskRouter.updateWorker(sid, { attributes: foreign });
    await events.idle();
    const later = await flex.tab('admin', VIEW);
    await later.getByRole('heading', { name: 'Not brought in step since the last resync' }).waitFor(PATIENCE);
    await later.getByText(/^One agent has changed since and could not be brought in step/).waitFor(PATIENCE);
    await expectPageAccessible(later);
  });

  it('with the session is told as such', async () => {
    flex = await open({ workers: 5, queues: 3 });
    const page = await flex.tab('admin', VIEW);
    await page.getByText('No resync yet').waitFor(PATIENCE);
    const token = await page.evaluate(
      () => (globalThis as unknown as { Twilio: FlexGlobal }).Twilio.Flex.Manager.getInstance().user.token,
    );
    flex.emulator.expireToken(token);
    await page.getByText('Your Flex session has expired').waitFor(PATIENCE);
    await expectPageAccessible(page);
  });

  it('with the Functions is told as such', async () => {
    flex = await open({ workers: 5, queues: 3 });
    await flex.twilio.functions.close();
    const page = await flex.tab('admin', VIEW);
    await page.getByText('The Functions can’t be reached').waitFor(PATIENCE);
    await expectPageAccessible(page);
  });
});
