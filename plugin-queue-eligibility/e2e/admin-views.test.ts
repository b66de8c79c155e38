import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from './accessible';
import { expectPageAccessible, VIEW } from './admin';
import { OpenFlex, PATIENCE, until } from './open-flex';

jest.setTimeout(300_000);

let flex: OpenFlex;
let zebras = '';
beforeAll(async () => {
  flex = await OpenFlex.open({
    workers: 40,
    queues: 12,
    queuesAttribute: 'in-step',
    env: { QUEUE_EDITING: 'true' },
  });
  const { taskRouter } = flex.emulator;
  const people = [
    ['Zoe Zebra', { species: 'zebra', languages: ['fr'] }],
    ['Zara Zebra', { species: 'zebra', languages: ['en'] }],
    ['Zeno Zebra', { species: 'zebra', languages: ['en'] }],
  ] as const;
  for (const [at, [full_name, more]] of people.entries()) {
    const attributes = JSON.stringify({ full_name, roles: ['agent'], ...more });
    await flex.worker(flex.workerSids()[at] ?? '').update({ attributes });
  }
  const rules = {
    'French zebras': "species == 'zebra' AND languages HAS 'fr'",
    'All zebras': "species == 'zebra'",
    Zebus: "species == 'zebrra'",
  };
  for (const [friendlyName, targetWorkers] of Object.entries(rules)) {
    const queue = taskRouter.createQueue({ friendlyName, targetWorkers });
    if (friendlyName === 'French zebras') zebras = queue.sid;
  }
}, 300_000);
afterAll(() => flex.close());

const editorOf = (page: Page) => page.getByLabel('Who is to be eligible');

describe('a queue', () => {
  it('says who is eligible and who nearly is, whom a click shows in Teams View', async () => {
    const page = await flex.tab('admin', `${VIEW}/queues/${zebras}`);
    await page
      .getByRole('list', { name: 'Eligible, available first' })
      .getByText('Zoe Zebra')
      .waitFor(PATIENCE);
    const nearly = page.getByRole('region', { name: 'Nearly eligible' });
    await nearly.getByText('needs the language').first().waitFor(PATIENCE);
    await expectPageAccessible(page);
    const group = nearly.getByRole('listitem').filter({ hasText: "languages HAS 'fr'" });
    const list = group.getByRole('button', { name: 'List' });
    await list.focus();
    await page.keyboard.press('Enter');
    await group.getByText('Zara Zebra').waitFor(PATIENCE);
    const teams = group.getByRole('button', { name: 'Show in Teams View' });
    await teams.focus();
    await page.keyboard.press('Enter');
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    await row('Zeno Zebra').waitFor(PATIENCE);
    await row('Zara Zebra').waitFor(PATIENCE);
    await row('Zoe Zebra').waitFor({ state: 'detached', ...PATIENCE });
    await page.close();
  });
});

