import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from './accessible';
import { expectPageAccessible, VIEW } from './admin';
import { OpenFlex, PATIENCE, SECOND_ADMIN, until } from './open-flex';

jest.setTimeout(300_000);

let flex: OpenFlex;
beforeAll(async () => {
  flex = await OpenFlex.open({
    ...{ workers: 40, queues: 12, queuesAttribute: 'in-step' },
    ...{ env: { SKILLS_CONFIRM_ABOVE: '2' }, others: [SECOND_ADMIN] },
  });
  for (const [at, full_name] of ['Zoe Zebra', 'Zara Zebra'].entries())
    await flex.worker(flex.workerSids()[at] ?? '').update({
      attributes: JSON.stringify({
        ...{ full_name, species: 'zebra', roles: ['agent'] },
        routing: { skills: ['billing'], levels: { billing: 3 + at } },
      }),
    });
  flex.emulator.taskRouter.createQueue({
    friendlyName: 'Zebras for bills',
    targetWorkers: "species == 'zebra' AND routing.skills HAS 'billing'",
  });
  await flex.emulator.events.idle();
}, 300_000);
afterAll(() => flex.close());

const attributesOf = (at: number): string =>
  flex.emulator.taskRouter.worker(flex.workerSids()[at] ?? '').attributes;
const skillsOf = (at: number): string[] =>
  (JSON.parse(attributesOf(at)) as { routing: { skills: string[] } }).routing.skills;

it('a plan for skills is made, shown, applied, and taken back by another one, to the last character', async () => {
  const before = [attributesOf(0), attributesOf(1)];
  const page = await flex.tab('admin', `${VIEW}/skills`);
  await page.getByText(/No plan is kept/).waitFor(PATIENCE);
  await expectPageAccessible(page);
  await page.getByRole('button', { name: 'New plan' }).click();
  await page.getByLabel('Begin with the rule of a queue').waitFor(PATIENCE);
  await page.getByLabel('Begin with the rule of a queue').selectOption({ label: 'Zebras for bills' });
  await page.getByText('2 agents match').waitFor(PATIENCE);
  await page.getByLabel('Do', { exact: true }).selectOption({ label: 'Take away' });
  await page.getByLabel('Skill', { exact: true }).fill('billing');
  await page.getByText(/Would be left with nobody/).waitFor(PATIENCE);
  await page.getByText('billing: level 4 → not there').waitFor(PATIENCE);
  await page.getByRole('textbox', { name: 'Why' }).fill('The zebras go on holiday');
  await expectPageAccessible(page);
  const make = page.getByRole('button', { name: 'Make a plan for 2 agents' });
  await make.focus();
  await page.keyboard.press('Enter');

  const apply = page.getByRole('button', { name: 'Apply…' });
  await apply.waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Ask TaskRouter' }).click(PATIENCE);
  await page.getByText('It says the same.').waitFor(PATIENCE);
  await expectPageAccessible(page);
  expect(new URL(page.url()).pathname).toMatch(/\/skills\/[a-z0-9]{6,24}$/);
  await apply.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('One queue would be left').waitFor(PATIENCE);
  await expectAccessible(page, '[role="alertdialog"]');
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await page.getByRole('button', { name: 'Take back…' }).waitFor(PATIENCE);
  expect([skillsOf(0), skillsOf(1)]).toEqual([[], []]);
  await expectPageAccessible(page);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV, a row for each change' }).click();
  expect((await download).suggestedFilename()).toMatch(/^Skills_[a-z0-9]+\.csv$/);
  await page.getByRole('button', { name: 'Take back…' }).click();
  const undo = page.getByRole('dialog', { name: 'Take this plan back?' });
  await undo.getByRole('textbox', { name: 'Why' }).fill('They are back');
  await expectAccessible(page, '[role="dialog"]');
  await undo.getByRole('button', { name: 'Show what that would do' }).click();
  await page.getByText('billing: not there → level 4').waitFor(PATIENCE);
  await apply.click();
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await until(() => attributesOf(0) === before[0] && attributesOf(1) === before[1]);
  await page.getByText('What came of it').waitFor(PATIENCE);
  await page.getByRole('button', { name: 'All plans' }).click();
  const row = page.getByRole('row').filter({ hasText: 'The zebras go on holiday' });
  await row.getByText('Taken back').waitFor(PATIENCE);
  await expectPageAccessible(page);
  await page.close();
});

