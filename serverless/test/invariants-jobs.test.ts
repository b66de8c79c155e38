import { describe, expect, it, jest } from '@jest/globals';
import { accounts } from './account';

jest.setTimeout(90_000);
const start = accounts();

/** Those of the ten invariants that are about the life of a job; the others: invariants.test.ts. */
describe('6. a job outlives the loss of any one invocation', () => {
  it.each([
    ['the hop', '/batch/hop', 2_500],
    ['the guard', '/batch/guard', 1_000],
  ])('%s is killed in the middle, and it goes on', async (_what, path, killAfterMs) => {
    const account = await start({
      workers: 300,
      latency: { readMs: 20, writeMs: 60 },
      env: { TR_EVENTS_PROCESSING_BATCH_SIZE: '5' },
    });
    account.functions.faults.add({ path, action: { killAfterMs }, times: 1 });
    const job = await account.resync();
    expect(job).toMatchObject({ status: 'completed', report: { verified: true } });
    expect(account.functions.invocations.filter(({ killed }) => killed)).toHaveLength(1);
    expect(account.differing()).toEqual([]);
  });

  it('the first hand-off is lost', async () => {
    const account = await start();
    account.functions.faults.add({ path: '/batch/hop', action: 'lose', times: 1 });
    expect(await account.resync()).toMatchObject({ status: 'completed' });
  });
});

describe('7. one bad worker stops nothing', () => {
  it('each has its own recorded reason, and the rest goes on', async () => {
    const account = await start();
    const { taskRouter } = account.emulator;
    const [long = '', refused = ''] = account.workerSids();
    const full = JSON.stringify({ ...account.attributes(long), notes: '' });
    const notes = 'n'.repeat(4_090 - full.length);
    taskRouter.updateWorker(long, { attributes: full.replace('"notes":""', `"notes":"${notes}"`) });
    const before = taskRouter.worker(long)?.attributes ?? '';
    account.emulator.faults.add({
      match: { method: 'POST', path: new RegExp(refused) },
      action: { status: 400, code: 20001 },
    });
    await account.emulator.events.idle();
    const job = await account.resync();
    expect(job).toMatchObject({ status: 'completed', progress: { total: 40, checked: 40, failed: 2 } });
    const { body } = await account.call('/jobs/read', { jobId: job.id });
    expect(body['failures']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          key: long,
          code: 'attributes_too_long',
          message: expect.stringContaining(`${before.length} characters`) as unknown,
        }),
        expect.objectContaining({ key: refused, code: 'update_refused' }),
      ]),
    );
    expect(taskRouter.worker(long)?.attributes).toBe(before);
    expect(account.differing().toSorted()).toEqual([long, refused].toSorted());
  });
});

describe('8. a job always ends, in a state a person can act on', () => {
  it('failed, and why', async () => {
    const account = await start();
    account.emulator.faults.add({ match: { resource: 'Workers' }, action: { status: 403, code: 20003 } });
    expect(await account.resync()).toMatchObject({ status: 'failed', error: { code: 'not_authorised' } });
  });

  it('cancelled, within a few seconds, with what it had done', async () => {
    const account = await start({
      workers: 400,
      latency: { readMs: 20, writeMs: 60 },
      env: { TR_EVENTS_PROCESSING_BATCH_SIZE: '4' },
    });
    const id = await account.startResync();
    await account.until(() => (account.job(id)?.progress.changed ?? 0) > 20, 'some progress');
    expect((await account.call('/jobs/cancel', { jobId: id })).status).toBe(200);
    const job = await account.end(id);
    expect(job.status).toBe('cancelled');
    expect(job.progress.changed).toBe(account.writes());
    expect(job.progress.changed).toBeLessThan(400);
  });
});

describe('10. limits', () => {
  it('no invocation is killed, documents stay under 1 KiB and two writes a second', async () => {
    const account = await start({
      workers: 600,
      queues: 40,
      latency: { readMs: 30, writeMs: 90 },
      env: { TR_EVENTS_PROCESSING_BATCH_SIZE: '8' },
    });
    const writes = new Map<string, number[]>();
    let largest = 0;
    account.onSyncChange(({ kind, object }) => {
      if (kind !== 'created' && kind !== 'updated') return;
      const times = writes.get(object.sid) ?? [];
      times.push(Date.now());
      writes.set(object.sid, times);
      if (
        object.uniqueName?.startsWith('queue-eligibility.job.') &&
        object.type === 'document' &&
        'status' in object.data
      ) {
        largest = Math.max(largest, Buffer.byteLength(JSON.stringify(object.data)));
      }
    });
    const job = await account.resync();
    await account.quiet();
    await account.functions.idle();
    expect(job.hop).toBeGreaterThan(1);
    expect(largest).toBeLessThanOrEqual(1_024);
    expect(account.functions.invocations.filter(({ killed }) => killed)).toEqual([]);
    for (const times of writes.values()) {
      // A little less than a second, for the way the writes took.
      const crowded = times.filter((at, i) => (times[i + 2] ?? Infinity) - at < 900);
      expect(crowded).toEqual([]);
    }
  });
});
