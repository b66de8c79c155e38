import { jobDocumentSchema, JOBS_DOCUMENT_NAME, jobsDocumentSchema } from '@queue-eligibility/api';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible as expectNothingGrave } from './accessible';
import { OpenFlex, PATIENCE, until } from './open-flex';

jest.setTimeout(150_000);

const VIEW = 'queue-eligibility';

let flex: OpenFlex;
afterEach(() => flex.close());

const expectAccessible = (page: Page) => expectNothingGrave(page, '[data-testid="queue-eligibility-admin"]');
const board = () => {
  const document = flex.emulator.sync.find('document', JOBS_DOCUMENT_NAME);
  return jobsDocumentSchema.parse(document?.data ?? { running: [], entries: [] });
};
/** Whether the job that runs is paused, as its document says. */
const isPaused = (): boolean => {
  const [running] = board().running;
  const document = running && flex.emulator.sync.find('document', running.documentSid);
  return jobDocumentSchema.safeParse(document?.data).data?.status === 'paused';
};
const resync = (page: Page) => page.getByRole('button', { name: 'Resync', exact: true });

describe('the admins’ page', () => {
  beforeEach(async () => {
    flex = await OpenFlex.open({ workers: 400, latency: { readMs: 20, writeMs: 60 } });
  }, 300_000);

  it('takes a resync from the click to its verification, live and without polling', async () => {
    const page = await flex.tab('admin', VIEW);
    await page.getByText('No resync yet').waitFor(PATIENCE);
    await expectAccessible(page);
    const calls: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(flex.twilio.functions.url)) calls.push(new URL(request.url()).pathname);
    });
    await resync(page).click();
    await page.getByRole('progressbar').waitFor(PATIENCE);
    await expectAccessible(page);
    await page.getByText('Everything is in step').waitFor(PATIENCE);
    await page.getByText('All 12 queues are proven.').waitFor(PATIENCE);
    expect(flex.emulator.taskRouter.inStep().differing).toEqual([]);
    await expectAccessible(page);
    // One start; what else was asked followed from it and from the end, not from the time that passed.
    expect(calls.filter((path) => path === '/jobs/start')).toHaveLength(1);
    expect(calls.filter((path) => path === '/jobs/list').length).toBeLessThanOrEqual(4);
    await page.getByRole('table').last().getByText('admin', { exact: true }).waitFor(PATIENCE);
  });

  it('shows by itself what others start, in every tab, and starts nothing twice', async () => {
    const [one, other] = [await flex.tab('admin', VIEW), await flex.tab('admin', VIEW)];
    await one.getByText('No resync yet').waitFor(PATIENCE);
    await other.getByText('No resync yet').waitFor(PATIENCE);
    flex.emulator.taskRouter.createQueue({ friendlyName: 'New line' });
    for (const page of [one, other]) {
      await page.getByText(/Started by a queue change/).waitFor(PATIENCE);
      expect(await page.getByRole('button', { name: 'Resync is running' }).isDisabled()).toBe(true);
    }
    await until(() => board().entries.length === 1 && board().running.length === 0);
    for (const page of [one, other]) await page.getByText('Everything is in step').waitFor(PATIENCE);
    await Promise.all([resync(one).click(), resync(other).click()]);
    await until(() => board().entries.length === 2 && board().running.length === 0);
    await one.getByText('Everything is in step').waitFor(PATIENCE);
    expect(board().entries).toHaveLength(2);
  });

  it('cancels, once somebody has said that it is meant', async () => {
    flex.emulator.limits.set({ updatesPerSecond: 15 });
    const page = await flex.tab('admin', VIEW);
    await resync(page).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click(PATIENCE);
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Let it run' }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await dialog.getByRole('button', { name: 'Cancel the job' }).click();
    await page.getByText(/The last resync was cancelled/).waitFor(PATIENCE);
    expect(board().entries[0]).toMatchObject({ status: 'cancelled' });
  });

  it('pauses by the keyboard, in every tab, goes on where it was, at another pace, and is verified', async () => {
    flex.emulator.limits.set({ updatesPerSecond: 25 });
    const [page, other] = [await flex.tab('admin', VIEW), await flex.tab('admin', VIEW)];
    await resync(page).click();
    const pause = page.getByRole('button', { name: 'Pause', exact: true });
    await page.getByLabel('Pace').selectOption('50', PATIENCE);
    await pause.focus();
    await page.keyboard.press('Enter');
    for (const tab of [page, other]) {
      await tab.getByRole('heading', { name: 'Paused', exact: true }).waitFor(PATIENCE);
      await tab
        .getByText(/Any admin can resume it\. If nobody does, it goes on by itself at/)
        .waitFor(PATIENCE);
      expect(await tab.getByRole('button', { name: 'Resync is paused' }).isDisabled()).toBe(true);
      expect(await tab.getByLabel('Pace').inputValue()).toBe('50');
      await expectAccessible(tab);
    }
    const before = await page.getByRole('progressbar').getAttribute('aria-valuenow');
    expect(Number(before)).toBeLessThan(100);
    // The same key goes on: the focus has stayed.
    await page.keyboard.press('Enter');
    for (const tab of [page, other]) {
      await tab.getByText('Everything is in step').waitFor(PATIENCE);
      await tab.getByText('All 12 queues are proven.').waitFor(PATIENCE);
    }
    expect(board().entries).toMatchObject([{ status: 'completed', progress: { failed: 0 } }]);
    expect(flex.emulator.taskRouter.inStep().differing).toEqual([]);
  });

  it('says in plain words that somebody else was quicker', async () => {
    flex.emulator.limits.set({ updatesPerSecond: 15 });
    const [page, other] = [await flex.tab('admin', VIEW), await flex.tab('admin', VIEW)];
    const pause = (tab: Page) => tab.getByRole('button', { name: 'Pause', exact: true });
    await resync(page).click();
    await pause(other).waitFor(PATIENCE);
    // What this tab sends stays on its way until the other's has come to pass.
    await page.route('**/jobs/pause', async (route) => {
      await pause(other).click();
      await until(() => isPaused());
      await route.continue();
    });
    await pause(page).click();
    await page.getByText('That was not possible any more').waitFor(PATIENCE);
    await page.getByText('The job is paused already, perhaps by another admin.').waitFor(PATIENCE);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText('That was not possible any more').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the job' }).click();
    await page.getByText(/The last resync was cancelled/).waitFor(PATIENCE);
  });

  it('says that a job is silent, and puts it back on its way', async () => {
    flex.emulator.limits.set({ updatesPerSecond: 15 });
    const page = await flex.tab('admin', VIEW);
    await resync(page).click();
    await page.getByRole('progressbar').waitFor(PATIENCE);
    const lost = ['/batch/hop', '/batch/guard'].map((path) =>
      flex.twilio.functions.faults.add({ path, action: 'lose' }),
    );
    await page.getByText('No sign of life for a while').waitFor(PATIENCE);
    await expectAccessible(page);
    for (const fault of lost) fault.remove();
    flex.emulator.limits.set({ updatesPerSecond: null });
    await page.getByRole('button', { name: 'Restart now' }).click();
    await page.getByText('Everything is in step').waitFor(PATIENCE);
  });

  it('goes on in the middle after a lost connection, and says so meanwhile', async () => {
    flex.emulator.limits.set({ updatesPerSecond: 25 });
    const page = await flex.tab('admin', VIEW);
    await resync(page).click();
    await page.getByRole('progressbar').waitFor(PATIENCE);
    flex.emulator.live.refuse(true);
    await page.getByText('Live updates are interrupted').waitFor(PATIENCE);
    await expectAccessible(page);
    flex.emulator.limits.set({ updatesPerSecond: null });
    flex.emulator.live.refuse(false);
    await page.getByText('Live updates are interrupted').waitFor({ state: 'hidden', ...PATIENCE });
    await page.getByText('Everything is in step').waitFor(PATIENCE);
  });

  it('shows the agents of a queue in Teams View', async () => {
    const context = await flex.browser.newContext({ viewport: { width: 1_440, height: 900 } });
    const page = await context.newPage();
    const queries = OpenFlex.queries(page);
    await page.goto(`${flex.host.url}${VIEW}?as=admin`);
    const link = page.getByRole('button', { name: 'Everyone', exact: true });
    await link.waitFor(PATIENCE);
    const [everyone] = [...flex.emulator.taskRouter.queues.values()].filter(
      ({ friendlyName }) => friendlyName === 'Everyone',
    );
    await link.click();
    await page.getByText('Your Teams').waitFor(PATIENCE);
    const applied = () =>
      page.evaluate(
        () =>
          (globalThis as unknown as { Twilio: FlexGlobal }).Twilio.Flex.Manager.getInstance().store.getState()
            .flex.supervisor.appliedFilters,
      );
    expect(await applied()).toEqual([
      { name: 'data.attributes.queues', condition: 'IN', values: [everyone?.sid] },
    ]);
    await until(() =>
      queries.some((query) => query.includes(`data.attributes.queues IN ["${everyone?.sid}"]`)),
    );
  });
});

