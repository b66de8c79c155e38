import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { expectAccessible } from './accessible';
import { expectPageAccessible, VIEW } from './admin';
import { OpenFlex, PATIENCE, until } from './open-flex';

jest.setTimeout(200_000);

let flex: OpenFlex;
beforeAll(async () => {
  flex = await OpenFlex.open({ workers: 40, queues: 12, queuesAttribute: 'in-step' });
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
  await page.context().close();
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
  await page.context().close();
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
  await page.context().close();
});
