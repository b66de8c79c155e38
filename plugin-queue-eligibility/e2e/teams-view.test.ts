import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from './accessible';
import { boardOf } from './admin';
import { OpenFlex, PATIENCE, until } from './open-flex';

jest.setTimeout(300_000);

let flex: OpenFlex;
beforeAll(async () => {
  flex = await OpenFlex.open({ workers: 60, queues: 40, queuesAttribute: 'in-step' });
}, 300_000);
afterAll(() => flex.close());

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const nameOf = (queueSid: string): string => flex.emulator.taskRouter.queue(queueSid).friendlyName;
/** Gives an agent a name of its own and queues, past our Functions' echo: the emulator's events are not awaited. */
async function dress(sid: string, attributes: object): Promise<void> {
  await flex.worker(sid).update({ attributes: JSON.stringify({ roles: ['agent'], ...attributes }) });
}

describe('the column', () => {
  it('names each agent’s queues, all of them on demand, and follows a change', async () => {
    const page = await flex.tab('supervisor', 'teams');
    await page.getByRole('columnheader', { name: /Eligible queues/ }).waitFor(PATIENCE);
    const [sid = ''] = flex.workerSids();
    const everything = flex.emulator.taskRouter.createQueue({
      friendlyName: 'Zebra line',
      targetWorkers: 'zebra == true',
    });
    await dress(sid, { full_name: 'Zoe Zebra', zebra: true });
    // The event brings the worker in step, and the change comes live into the row.
    const row = rowOf(page, 'Zoe Zebra');
    await row
      .getByText('Zebra line')
      .or(row.getByRole('button', { name: /Show all/ }))
      .first()
      .waitFor(PATIENCE);
    await flex.emulator.events.idle();
    expect(JSON.parse(flex.emulator.taskRouter.worker(sid).attributes)).toMatchObject({
      queues: expect.arrayContaining([everything.sid]) as unknown,
    });
  });

  it('says what it means that there is nothing', async () => {
    const [, , empty = '', absent = '', gone = ''] = flex.workerSids();
    const { taskRouter } = flex.emulator;
    // Past the Functions: what they would put right at once is to be seen, and no resync is to come by.
    await until(() => boardOf(flex).running.length === 0);
    await flex.emulator
      .client()
      .taskrouter.v1.workspaces(flex.emulator.workspaceSid)
      .update({ eventCallbackUrl: '' });
    taskRouter.updateWorker(empty, { attributes: { full_name: 'Emil Empty', queues: [] } });
    taskRouter.updateWorker(absent, { attributes: { full_name: 'Ana Absent' } });
    taskRouter.updateWorker(gone, { attributes: { full_name: 'Gus Gone', queues: [`WQ${'0'.repeat(32)}`] } });
    const page = await flex.tab('supervisor', 'teams');
    await rowOf(page, 'Emil Empty').getByText('No queue', { exact: false }).first().waitFor(PATIENCE);
    await rowOf(page, 'Ana Absent').getByText('Not synced yet').first().waitFor(PATIENCE);
    await rowOf(page, 'Gus Gone').getByText('Deleted queue').first().waitFor(PATIENCE);
    await expectAccessible(page, '[data-testid="eligible-queues"]');
  });
});

describe('the filter', () => {
  it('asks for the agents of the chosen queues, beside Flex’s own filters', async () => {
    const queries: string[] = [];
    const before = OpenFlex.queriesInto(queries);
    const page = await flex.tab('supervisor', 'teams', { size: { width: 1_440, height: 800 }, before });
    const carrying = (...sids: string[]): number =>
      [...flex.emulator.taskRouter.workers.values()].filter(({ attributes }) =>
        sids.every((sid) => (JSON.parse(attributes) as { queues?: string[] }).queues?.includes(sid)),
      ).length;
    const all = [...flex.emulator.taskRouter.queues.keys()];
    // Another queue that some of the agents are in, and not all.
    const [queueSid = '', otherSid = ''] =
      all
        .flatMap((sid) => all.map((other) => [sid, other]))
        .find(([sid = '', other = '']) => {
          const both = carrying(sid, other);
          return both > 0 && both < carrying(sid);
        }) ?? [];
    await page.getByRole('columnheader', { name: /Eligible queues/ }).waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Filter' }).click();
    await OpenFlex.openQueueFilter(page);
    const offered = page.getByRole('group', { name: 'Eligible queues' });
    const choose = async (sid: string): Promise<void> => {
      await page.getByPlaceholder('Type to find a queue').fill(nameOf(sid));
      await offered.locator(`[name="${sid}"]`).press('Space');
    };
    const apply = page.getByRole('button', { name: 'Apply' });
    await choose(queueSid);
    await page.getByText('1 chosen').waitFor(PATIENCE);
    await apply.click();
    const wanted = `data.attributes.queues IN ["${queueSid}"]`;
    await page.getByText(new RegExp(`Viewing ${carrying(queueSid)} agents?`)).waitFor(PATIENCE);
    expect(queries.some((query) => query.includes(wanted))).toBe(true);

    await choose(otherSid);
    await page.getByRole('radio', { name: 'all of these' }).press('Space');
    await page.getByText('all of 2').waitFor(PATIENCE);
    await page.getByPlaceholder('Type to find a queue').fill('');
    await expectAccessible(page, ':has(> [role="group"][aria-label="Eligible queues"])');
    const { y = Infinity, height = 0 } = (await apply.boundingBox()) ?? {};
    expect(y + height).toBeLessThanOrEqual(800);
    await apply.click();
    const both = `${wanted} AND data.attributes.queues IN ["${otherSid}"]`;
    await page.getByText(new RegExp(`Viewing ${carrying(queueSid, otherSid)} agents?`)).waitFor(PATIENCE);
    expect(queries.some((query) => query.includes(both))).toBe(true);

    // With a panel open, Flex gave the columns without a width of their own next to nothing, and they lay on each other.
    await page.setViewportSize({ width: 1_024, height: 800 });
    await page.waitForFunction(
      `[...document.querySelectorAll('th')].every(({ offsetWidth }) => offsetWidth >= 200)`,
      undefined,
      PATIENCE,
    );
    await page.setViewportSize({ width: 1_440, height: 800 });

    await page.getByText('Status').last().click();
    await page.getByTestId('filter-list').first().getByText('Lunch', { exact: true }).click();
    await apply.click();
    await until(() => queries.some((query) => query.includes(wanted) && query.includes('activity')));
    // Flex keeps one filter open at a time.
    await OpenFlex.openQueueFilter(page);
    await page.getByRole('button', { name: 'Clear queues' }).click();
    await apply.click();
    await until(() => !(queries.at(-1) ?? wanted).includes('attributes.queues'));
    await page.close();
  });
});
