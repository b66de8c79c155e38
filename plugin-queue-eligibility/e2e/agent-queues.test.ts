import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from './accessible';
import { OpenFlex, PATIENCE } from './open-flex';

jest.setTimeout(300_000);

const ATTRIBUTES = {
  full_name: 'Zoe Zebra',
  roles: ['agent'],
  languages: ['en'],
  routing: { skills: ['Zebras', 'night'], levels: { night: 2 } },
};

let flex: OpenFlex;
beforeAll(async () => {
  flex = await OpenFlex.open({ workers: 20, queues: 12, queuesAttribute: 'in-step' });
  const { taskRouter } = flex.emulator;
  const rules = {
    'Zebra line': "routing.skills HAS 'zebras'",
    'Night line': "routing.skills HAS 'night' AND routing.levels.night >= 3",
    'Lunch line': "activity_name == 'Lunch'",
  };
  for (const [friendlyName, targetWorkers] of Object.entries(rules)) {
    taskRouter.createQueue({ friendlyName, targetWorkers });
  }
  // Enough that not all of them fit into the cell.
  for (let i = 0; i < 12; i++) {
    taskRouter.createQueue({ friendlyName: `Whatever comes ${i}`, targetWorkers: '1 == 1' });
  }
  const [sid = ''] = flex.workerSids();
  await flex.worker(sid).update({ attributes: JSON.stringify(ATTRIBUTES) });
  await flex.emulator.events.idle();
}, 300_000);
afterAll(() => flex.close());

const rowOf = (page: Page) => page.getByRole('row').filter({ hasText: 'Zoe Zebra' });

describe('an agent’s queues', () => {
  it('are explained in the dialog by the keyboard alone, and TaskRouter is asked', async () => {
    const page = await flex.tab('supervisor', 'teams');
    const more = rowOf(page).getByRole('button', { name: /Show all \d+ queues of Zoe Zebra/ });
    await more.waitFor(PATIENCE);
    await more.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Queues of Zoe Zebra' });
    await dialog.waitFor(PATIENCE);
    await dialog
      .getByText('needs the skill zebras (has Zebras: other case)', { exact: false })
      .waitFor(PATIENCE);
    await expectAccessible(page, '[role="dialog"]');

    await dialog.getByRole('searchbox').focus();
    await page.keyboard.type('night line');
    await dialog.getByText(/^1 of \d+ queues match/).waitFor(PATIENCE);
    const night = dialog.getByRole('button', { name: /Night line/ });
    await night.focus();
    await page.keyboard.press('Enter');
    await dialog.getByText('needs level 3 or more in night').waitFor(PATIENCE);
    expect(await dialog.locator('mark').allInnerTexts()).toEqual(['routing.levels.night >= 3']);
    await dialog.getByText('set the level of night to 3 (now 2)').waitFor(PATIENCE);
    await expectAccessible(page, '[role="dialog"]');

    await dialog.getByRole('button', { name: 'Ask TaskRouter which queues Zoe Zebra has' }).click();
    await dialog.getByText(/TaskRouter’s own answer of .*: it agrees/).waitFor(PATIENCE);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    // The row was not selected by any of this.
    expect(new URL(page.url()).pathname).toMatch(/^\/teams\/?$/);
    await page.close();
  });

  it('stand in Flex’s panel of the agent, in Spanish and in a narrow window, and follow the agent', async () => {
    const size = { width: 1_024, height: 720 };
    const page = await flex.tab('supervisor', 'teams', { size, language: 'es-MX' });
    await rowOf(page).getByText('Zoe Zebra').click(PATIENCE);
    const section = page.getByRole('region', { name: 'Colas', exact: true });
    await section.getByText('necesita la habilidad zebras', { exact: false }).waitFor(PATIENCE);
    await expectAccessible(page, 'section[aria-label="Colas"]');
    await section.getByRole('button', { name: /^Abrir las colas de Zoe Zebra/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Colas de Zoe Zebra' });
    await dialog.waitFor(PATIENCE);
    const eligible = dialog.getByRole('region', { name: /^Elegible/ });
    expect(await eligible.getByRole('button', { name: /Zebra line/ }).count()).toBe(0);
    await expectAccessible(page, '[role="dialog"]');

    const [sid = ''] = flex.workerSids();
    const routing = { skills: ['zebras', 'night'], levels: {} };
    await flex.worker(sid).update({ attributes: JSON.stringify({ ...ATTRIBUTES, routing }) });
    await eligible.getByRole('button', { name: /Zebra line/ }).waitFor(PATIENCE);
    await page.close();
  });

  it('are those that the agent carries where the Functions do not answer', async () => {
    const calls = `${flex.twilio.functions.url}/jobs/**`;
    const before = (page: Page) => page.route(calls, (route) => route.abort());
    const page = await flex.tab('supervisor', 'teams', { before });
    await rowOf(page)
      .getByRole('button', { name: /Show all/ })
      .click(PATIENCE);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The queues could not be loaded').waitFor(PATIENCE);
    await expectAccessible(page, '[role="dialog"]');
    await page.unroute(calls);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByRole('button', { name: /Night line/ }).waitFor(PATIENCE);
    await page.close();
  });
});
