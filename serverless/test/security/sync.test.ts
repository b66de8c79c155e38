import { describe, expect, it, jest } from '@jest/globals';
import { brotliCompressSync } from 'node:zlib';
import { createSeal, JOBS_DOCUMENT_NAME, jobsDocumentSchema, newJob } from '@queue-eligibility/batch';
import { accounts, type Account } from '../account';
import { quietAccount } from './attack';

jest.setTimeout(120_000);
const start = accounts();

describe('what any Flex user may write in Sync', () => {
  const RULEBOOK = 'queue-eligibility.rulebook';

  const writeAsEve = ({ emulator: { sync } }: Account, uniqueName: string, data: Record<string, unknown>) =>
    sync.find('document', uniqueName)
      ? sync.updateDocument(uniqueName, { data })
      : sync.create('document', { uniqueName, data, createdBy: 'eve' });

  /** A job that gives everybody a skill and seems to have lost its hop, named as the one of `kind` that runs. */
  function forgeSkillsJob(account: Account, kind: string): string {
    const jobId = `${kind}-20260105T090000-4f9a1c`;
    const entries = account.workerSids().map((workerSid) => [{ workerSid, add: [{ name: 'vip' }] }, 0]);
    const job = newJob({
      id: jobId,
      kind: 'skills',
      startedBy: { type: 'person', name: 'ada' },
      nowMs: Date.now() - 60_000,
      items: { total: entries.length, pages: 1 },
      hasState: false,
    });
    const name = `queue-eligibility.job.${jobId}`;
    writeAsEve(account, name, { ...job });
    writeAsEve(account, `queue-eligibility.job.${jobId}.items.1.0`, { values: entries });
    const { sync } = account.emulator;
    const entry = { kind, jobId, documentSid: sync.get('document', name).sid, since: job.createdAt };
    const jobs = jobsDocumentSchema.safeParse(sync.find('document', JOBS_DOCUMENT_NAME)?.data);
    const before = jobs.success ? jobs.data : { running: [], entries: [] };
    const others = before.running.filter((other) => other.kind !== kind);
    writeAsEve(account, JOBS_DOCUMENT_NAME, { ...before, running: [...others, entry] });
    return jobId;
  }

  const hops = (account: Account) =>
    account.functions.invocations.filter(({ path }) => path === '/batch/hop');

  it('a forged job is carried out by nobody who passes by, and keeps no real one from starting', async () => {
    const account = await quietAccount(start);
    const [worker = ''] = account.workerSids();
    const before = account.workerSids().map((sid) => account.attributes(sid)['routing']);
    const forged = ['skills', 'resync'].map((kind) => forgeSkillsJob(account, kind));
    const supervisor = account.token('supervisor');

    for (let n = 0; n < 3; n++) {
      expect(await account.call('/jobs/list', {}, supervisor)).toMatchObject({
        status: 200,
        body: { running: [], history: [] },
      });
      // Not of a worker: that one would be put right, and be no proof.
      const event = { EventType: 'reservation.created', Sid: `EV${'1'.repeat(32)}`, WorkerSid: worker };
      expect(await account.post('/event-handler', event)).toBe(204);
    }
    for (const jobId of forged) {
      const { status, body } = await account.call('/jobs/read', { jobId }, supervisor);
      expect([status, body['error']]).toMatchObject([500, { code: 'unsealed_document' }]);
      // Even a hop that is sent on its way takes it for nothing.
      await account.post('/batch/hop', { protocol: '1', jobId, hop: '1', attempt: '0' });
    }
    expect(account.writes()).toBe(0);
    expect(hops(account)).toHaveLength(forged.length);

    expect(await account.resync()).toMatchObject({ status: 'completed', report: { verified: true } });
    const items = [{ workerSid: worker, add: [{ name: 'billing' }] }];
    const { body } = await account.call('/jobs/start', { kind: 'skills', items });
    expect(await account.end(String(body['jobId']))).toMatchObject({ status: 'completed' });
    await account.functions.idle();
    expect(account.workerSids().map((sid) => account.attributes(sid)['routing'])).toEqual([
      expect.objectContaining({ skills: expect.arrayContaining(['billing']) as unknown }),
      ...before.slice(1),
    ]);
  });

  it('a queue event starts the real resync where a forged one seems to run', async () => {
    const account = await quietAccount(start);
    forgeSkillsJob(account, 'resync');
    const [TaskQueueSid = ''] = account.emulator.taskRouter.queues.keys();
    const event = {
      EventType: 'task-queue.created',
      Sid: `EV${'1'.repeat(32)}`,
      WorkspaceSid: account.emulator.workspaceSid,
      TaskQueueSid,
    };
    expect(await account.post('/event-handler', event)).toBe(204);
    await account.quiet();
    expect(account.differing()).toEqual([]);
    expect(account.jobs().map(({ status, kind }) => [status, kind])).toEqual([
      ['running', 'skills'],
      ['completed', 'resync'],
    ]);
  });

  it('a job that is scribbled over stops, and the next one starts at once', async () => {
    const account = await start({ workers: 200, latency: { readMs: 5, writeMs: 60 } });
    const scribbled = await account.startResync();
    // Not what its document says: that may first be told when nearly everything is done.
    await account.until(() => account.writes() > 5, 'some progress');
    const name = `queue-eligibility.job.${scribbled}`;
    const { data } = account.emulator.sync.get('document', name);
    writeAsEve(account, name, { ...data, kind: 'skills' });
    // Nobody knows of a resync that was ever verified: whoever comes by starts a check.
    const list = {
      status: 200,
      body: { running: [{ job: { startedBy: { type: 'check' } } }] },
    };
    expect(await account.call('/jobs/list')).toMatchObject(list);
    expect(await account.resync()).toMatchObject({ status: 'completed', report: { verified: true } });
    expect(account.differing()).toEqual([]);
    expect(account.job(scribbled)?.status).toBe('running');
  });

  it('a forged rulebook steers no event, and whoever comes by next has it written anew', async () => {
    const account = await start({ workers: 5, functions: { eventHandler: null } });
    await account.resync();
    await account.quiet();
    const { sync, taskRouter } = account.emulator;
    const [worker = ''] = account.workerSids();
    const queues = account.attributes(worker)['queues'];
    const attributes = JSON.stringify({ ...account.attributes(worker), queues: [] });
    taskRouter.updateWorker(worker, { attributes });
    // By these rules nobody is eligible for anything, and the worker in step.
    const noQueues = `.${brotliCompressSync('[]').toString('base64')}`;
    const map = sync.get('map', RULEBOOK);
    const { data } = sync.existingItem(map, '0');
    sync.updateItem(map, '0', { data: { ...data, queues: noQueues } });
    await account.sendWorkerEvent(worker);
    expect(account.attributes(worker)['queues']).toEqual(queues);

    await account.quiet();
    const written = sync.existingItem(map, '0');
    expect(account.seal.open({ uniqueName: `${RULEBOOK}/0`, data: written.data })).not.toBeNull();
  });

  it('a rulebook that somebody removed is missed by whoever comes by next, which has it written anew', async () => {
    const account = await start({ workers: 5, functions: { eventHandler: null } });
    await account.resync();
    await account.quiet();
    const { sync } = account.emulator;
    sync.remove('map', RULEBOOK);
    await account.sendWorkerEvent(account.workerSids()[0] ?? '');
    await account.quiet();
    expect(sync.items(sync.get('map', RULEBOOK)).map(({ key }) => key)).toEqual(['0']);
  });

  it('after the auth token was changed all goes on by itself, with what was written before left aside', async () => {
    const account = await start({ workers: 20, functions: { eventHandler: null } });
    const jobId = await account.startResync();
    await account.end(jobId);
    await account.quiet();
    const { sync, syncServiceSid } = account.emulator;
    // As if it had been written with another token: a job that runs, too.
    const before = createSeal({ secret: 'the token of before', scope: syncServiceSid });
    const running = forgeSkillsJob(account, 'resync');
    for (const { uniqueName } of sync.list('document')) account.rewrite(uniqueName ?? '', {}, before);
    account.rewriteItem(RULEBOOK, '0', {}, before);

    expect(await account.call('/jobs/list', {}, account.token('supervisor'))).toMatchObject({
      status: 200,
      body: { verifiedAt: null, checkStarted: true, history: [] },
    });
    await account.quiet();
    const { body } = await account.call('/jobs/list');
    expect(body).toMatchObject({ verifiedAt: expect.any(String) as unknown, running: [] });
    expect(body['history']).toMatchObject([{ kind: 'resync', status: 'completed' }]);
    expect(account.job(running)?.status).toBe('running');
    expect(
      account.workerSids().filter((sid) => String(account.attributes(sid)['routing']).includes('vip')),
    ).toEqual([]);
  });
});
