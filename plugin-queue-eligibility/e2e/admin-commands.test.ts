import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { boardOf, expectPageAccessible, resyncButton, runningJob, VIEW } from './admin';
import { flexes } from './flexes';
import { PATIENCE, until, type OpenFlex } from './open-flex';

jest.setTimeout(300_000);

const open = flexes();
let flex: OpenFlex;
beforeEach(async () => {
  flex = await open({ workers: 400, latency: { readMs: 20, writeMs: 60 } });
}, 300_000);

describe('the commands of the admins’ page', () => {
  it('cancels, once somebody has said that it is meant', async () => {
    flex.emulator.limits.set({ updatesPerSecond: 15 });
    const page = await flex.tab('admin', VIEW);
    await resyncButton(page).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click(PATIENCE);
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Let it run' }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await dialog.getByRole('button', { name: 'Cancel the job' }).click();
    await page.getByText(/The last resync was cancelled/).waitFor(PATIENCE);
    expect(boardOf(flex).entries[0]).toMatchObject({ status: 'cancelled', cancelledBy: 'admin' });
  });

  it('pauses by the keyboard, in every tab, goes on where it was, at another pace, and is verified', async () => {
    flex.emulator.limits.set({ updatesPerSecond: 25 });
    const [page, other] = [await flex.tab('admin', VIEW), await flex.tab('admin', VIEW)];
    await resyncButton(page).click();
    const pause = page.getByRole('button', { name: 'Pause', exact: true });
    await page.getByLabel('Limit, agents a second', { exact: true }).fill('50', PATIENCE);
    await page.keyboard.press('Enter');
    await pause.focus();
    await page.keyboard.press('Enter');
    for (const tab of [page, other]) {
      await tab.getByRole('heading', { name: 'Paused', exact: true }).waitFor(PATIENCE);
      await tab
        .getByText(/Any admin can resume it\. If nobody does, it goes on by itself on/)
        .waitFor(PATIENCE);
      expect(await tab.getByRole('button', { name: 'Resync is paused' }).isDisabled()).toBe(true);
      expect(await tab.getByLabel('Limit, agents a second', { exact: true }).inputValue()).toBe('50');
      await expectPageAccessible(tab);
    }
    const before = await page.getByRole('progressbar').getAttribute('aria-valuenow');
    expect(Number(before)).toBeLessThan(100);
    // From here on the pace that was chosen is the limit.
    flex.emulator.limits.set({ updatesPerSecond: null });
    // The same key goes on: the focus has stayed.
    await page.keyboard.press('Enter');
    for (const tab of [page, other]) {
      await tab.getByText('Everything is in step').waitFor(PATIENCE);
      await tab.getByText('All 12 queues are proven.').waitFor(PATIENCE);
    }
    expect(boardOf(flex).entries).toMatchObject([{ status: 'completed', progress: { failed: 0 } }]);
    expect(flex.emulator.taskRouter.inStep().differing).toEqual([]);
  });

  it('says in plain words that somebody else was quicker', async () => {
    flex.emulator.limits.set({ updatesPerSecond: 15 });
    const [page, other] = [await flex.tab('admin', VIEW), await flex.tab('admin', VIEW)];
    const pause = (tab: Page) => tab.getByRole('button', { name: 'Pause', exact: true });
    await resyncButton(page).click();
    await pause(other).waitFor(PATIENCE);
    // What this tab sends stays on its way until the other's has come to pass.
    await page.route('**/jobs/pause', async (route) => {
      await pause(other).click();
      await until(() => runningJob(flex)?.status === 'paused');
      await route.continue();
    });
    await pause(page).click();
    await page.getByText('That was not possible any more').waitFor(PATIENCE);
    await page.getByText('The job is paused already, perhaps by another admin.').waitFor(PATIENCE);
    await expectPageAccessible(page);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText('That was not possible any more').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the job' }).click();
    await page.getByText(/The last resync was cancelled/).waitFor(PATIENCE);
  });
});
