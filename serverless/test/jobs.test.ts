import { describe, expect, it, jest } from '@jest/globals';
import { JOBS_DOCUMENT_NAME, jobsDocumentSchema } from '@queue-eligibility/api';
import { accounts } from './account';

jest.setTimeout(90_000);
const start = accounts();

describe('/jobs', () => {
  it('checks the token and its roles on the server', async () => {
    const account = await start({ workers: 3 });
    const supervisor = account.token('supervisor');
    const agent = account.token('agent');
    expect((await account.call('/jobs/start', {}, null)).status).toBe(401);
    expect((await account.call('/jobs/start', {}, 'not-a-token')).status).toBe(401);
    expect((await account.call('/jobs/start', { roles: ['admin'] }, agent)).status).toBe(403);
    expect((await account.call('/jobs/start', {}, supervisor)).status).toBe(403);
    expect((await account.call('/jobs/cancel', { jobId: 'x' }, supervisor)).status).toBe(403);
    expect((await account.call('/jobs/list', {}, agent)).status).toBe(403);
    expect((await account.call('/jobs/list', {}, supervisor)).status).toBe(200);
    expect(account.jobs()).toEqual([]);
  });

  it('starts a resync once, says where to watch it, lists it, and remembers it', async () => {
    // Slow enough that it is still there to be listed.
    const account = await start({ workers: 60, limits: { updatesPerSecond: 20 } });
    const [first, second] = await Promise.all([account.call('/jobs/start'), account.call('/jobs/start')]);
    expect([first.body['started'], second.body['started']].toSorted()).toEqual([false, true]);
    expect(first.body['jobId']).toBe(second.body['jobId']);
    const id = String(first.body['jobId']);
    const document = account.emulator.sync.find('document', String(first.body['documentName']));
    expect(document?.sid).toBe(first.body['documentSid']);
    const running = await account.call('/jobs/list');
    expect(running.body['running']).toEqual([expect.objectContaining({ jobId: id, silent: false })]);
    await account.end(id);
    await account.quiet();
    const ended = await account.call('/jobs/list');
    expect(ended.body).toMatchObject({
      running: [],
      verifiedAt: expect.any(String) as unknown,
      history: [
        {
          ...{ id, status: 'completed', startedBy: { type: 'person', name: 'ada' } },
          progress: { total: 60, checked: 60, failed: 0 },
        },
      ],
    });
    expect([account.writes(), account.differing()]).toEqual([60, []]);
    const read = await account.call('/jobs/read', { jobId: id }, account.token('supervisor'));
    expect(read.body).toMatchObject({ jobId: id, failures: [], job: { status: 'completed' } });
  });

  it('keeps one document in which whoever watches sees every job begin and end', async () => {
    const account = await start({ workers: 30 });
    const board = () => {
      const document = account.emulator.sync.find('document', JOBS_DOCUMENT_NAME);
      return document && jobsDocumentSchema.parse(document.data);
    };
    expect(board()).toBeUndefined();
    await account.call('/jobs/list', {}, account.token('supervisor'));
    expect(board()).toEqual({ running: [], entries: [] });
    const seen: unknown[] = [];
    account.onSyncChange(({ object }) => {
      if (object.uniqueName === JOBS_DOCUMENT_NAME) seen.push(board()?.running.map(({ jobId }) => jobId));
    });
    // Nobody clicked: a queue changed.
    account.emulator.taskRouter.createQueue({ friendlyName: 'new' });
    await account.until(() => board()?.entries.length === 1, 'the resync to end');
    const [entry] = board()?.entries ?? [];
    expect(entry).toMatchObject({ kind: 'resync', status: 'completed', startedBy: { type: 'event' } });
    expect(seen).toEqual([[entry?.id], []]);
  });

  it('lists the queues, and counts their workers when asked to', async () => {
    const account = await start({ workers: 30, queues: 8 });
    const supervisor = account.token('supervisor');
    expect((await account.call('/jobs/queues', {}, account.token('agent'))).status).toBe(403);
    const { queues } = await account.ask('/jobs/queues', {}, supervisor);
    expect(queues).toHaveLength(8);
    expect(queues.every(({ eligibleWorkers }) => eligibleWorkers === null)).toBe(true);
    const counted = await account.ask('/jobs/queues', { statistics: true }, supervisor);
    const eligible = account.workerSids().flatMap((sid) => account.emulator.taskRouter.eligibleQueues(sid));
    for (const { sid, eligibleWorkers, availableWorkers } of counted.queues) {
      expect(eligibleWorkers).toBe(eligible.filter((other) => other === sid).length);
      expect(availableWorkers).toBeLessThanOrEqual(eligibleWorkers ?? -1);
    }
    expect((await account.call('/jobs/queues', { statistics: 'perhaps' }, supervisor)).status).toBe(400);
  });

  it('says what is wrong with a request', async () => {
    const account = await start({ workers: 3 });
    expect(await account.call('/jobs/read', {})).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_request' } },
    });
    expect(await account.call('/jobs/read', { jobId: 'resync-1' })).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    });
    expect(await account.call('/jobs/start', { kind: 'dance' })).toMatchObject({
      status: 400,
      body: { error: { code: 'unknown_kind' } },
    });
    expect(
      await account.call('/jobs/start', { kind: 'skills', items: [{ workerSid: 'bob' }] }),
    ).toMatchObject({
      status: 400,
      body: {
        error: { code: 'bad_items', message: expect.stringContaining('Work item 1 at workerSid') as unknown },
      },
    });
  });

  it('names every variable that is wrong, in the log and not to the caller', async () => {
    const account = await start({
      workers: 3,
      functions: { eventHandler: null },
      env: { TWILIO_FLEX_SYNC_SID: 'ISnothing', TWILIO_SERVICE_RETRY_LIMIT: 'many' },
    });
    const answer = await account.call('/jobs/list');
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'configuration' } } });
    expect(JSON.stringify(answer.body)).not.toContain('TWILIO_');
    const lines = account.functions.logs.map(({ text }) => text).join('\n');
    expect(lines).toContain('TWILIO_FLEX_SYNC_SID');
    expect(lines).toContain('TWILIO_SERVICE_RETRY_LIMIT');
    expect(lines).not.toContain(account.emulator.authToken);
  });

  it('runs bulk updates of worker skills on the same chain, and the queues follow', async () => {
    const account = await start({ workers: 30, queuesAttribute: 'in-step' });
    const [gone, ...some] = account.workerSids();
    account.emulator.taskRouter.deleteWorker(gone ?? '');
    const items = [gone, ...some.slice(0, 10)].map((workerSid) => ({
      workerSid,
      add: [{ name: 'billing', level: 4 }],
      remove: ['sales'],
    }));
    const { body } = await account.call('/jobs/start', { kind: 'skills', items });
    const job = await account.end(String(body['jobId']));
    expect(job).toMatchObject({
      kind: 'skills',
      status: 'completed',
      progress: { total: 11, checked: 11, failed: 1 },
    });
    for (const sid of some.slice(0, 10)) {
      const routing = account.attributes(sid)['routing'] as {
        skills: string[];
        levels: Record<string, number>;
      };
      expect(routing.skills).toContain('billing');
      expect(routing.skills).not.toContain('sales');
      expect(routing.levels['billing']).toBe(4);
    }
    await account.emulator.events.idle();
    await account.quiet();
    expect(account.differing()).toEqual([]);
  });
});

it('logs one JSON line each, with SIDs and without attribute values or tokens', async () => {
  const account = await start({
    workers: 20,
    env: { TR_EVENTS_LOG_EVENTS: 'true', LOG_HANDOVER_EVENTS: 'true', ENABLE_LOCAL_LOGGING: 'true' },
  });
  const token = account.token();
  await account.call('/jobs/start', {}, token);
  await account.quiet();
  const { logs } = account.functions;
  expect(logs.length).toBeGreaterThan(20);
  expect(logs.filter(({ json }) => json === undefined)).toEqual([]);
  const text = logs.map((line) => line.text).join('\n');
  expect(text).not.toContain(token);
  expect(text).not.toContain(account.emulator.authToken);
  for (const sid of account.workerSids())
    expect(text).not.toContain(String(account.attributes(sid)['full_name']));
});
