import { beforeEach, describe, it, jest } from '@jest/globals';
import { expectPageAccessible, resyncButton, runningJob, VIEW } from './admin';
import { flexes } from './flexes';
import { PATIENCE, until, type OpenFlex } from './open-flex';

jest.setTimeout(300_000);

const open = flexes();
let flex: OpenFlex;
beforeEach(async () => {
  flex = await open({ workers: 400, latency: { readMs: 20, writeMs: 60 } });
}, 300_000);

describe('what was lost, on the admins’ page', () => {
  it('says that a job is silent, and puts it back on its way', async () => {
    flex.emulator.limits.set({ updatesPerSecond: 15 });
    const page = await flex.tab('admin', VIEW);
    await resyncButton(page).click();
    // Until the first hop is at work, whoever started it would be told that it can't be reached.
    await until(() => runningJob(flex)?.attempt === 1);
    const lost = ['/batch/hop', '/batch/guard'].map((path) =>
      flex.twilio.functions.faults.add({ path, action: 'lose' }),
    );
    await page.getByText('No heartbeat for a while').waitFor(PATIENCE);
    await expectPageAccessible(page);
    for (const fault of lost) fault.remove();
    flex.emulator.limits.set({ updatesPerSecond: null });
    await page.getByRole('button', { name: 'Restart now' }).click();
    await page.getByText('Everything is in step').waitFor(PATIENCE);
  });

  it('goes on in the middle after a lost connection, and says so meanwhile', async () => {
    flex.emulator.limits.set({ updatesPerSecond: 25 });
    const page = await flex.tab('admin', VIEW);
    await resyncButton(page).click();
    await page.getByRole('progressbar').waitFor(PATIENCE);
    flex.emulator.live.refuse(true);
    await page.getByText('Live updates are interrupted').waitFor(PATIENCE);
    await expectPageAccessible(page);
    flex.emulator.limits.set({ updatesPerSecond: null });
    flex.emulator.live.refuse(false);
    await page.getByText('Live updates are interrupted').waitFor({ state: 'hidden', ...PATIENCE });
    await page.getByText('Everything is in step').waitFor(PATIENCE);
  });
});
