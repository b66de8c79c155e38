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

  it('a rate limit nobody told us of: slower, and nobody failed', async () => {
    const account = await start({
      workers: 250,
      limits: { updatesPerSecond: 40 },
      functions: { eventHandler: null },
    });
    const job = await account.resync();
    expect(job).toMatchObject({ status: 'completed', progress: { changed: 250, failed: 0 } });
    expect(account.differing()).toEqual([]);
  });

  it('a share of the rate limit: the rest is left to others, who need it', async () => {
    const limit = 40;
    const account = await start({
      workers: 260,
      limits: { updatesPerSecond: limit },
      functions: { eventHandler: null },
      env: { TASKROUTER_RATE_SHARE: '50' },
    });
    const { emulator } = account;
    const { sid } = emulator.taskRouter.createWorker({ friendlyName: 'of another system', attributes: {} });
    const other = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid).workers(sid);
    let asked = 0;
    const jobId = await account.startResync();
    // By then the pace has found its limit.
    await account.until(() => (account.job(jobId)?.progress.changed ?? 0) > 100, 'some updates');
    emulator.requests.clear();
    const timer = setInterval(() => {
      asked += 1;
      other.update({ attributes: `{"asked":${asked}}` }).catch(() => {});
    }, 70);
    const job = await account.end(jobId);
    clearInterval(timer);
    expect(job).toMatchObject({ status: 'completed', progress: { failed: 0 } });
    const ours = emulator.requests.filter(
      ({ method, resource, status, sid: updated }) =>
        method === 'POST' && resource === 'Worker' && status === 200 && updated !== sid,
    );
    const seconds = ((ours.at(-1)?.at ?? 0) - (ours[0]?.at ?? 0)) / 1_000;
    expect(ours.length).toBeGreaterThan(100);
    // Half of it, and what it takes to find out where the limit is.
    expect(ours.length / seconds).toBeLessThan(limit * 0.75);
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
