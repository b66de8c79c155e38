import { describe, expect, it, jest } from '@jest/globals';
import { accounts } from './account';

jest.setTimeout(120_000);
const start = accounts();

describe('against a rate limit', () => {
  it('that nobody told us of: slower, and nobody failed', async () => {
    const account = await start({
      workers: 250,
      limits: { updatesPerSecond: 40 },
      functions: { eventHandler: null },
    });
    const job = await account.resync();
    expect(job).toMatchObject({ status: 'completed', progress: { checked: 250, failed: 0 } });
    // By TaskRouter's count: a hop that was killed takes its own with it.
    expect(account.writes()).toBe(250);
    expect(account.differing()).toEqual([]);
  });

  it('of which a share is ours: the rest is left to others, who need it', async () => {
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
});