it('begins in Teams View, with the agents that its filter finds', async () => {
  const page = await flex.tab('admin', `${VIEW}/queues`);
  await page
    .getByRole('button', { name: 'Show the agents of Zebras for bills in Teams View' })
    .click(PATIENCE);
  await page.getByRole('heading', { name: 'Agents of Zebras for bills' }).waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Change the skills of these agents…' }).click(PATIENCE);
  await page.getByText('2 chosen').waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Choose the 2 that Teams View’s filter finds' }).waitFor(PATIENCE);
  await page.close();
});

/** A plan of the first admin that sets an attribute of so many agents, as the page makes it. */
async function planOf(sids: readonly string[], ends: string): Promise<string> {
  const Token = flex.emulator.issueToken({ identity: 'admin', roles: ['admin'] });
  const call = async (path: string, parameters: object): Promise<{ plan: { id: string } }> => {
    const response = await fetch(flex.twilio.functions.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ Token, ...parameters }),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as { plan: { id: string } };
  };
  const { plan } = await call('/jobs/plan', { note: 'The autumn campaign', summary: 'Autumn', until: ends });
  const agents = sids.map((workerSid) => ({
    ...{ workerSid, changes: [{ do: 'set', path: ['season'], value: 'autumn' }] },
    expects: [{ path: ['season'], json: null }],
  }));
  await call('/jobs/plan-add', { planId: plan.id, part: 0, agents, isLast: true });
  return plan.id;
}

it('a plan for many is confirmed by another admin; over and not taken back yet, it is overdue', async () => {
  const sids = flex.workerSids().slice(2, 5);
  const season = (): unknown[] =>
    sids.map((sid) => {
      const { attributes } = flex.emulator.taskRouter.worker(sid);
      return (JSON.parse(attributes) as { season?: string }).season;
    });
  // As long as nobody can read whose time is over, nothing is taken back.
  const unread = flex.emulator.faults.add({
    ...{ match: { method: 'GET', path: /From=due/ }, action: { status: 400 } },
  });
  const planId = await planOf(sids, new Date(Date.now() + 2_000).toISOString());
  const confirm = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Confirm…' }).click(PATIENCE);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Confirm', exact: true }).click(PATIENCE);
  };
  const first = await flex.tab('admin', `${VIEW}/skills/${planId}`);
  await confirm(first);
  await first.getByText('You have made this plan').waitFor(PATIENCE);
  await first.close();

  const page = await flex.tab('second', `${VIEW}/skills/${planId}`);
  await confirm(page);
  await page.getByRole('button', { name: 'Apply…' }).click(PATIENCE);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Apply', exact: true }).click(PATIENCE);
  await page.getByText('The time of this plan is over').waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Take back…' }).waitFor(PATIENCE);
  expect(season()).toEqual(['autumn', 'autumn', 'autumn']);
  await expectPageAccessible(page);
  await page.getByRole('button', { name: 'All plans' }).click(PATIENCE);
  await page.getByText('One plan is overdue').waitFor(PATIENCE);
  const row = page.getByRole('row').filter({ hasText: 'The autumn campaign' });
  await row.getByText('Overdue').waitFor(PATIENCE);
  unread.remove();
  await page.getByRole('button', { name: 'Read again' }).click(PATIENCE);
  await page.getByText('The time of one plan was over').waitFor(PATIENCE);
  await until(() => season().every((value) => value === undefined));
  await page.close();
});

it('is in Spanish where Flex is', async () => {
  const size = { width: 1_024, height: 800 };
  const page = await flex.tab('admin', `${VIEW}/skills/new`, { size, language: 'es-ES' });
  await page.getByText('Con un archivo CSV', { exact: true }).click(PATIENCE);
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: 'cambios.csv', mimeType: 'text/csv' },
    buffer: Buffer.from('friendly_name;billing\nnadie;3\n'),
  });
  await page.getByText('Ningún agente se llama así.').waitFor(PATIENCE);
  await expectPageAccessible(page);
  await page.close();
});
