import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { expectAccessible } from './accessible';
import { boardOf, expectPageAccessible, resyncButton, VIEW, type FlexGlobal } from './admin';
import { flexes } from './flexes';
import { OpenFlex, PATIENCE, until } from './open-flex';

jest.setTimeout(300_000);

const open = flexes();
let flex: OpenFlex;
beforeEach(async () => {
  flex = await open({ workers: 400, latency: { readMs: 20, writeMs: 60 } });
}, 300_000);

describe('a resync on the admins’ page', () => {
  it('takes a resync from the click to its verification, live and without polling', async () => {
    const page = await flex.tab('admin', VIEW);
    await page.getByText('No resync yet').waitFor(PATIENCE);
    await expectPageAccessible(page);
    const calls: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(flex.twilio.functions.url)) calls.push(new URL(request.url()).pathname);
    });
    await resyncButton(page).click();
    await page.getByRole('progressbar').waitFor(PATIENCE);
    await expectPageAccessible(page);
    await page.getByText('Everything is in step').waitFor(PATIENCE);
    await page.getByText('All 12 queues are proven.').waitFor(PATIENCE);
    expect(flex.emulator.taskRouter.inStep().differing).toEqual([]);
    await expectPageAccessible(page);
    // One start; what else was asked followed from it and from the end, not from the time that passed.
    expect(calls.filter((path) => path === '/jobs/start')).toHaveLength(1);
    expect(calls.filter((path) => path === '/jobs/list').length).toBeLessThanOrEqual(4);
    await page.getByText(/^Started by admin, /).waitFor(PATIENCE);
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('cell', { name: 'admin', exact: true }).waitFor(PATIENCE);
    expect(new URL(page.url()).pathname).toBe(`/${VIEW}/history`);
    for (const width of [1_024, 1_280, 1_920]) {
      await page.setViewportSize({ width, height: 900 });
      await expectPageAccessible(page);
      // It takes the window: no empty third beside it, nothing that scrolls to the side.
      const [table, main] = await Promise.all(
        [page.getByRole('table'), page.getByTestId('queue-eligibility-admin')].map((part) =>
          part.boundingBox(),
        ),
      );
      expect((table?.width ?? 0) / (main?.width ?? 1)).toBeGreaterThan(0.9);
    }
    await page.goBack();
    await page.getByRole('tab', { name: 'Overview', selected: true }).waitFor(PATIENCE);
  });

  it('shows by itself what others start, in every tab, and starts nothing twice', async () => {
    const [one, other] = [await flex.tab('admin', VIEW), await flex.tab('admin', VIEW)];
    await one.getByText('No resync yet').waitFor(PATIENCE);
    await other.getByText('No resync yet').waitFor(PATIENCE);
    flex.emulator.taskRouter.createQueue({ friendlyName: 'New line' });
    for (const page of [one, other]) {
      await page
        .getByText(/Started by a change of/)
        .first()
        .waitFor(PATIENCE);
      expect(await page.getByRole('button', { name: 'Resync is running' }).isDisabled()).toBe(true);
    }
    await until(() => boardOf(flex).entries.length === 1 && boardOf(flex).running.length === 0);
    for (const page of [one, other]) await page.getByText('Everything is in step').waitFor(PATIENCE);
    await Promise.all([resyncButton(one).click(), resyncButton(other).click()]);
    await until(() => boardOf(flex).entries.length === 2 && boardOf(flex).running.length === 0);
    await one.getByText('Everything is in step').waitFor(PATIENCE);
    expect(boardOf(flex).entries).toHaveLength(2);
  });

  it('shows the agents of a queue in Teams View', async () => {
    const queries: string[] = [];
    const page = await flex.tab('admin', `${VIEW}/queues`, { before: OpenFlex.queriesInto(queries) });
    const link = page.getByRole('button', { name: 'Show the agents of Everyone in Teams View' });
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
    await page.getByRole('heading', { name: 'Agents of Everyone' }).waitFor(PATIENCE);
    await expectAccessible(page, '[data-testid="queue-eligibility-shown"]');
    await page.getByRole('button', { name: /Back to Queue eligibility/ }).click();
    await page.getByRole('tab', { name: 'Queues', selected: true }).waitFor(PATIENCE);
    expect(new URL(page.url()).pathname).toBe(`/${VIEW}/queues`);
  });
});
