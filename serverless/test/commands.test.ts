import { describe, expect, it, jest } from '@jest/globals';
import { accounts } from './account';

jest.setTimeout(90_000);
const start = accounts();

/** A resync of 120 workers that takes a while. */
const slow = {
  workers: 120,
  limits: { updatesPerSecond: 20 },
  env: { TR_EVENTS_SYNC_WORKERS_WITH_QUEUES: 'false' },
};

describe('commands', () => {
  it('pause a job and let it go on, with nothing done twice', async () => {
    const account = await start(slow);
    const jobId = await account.startResync();
    await account.until(() => (account.job(jobId)?.progress.changed ?? 0) > 10, 'the first updates');
    expect((await account.call('/jobs/pause', { jobId }, account.token('supervisor'))).status).toBe(403);
    expect((await account.call('/jobs/pause', { jobId })).status).toBe(200);
    await account.until(() => account.job(jobId)?.status === 'paused', 'the pause');
    const { progress } = account.job(jobId) ?? {};
    const writes = account.writes();
    // Who passes by leaves it alone, and another start finds it.
    const listed = await account.ask('/jobs/list');
    expect(listed.running).toMatchObject([{ jobId, silent: false, job: { status: 'paused', progress } }]);
    expect((await account.call('/jobs/start')).body).toMatchObject({ jobId, started: false });
    expect(await account.call('/jobs/pause', { jobId })).toMatchObject({
      status: 409,
      body: { error: { code: 'job_paused' } },
    });
    expect(account.writes()).toBe(writes);
    account.emulator.limits.set({ updatesPerSecond: null });
    expect((await account.call('/jobs/resume', { jobId })).status).toBe(200);
    const job = await account.end(jobId);
    expect(job).toMatchObject({ status: 'completed', report: { verified: true }, progress: { failed: 0 } });
    expect(account.writes()).toBe(120);
    expect(account.differing()).toEqual([]);
    expect((await account.call('/jobs/resume', { jobId })).body).toMatchObject({
      error: { code: 'job_over' },
    });
  });

  it('limit the pace of a job, and give it free again', async () => {
    const account = await start(slow);
    const jobId = await account.startResync();
    const paceOf = (itemsPerSecond: unknown) => account.call('/jobs/pace', { jobId, itemsPerSecond });
    for (const wrong of [0, -1, 'fast', 1_001]) expect((await paceOf(wrong)).status).toBe(400);
    expect((await paceOf(5)).body).toMatchObject({ job: { paceLimit: 5 } });
    expect((await paceOf(null)).body).toMatchObject({ job: { paceLimit: null } });
    account.emulator.limits.set({ updatesPerSecond: null });
    expect(await account.end(jobId)).toMatchObject({ status: 'completed' });
    expect((await paceOf(5)).body).toMatchObject({ error: { code: 'job_over' } });
  });

  it('retry what a job gave up, and nothing else', async () => {
    const account = await start({ workers: 20, functions: { eventHandler: null } });
    const [full = '', ...others] = account.workerSids();
    const { taskRouter } = account.emulator;
    taskRouter.createQueue({ friendlyName: 'Everybody', targetWorkers: '1 == 1' });
    taskRouter.updateWorker(full, { attributes: { notes: 'n'.repeat(4_070) } });
    const jobId = (await account.resync()).id;
    expect(account.job(jobId)).toMatchObject({ progress: { failed: 1 } });
    await account.quiet();
    taskRouter.updateWorker(full, { attributes: {} });
    account.emulator.requests.clear();
    const { status, body } = await account.call('/jobs/retry', { jobId });
    expect(status).toBe(200);
    const retry = await account.end(String(body['jobId']));
    expect(retry).toMatchObject({ kind: 'workers', status: 'completed', progress: { total: 1, changed: 1 } });
    expect(account.emulator.requests.count({ resource: 'Worker', method: 'GET' })).toBeLessThan(
      others.length,
    );
    expect(account.differing()).toEqual([]);
    expect(await account.call('/jobs/retry', { jobId: retry.id })).toMatchObject({
      status: 409,
      body: { error: { code: 'nothing_to_retry' } },
    });
  });
});