describe('what if', () => {
  it('is written by the keyboard, shows its effect, is held against TaskRouter, and saved', async () => {
    const page = await flex.tab('admin', `${VIEW}/what-if/${zebras}`);
    await editorOf(page).waitFor(PATIENCE);
    await editorOf(page).focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('specie');
    await page.getByRole('option', { name: /^species/ }).waitFor(PATIENCE);
    await expectPageAccessible(page);
    await page.keyboard.press('Enter');
    await page.keyboard.type(" == 'z");
    await page.keyboard.press('Enter');
    expect(await editorOf(page).inputValue()).toBe("species == 'zebra'");
    await page.getByText('1 → 3').waitFor(PATIENCE);
    await page.getByRole('region', { name: 'Would gain it' }).getByText('Zara Zebra').waitFor(PATIENCE);
    await page
      .getByRole('region', { name: 'Other queues of these agents' })
      .getByRole('button', { name: 'All zebras' })
      .waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Ask TaskRouter' }).click();
    await page.getByText('TaskRouter names 3 agents').waitFor(PATIENCE);
    await page.getByText('They are the same as we find.').waitFor(PATIENCE);
    await expectPageAccessible(page);

    const save = page.getByRole('button', { name: 'Save…' });
    await save.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Change the rule of French zebras?' });
    await dialog.getByText(/gain the queue: 2; who lose it: 0/).waitFor(PATIENCE);
    await expectAccessible(page, '[role="dialog"]');
    await dialog.getByLabel('Why').fill('More zebras');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('The rule is changed').waitFor(PATIENCE);
    expect(flex.emulator.taskRouter.queue(zebras).targetWorkers).toBe("species == 'zebra'");
    const edits = page.getByRole('region', { name: 'Changes made here' });
    await edits.getByText('More zebras').waitFor(PATIENCE);
    await edits.getByRole('button', { name: 'Try what was before' }).click();
    await page.getByText('3 → 1').waitFor(PATIENCE);
    await expectPageAccessible(page);

    // Somebody else is quicker: nothing is overwritten, and nothing that was written is lost.
    flex.emulator.taskRouter.updateQueue(zebras, { targetWorkers: "species != 'zebra'" });
    await save.click();
    await dialog.getByLabel('Why').fill('Fewer zebras');
    await dialog.getByRole('button', { name: 'Change the rule' }).click();
    await page.getByText('Not saved: somebody has changed the rule in the meantime').waitFor(PATIENCE);
    await page.getByText('Somebody has changed the rule since you began').waitFor(PATIENCE);
    expect(await editorOf(page).inputValue()).toBe("species == 'zebra' AND languages HAS 'fr'");
    expect(flex.emulator.taskRouter.queue(zebras).targetWorkers).toBe("species != 'zebra'");
    await page.close();
  });
});

describe('coverage', () => {
  it('names holes with what comes near, and leads to what would mend one, in a narrow window', async () => {
    const size = { width: 1_024, height: 800 };
    const page = await flex.tab('admin', `${VIEW}/coverage`, { size });
    const nobody = page.getByRole('region', { name: /^Queues with nobody \(/ });
    await nobody.getByText('Nobody has “zebrra” in species').waitFor(PATIENCE);
    await nobody.getByText('Agents with “zebra”: 3').waitFor(PATIENCE);
    await expectPageAccessible(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download as CSV: Coverage' }).click();
    expect((await download).suggestedFilename()).toBe('Coverage.csv');
    await nobody.getByRole('button', { name: 'What if it asked for “zebra”…' }).click();
    await page.getByText('0 → 3').waitFor(PATIENCE);
    await until(() => new URL(page.url()).pathname.includes('/what-if/WQ'));
    expect(await page.getByLabel('Who is to be eligible').inputValue()).toBe("species == 'zebra'");
    await expectPageAccessible(page);
    await page.goBack();
    await nobody.waitFor(PATIENCE);
  });
});

it('a queue, what if and coverage are in Spanish where Flex is', async () => {
  const page = await flex.tab('admin', `${VIEW}/queues/${zebras}`, { language: 'es-ES' });
  await page.getByRole('region', { name: 'Casi elegibles' }).waitFor(PATIENCE);
  await expectPageAccessible(page);
  await page.getByRole('tab', { name: 'Qué pasaría si', exact: true }).click();
  await page.getByLabel('Cola', { exact: true }).selectOption({ label: 'All zebras' });
  await page.getByLabel('Quién debe ser elegible').fill("species == 'zebra' AND languages HAS 'fr'");
  await page.getByRole('region', { name: 'La perderían' }).getByText('Zara Zebra').waitFor(PATIENCE);
  await expectPageAccessible(page);
  await page.getByRole('tab', { name: 'Cobertura' }).click();
  await page
    .getByRole('region', { name: /^Colas sin nadie \(/ })
    .getByText(/«zebrra»/)
    .waitFor(PATIENCE);
  await expectPageAccessible(page);
  await page.close();
});
