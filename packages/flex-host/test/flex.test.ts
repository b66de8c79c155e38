import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFlex, type OpenFlex } from './open-flex';

/** Flex takes its time to start, and the machine may be busy. */
const patience = { timeout: 60_000 };

let flex: OpenFlex;

beforeAll(async () => {
  flex = await openFlex({ workers: 20 });
}, 300_000);

afterAll(async () => {
  await flex.close();
});

describe('the real Flex UI on the emulator', () => {
  it('shows a supervisor the agents, and repaints a row when REST changes its worker', async () => {
    const { page, errors, outside, refused } = await flex.tab('/teams?as=supervisor');
    const row = page.getByRole('row').filter({ hasText: 'Alex Agent' });
    await row.getByText('Available').waitFor(patience);
    expect(await page.getByRole('row').count()).toBeGreaterThan(20);

    const { taskRouter, workspaceSid } = flex.emulator;
    const worker = [...taskRouter.workers.values()].find(({ friendlyName }) => friendlyName === 'agent');
    const lunch = taskRouter.activities.find(({ friendlyName }) => friendlyName === 'Lunch');
    const resource = flex.emulator
      .client()
      .taskrouter.v1.workspaces(workspaceSid)
      .workers(worker?.sid ?? '');
    await resource.update({ activitySid: lunch?.sid ?? '' });
    await row.getByText('Lunch').waitFor(patience);

    const attributes = JSON.stringify({ full_name: 'Alex Renamed', roles: ['agent'] });
    await resource.update({ attributes });
    await page.getByRole('row').filter({ hasText: 'Alex Renamed' }).waitFor(patience);

    expect({ errors, outside, refused }).toEqual({ errors: [], outside: [], refused: [] });
  }, 120_000);

  it('takes a change of activity, of an agent by a supervisor and of one’s own', async () => {
    const agent = await flex.tab('/agent-desktop?as=agent');
    await agent.page.getByText('No active tasks').waitFor(patience);
    const supervisor = await flex.tab('/teams?as=supervisor');
    const row = supervisor.page.getByRole('row').filter({ hasText: /Alex/ });

    const menu = agent.page.getByRole('button', { name: /Lunch|Available/ }).first();
    await menu.click();
    await agent.page.getByText('Break', { exact: true }).first().click();
    await row.getByText('Break').waitFor(patience);

    await row.getByText(/Alex/).click();
    await supervisor.page.getByTestId('worker-profile-activity').getByRole('button').click();
    await supervisor.page.getByRole('option', { name: 'Training' }).click();
    await agent.page
      .getByRole('button', { name: /Training/ })
      .first()
      .waitFor(patience);
    expect([...agent.errors, ...supervisor.errors]).toEqual([]);
  }, 120_000);

  it('asks who one is, lets each tab be somebody else, and forgets nobody on reload', async () => {
    const chooser = await flex.tab('/teams');
    await chooser.page.waitForURL(/\?to=%2Fteams$/, patience);
    await chooser.page.getByRole('link', { name: /Ada Admin/ }).click();
    await chooser.page.getByText('Your Teams').waitFor(patience);
    const other = await flex.tab('/?as=agent');
    await other.page.getByText('No active tasks').waitFor(patience);
    await chooser.page.reload();
    await chooser.page.getByText('Your Teams').waitFor(patience);
    expect(await chooser.page.title()).toBe('Ada Admin · Flex');
    expect(await other.page.title()).toBe('Alex Agent · Flex');
    await chooser.page.getByRole('link', { name: /switch/ }).click();
    await chooser.page.getByRole('heading', { name: 'Who are you in Flex?' }).waitFor(patience);
  }, 120_000);
});
