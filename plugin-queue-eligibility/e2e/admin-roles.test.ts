import { describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { VIEW } from './admin';
import { flexes } from './flexes';
import { PATIENCE, type OpenFlex } from './open-flex';

jest.setTimeout(300_000);

const open = flexes();
let flex: OpenFlex;

describe('who is no admin', () => {
  it('finds no way to the page, and nothing on it; an agent is left alone', async () => {
    flex = await open({ workers: 5, queues: 3 });
    const admin = await flex.tab('admin');
    await admin.getByRole('link', { name: 'Queue eligibility' }).click(PATIENCE);
    await admin.getByRole('heading', { name: 'Queue eligibility' }).waitFor(PATIENCE);
    const supervisor = await flex.tab('supervisor', VIEW);
    await supervisor.getByText('This page is for admins').waitFor(PATIENCE);
    expect(await supervisor.getByRole('button', { name: 'Resync' }).count()).toBe(0);
    const asked: string[] = [];
    const before = (page: Page) =>
      page.on('request', (request) => {
        if (request.url().startsWith(flex.twilio.functions.url)) asked.push(request.url());
      });
    const agent = await flex.tab('agent', '', { before });
    await agent.getByText('No active tasks').waitFor(PATIENCE);
    expect(await agent.getByRole('link', { name: 'Queue eligibility' }).count()).toBe(0);
    expect(await agent.getByRole('link', { name: 'Agent Desktop' }).count()).toBe(1);
    expect(asked).toEqual([]);
  });
});