describe('trouble', () => {
  it('is told per agent, with what to do, and tried again on demand', async () => {
    flex = await OpenFlex.open({ workers: 10, queues: 6 });
    const { taskRouter } = flex.emulator;
    taskRouter.createQueue({ friendlyName: 'All of them' });
    await until(() => board().entries.length > 0 && board().running.length === 0);
    const [sid = ''] = flex.workerSids();
    const full = { full_name: 'Fay Full', note: 'x'.repeat(4_020) };
    taskRouter.updateWorker(sid, { attributes: full });
    const page = await flex.tab('admin', VIEW);
    await resync(page).click();
    await page.getByText('One agent could not be updated').waitFor(PATIENCE);
    await page
      .getByRole('cell', { name: /Fay Full/ })
      .first()
      .waitFor(PATIENCE);
    await page
      .getByText(/attributes are full/)
      .first()
      .waitFor(PATIENCE);
    await expectAccessible(page);
    taskRouter.updateWorker(sid, { attributes: { full_name: 'Fay Full' } });
    await page.getByRole('button', { name: 'Retry failed (1)' }).click();
    await until(() => board().entries[0]?.kind === 'workers');
    // Nothing but what had failed was tried again.
    expect(board().entries[0]).toMatchObject({ status: 'completed', progress: { total: 1, failed: 0 } });
    await page.getByText(/^Tried again at .*, and nothing failed$/).waitFor(PATIENCE);
    expect(await page.getByText('One agent could not be updated').count()).toBe(0);
    expect(taskRouter.inStep().differing).toEqual([]);
  });

  it('with an attribute that somebody else uses is told, and what stands there replaced only on demand', async () => {
    flex = await OpenFlex.open({ workers: 10, queues: 6 });
    const { taskRouter, events } = flex.emulator;
    const [sid = ''] = flex.workerSids();
    const foreign = { full_name: 'Olga Other', queues: 'support line' };
    taskRouter.updateWorker(sid, { attributes: foreign });
    await events.idle();
    const page = await flex.tab('admin', VIEW);
    await resync(page).click(PATIENCE);
    await page.getByText('One agent holds something else in “queues”').waitFor(PATIENCE);
    await page.getByText('All 6 queues are proven.').waitFor(PATIENCE);
    await page
      .getByRole('cell', { name: /Olga Other/ })
      .first()
      .waitFor(PATIENCE);
    expect(await page.getByRole('button', { name: 'Retry failed (0)' }).isDisabled()).toBe(true);
    await expectAccessible(page);
    expect(JSON.parse(taskRouter.worker(sid).attributes)).toEqual(foreign);
    await page.getByRole('button', { name: 'Replace for one agent' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor(PATIENCE);
    await expectNothingGrave(page, '[role="alertdialog"]');
    await dialog.getByRole('button', { name: 'Replace', exact: true }).click();
    await page.getByText(/^Tried again at .*, and nothing failed$/).waitFor(PATIENCE);
    expect(taskRouter.inStep().differing).toEqual([]);
    // Where it comes back, only an event tells.
    taskRouter.updateWorker(sid, { attributes: foreign });
    await events.idle();
    const later = await flex.tab('admin', VIEW);
    await later.getByRole('heading', { name: 'Not brought in step since the last resync' }).waitFor(PATIENCE);
    await later.getByText(/^One agent has changed since and could not be brought in step/).waitFor(PATIENCE);
    await expectAccessible(later);
  });

  it('with the session is told as such', async () => {
    flex = await OpenFlex.open({ workers: 5, queues: 3 });
    const page = await flex.tab('admin', VIEW);
    await page.getByText('No resync yet').waitFor(PATIENCE);
    const token = await page.evaluate(
      () => (globalThis as unknown as { Twilio: FlexGlobal }).Twilio.Flex.Manager.getInstance().user.token,
    );
    flex.emulator.expireToken(token);
    await page.getByText('Your Flex session has expired').waitFor(PATIENCE);
    await expectAccessible(page);
  });

  it('with the Functions is told as such', async () => {
    flex = await OpenFlex.open({ workers: 5, queues: 3 });
    await flex.twilio.functions.close();
    const page = await flex.tab('admin', VIEW);
    await page.getByText('The Functions can’t be reached').waitFor(PATIENCE);
    await expectAccessible(page);
  });
});

describe('who is no admin', () => {
  it('finds no way to the page, and nothing on it; an agent is left alone', async () => {
    flex = await OpenFlex.open({ workers: 5, queues: 3 });
    const admin = await flex.tab('admin');
    await admin.getByRole('link', { name: 'Queue eligibility' }).click(PATIENCE);
    await admin.getByRole('heading', { name: 'Queue eligibility' }).waitFor(PATIENCE);
    const supervisor = await flex.tab('supervisor', VIEW);
    await supervisor.getByText('This page is for admins').waitFor(PATIENCE);
    expect(await supervisor.getByRole('button', { name: 'Resync' }).count()).toBe(0);
    const asked: string[] = [];
    const context = await flex.browser.newContext();
    const agent = await context.newPage();
    agent.on('request', (request) => {
      if (request.url().startsWith(flex.twilio.functions.url)) asked.push(request.url());
    });
    await agent.goto(`${flex.host.url}?as=agent`);
    await agent.getByText('No active tasks').waitFor(PATIENCE);
    expect(await agent.getByRole('link', { name: 'Queue eligibility' }).count()).toBe(0);
    expect(await agent.getByRole('link', { name: 'Agent Desktop' }).count()).toBe(1);
    expect(asked).toEqual([]);
  });
});

interface FlexGlobal {
  Flex: {
    Manager: {
      getInstance(): {
        user: { token: string };
        store: { getState(): { flex: { supervisor: { appliedFilters: unknown } } } };
      };
    };
  };
}
