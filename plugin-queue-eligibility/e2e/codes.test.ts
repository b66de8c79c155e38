import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { OpenFlex, PATIENCE, until } from './open-flex';

jest.setTimeout(300_000);

/**
 * Lists in their compact form, in which a list says nothing to whoever reads it without the directory, in an attribute
 * that only the directory can name.
 */
const ENV = { WORKER_QUEUES_FORM: 'codes', WORKER_QUEUES_ATTRIBUTE: 'lines' };

let flex: OpenFlex;
beforeAll(async () => {
  flex = await OpenFlex.open({ workers: 60, queues: 40, env: ENV });
}, 300_000);
afterAll(() => flex.close());

const carriedBy = (attributes: string): string[] =>
  (JSON.parse(attributes) as { lines?: string[] }).lines ?? [];

it('codes are written, shown as names, and filtered by as codes, in the attribute that is configured', async () => {
  const { taskRouter } = flex.emulator;
  const admin = await flex.tab('admin', 'queue-eligibility');
  await admin.getByRole('button', { name: 'Resync', exact: true }).click(PATIENCE);
  await admin.getByText('All 40 queues are proven.').waitFor(PATIENCE);
  // The click alone: what follows it is to come live.
  await flex.emulator.events.idle();
  const [sid = ''] = flex.workerSids();
  const name = 'Zebra line';
  taskRouter.createQueue({ friendlyName: name, targetWorkers: 'zebra == true' });
  await flex.worker(sid).update({
    attributes: JSON.stringify({ full_name: 'Zoe Zebra', zebra: true, roles: ['agent'] }),
  });
  const before = new Set(
    flex
      .workerSids()
      .flatMap((other) => (other === sid ? [] : carriedBy(taskRouter.worker(other).attributes))),
  );
  const own = () => carriedBy(taskRouter.worker(sid).attributes).filter((value) => !before.has(value));
  await until(() => own().length === 1);
  const [code = ''] = own();
  expect(code).toMatch(/^[A-Za-z0-9]{6}$/);

  const queries: string[] = [];
  const page = await flex.tab('supervisor', 'teams', { before: OpenFlex.queriesInto(queries) });
  await page.getByRole('columnheader', { name: /Eligible queues/ }).waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Filter' }).click();
  await OpenFlex.openQueueFilter(page);
  await page.getByPlaceholder('Type to find a queue').fill(name);
  const offered = page.getByRole('group', { name: 'Eligible queues' }).locator('label');
  await offered.filter({ hasText: name }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('Viewing 1 agent').waitFor(PATIENCE);
  expect(queries.some((query) => query.includes(`data.attributes.lines IN ["${code}"]`))).toBe(true);

  const row = page.getByRole('row').filter({ hasText: 'Zoe Zebra' });
  await row.getByRole('button', { name: /Show all/ }).click(PATIENCE);
  const eligible = page.getByRole('dialog').getByRole('region', { name: /^Eligible/ });
  await eligible.getByRole('listitem').filter({ hasText: name }).waitFor(PATIENCE);
  const names = await eligible.getByRole('listitem').allInnerTexts();
  expect(names.some((text) => text.startsWith(name))).toBe(true);
  expect(names.filter((text) => text.startsWith('Deleted queue'))).toEqual([]);
  expect(names).toHaveLength(carriedBy(taskRouter.worker(sid).attributes).length);
});
