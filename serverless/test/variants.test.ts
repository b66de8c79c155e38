import { describe, expect, it, jest } from '@jest/globals';
import { accounts } from './account';

jest.setTimeout(120_000);
const start = accounts();

/** What nobody could find out about Twilio without an account: the product must work whichever way it is. */
describe('whichever way Twilio is', () => {
  it.each([
    ['lists without attributes', { listAttributes: false }],
    ['no ETags', { etags: false }],
    ['neither', { listAttributes: false, etags: false }],
    ['loose comparison', { dialect: { coercion: 'loose' } }],
    ['quoted keys are keys', { dialect: { quotedKeys: true } }],
    ['quoted keys are strings', { dialect: { quotedKeys: false } }],
  ] as const)('%s', async (_what, options) => {
    const account = await start({ workers: 60, queues: 40, ...options });
    const job = await account.resync();
    await account.quiet();
    expect(job).toMatchObject({
      status: 'completed',
      report: { verified: true },
      progress: { checked: 60, failed: 0 },
    });
    expect(account.differing()).toEqual([]);
    expect(await account.resync()).toMatchObject({ progress: { changed: 0 } });
  });

  it('503 now and then, connections reset, answers lost, pages that come twice', async () => {
    const account = await start({ workers: 120 });
    const { faults } = account.emulator;
    faults.add({ share: 0.05, action: { status: 503 } });
    faults.add({ share: 0.03, action: 'reset' });
    faults.add({ match: { method: 'POST' }, share: 0.03, action: 'lost-answer' });
    faults.add({ match: { resource: 'Workers' }, times: 1, action: 'duplicate-page' });
    const job = await account.resync();
    await account.quiet();
    expect(job).toMatchObject({ status: 'completed', progress: { failed: 0 } });
    expect(account.differing()).toEqual([]);
  });
});
