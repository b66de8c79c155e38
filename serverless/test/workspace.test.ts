import { describe, expect, it, jest } from '@jest/globals';
import type { AnswerOf } from '@queue-eligibility/api';
import { accounts, type Account } from './account';

jest.setTimeout(90_000);
const start = accounts();
/** No event, no check: what is asked is all that happens. */
const QUIET = { functions: { eventHandler: null } };

/** All pages of the list. */
async function everybody(account: Account): Promise<AnswerOf<'/jobs/workers'>[]> {
  const pages = [await account.ask('/jobs/workers')];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
    pages.push(await account.ask('/jobs/workers', { cursor: next }));
  return pages;
}

it('reading is for supervisors and admins, and no agent learns of another', async () => {
  const account = await start({ workers: 3, ...QUIET });
  const workerSid = account.workerSids()[0];
  const requests: [string, object][] = [
    ['/jobs/workers', {}],
    ['/jobs/worker', { workerSid }],
    ['/jobs/ask', { expression: '1==1' }],
    ['/jobs/changed-by', { workerSids: workerSid, since: new Date().toISOString() }],
    ['/jobs/queue-edits', {}],
  ];
  for (const [path, parameters] of requests) {
    expect((await account.call(path, parameters, account.token('agent'))).status).toBe(403);
    expect((await account.call(path, parameters, null)).status).toBe(401);
    expect((await account.call(path, parameters, account.token('supervisor'))).status).toBe(200);
  }
});

describe('/jobs/workers', () => {
  it('answers every agent once, a thousand at a time, with attributes and whether it is available', async () => {
    const account = await start({ workers: 1_200, ...QUIET });
    const pages = await everybody(account);
    expect(pages.map(({ workers }) => workers.length)).toEqual([1_000, 200]);
    const workers = pages.flatMap((page) => page.workers);
    expect(workers.map(({ sid }) => sid)).toEqual(account.workerSids());
    const { taskRouter } = account.emulator;
    for (const { sid, attributes, available, activityName } of workers.slice(0, 40)) {
      expect(attributes).toEqual(account.attributes(sid));
      const activity = taskRouter.activities.find((one) => one.sid === taskRouter.worker(sid).activitySid);
      expect({ available, activityName }).toEqual({
        available: activity?.available,
        activityName: activity?.friendlyName,
      });
    }
  });

  it('answers fewer where all of a page would be more than 4 MB, and goes on from there', async () => {
    const account = await start({ workers: 0, queues: 1, ...QUIET });
    const text = 'ñ'.repeat(4_000);
    for (let i = 0; i < 1_010; i++)
      account.emulator.taskRouter.createWorker({ friendlyName: `agent ${i}`, attributes: { text, i } });
    const pages = await everybody(account);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(4_000_000);
    expect(pages.flatMap(({ workers }) => workers.map(({ sid }) => sid))).toEqual(account.workerSids());
  });

  it('says null where a list came without attributes, and fetches those that are asked for', async () => {
    const account = await start({ workers: 30, listAttributes: false, ...QUIET });
    const listed = await account.ask('/jobs/workers');
    expect(listed.workers).toHaveLength(30);
    expect(listed.workers.every(({ attributes }) => attributes === null)).toBe(true);
    const [first = '', gone = '', ...rest] = account.workerSids();
    account.emulator.taskRouter.deleteWorker(gone);
    const fetched = await account.ask('/jobs/workers', { workerSids: [first, gone, first, ...rest] });
    expect(fetched).toMatchObject({ next: null, unread: [], gone: [gone] });
    expect(fetched.workers.map(({ sid }) => sid).toSorted()).toEqual([first, ...rest].toSorted());
    for (const { sid, attributes } of fetched.workers) expect(attributes).toEqual(account.attributes(sid));
  });

  it('names those for whom there was no time', async () => {
    const account = await start({ workers: 100, ...QUIET });
    account.emulator.faults.add({ match: { method: 'GET', resource: 'Worker' }, action: { delayMs: 2_500 } });
    const workerSids = account.workerSids();
    const { workers, unread } = await account.ask('/jobs/workers', { workerSids });
    expect(workers.length).toBeGreaterThan(0);
    expect(unread.length).toBeGreaterThan(0);
    expect([...workers.map(({ sid }) => sid), ...unread].toSorted()).toEqual(workerSids.toSorted());
  });

  it('answers attributes that are no JSON as the text they are', async () => {
    const account = await start({ workers: 2, ...QUIET });
    const [sid = ''] = account.workerSids();
    account.emulator.taskRouter.spoilWorker(sid, '{"routing": ');
    const { workers } = await account.ask('/jobs/workers');
    expect(workers.find((worker) => worker.sid === sid)?.attributes).toBe('{"routing": ');
  });

  it.each([
    ['a page of somewhere else', { cursor: 'https://example.com/?PageToken=x' }],
    ['blanks', { cursor: '1.PT a' }],
    ['no worker', { workerSids: ['WQ'.padEnd(34, '1')] }],
    ['more than 100', { workerSids: Array.from({ length: 101 }, () => 'WK'.padEnd(34, '1')) }],
    ['both', { cursor: '1.PTMQ', workerSids: ['WK'.padEnd(34, '1')] }],
  ])('refuses %s', async (_what, parameters) => {
    const account = await start({ workers: 1, queues: 1, ...QUIET });
    expect(await account.call('/jobs/workers', parameters)).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_request' } },
    });
  });

  it.each([
    ['no list', { workers: null }],
    ['a null among them', { workers: [null] }],
  ])('does not say "something went wrong" of an answer with %s', async (_what, answer) => {
    const account = await start({ workers: 1, queues: 1, ...QUIET });
    account.emulator.faults.add({ match: { host: 'taskrouter.twilio.com' }, action: { answer } });
    expect(await account.call('/jobs/workers')).toMatchObject({
      status: 503,
      body: { error: { code: 'unknown_answer' } },
    });
  });

  it('says so when a place is none that TaskRouter knows', async () => {
    const account = await start({ workers: 1, queues: 1, ...QUIET });
    const { status, body } = await account.call('/jobs/workers', { cursor: '7.of-last-week' });
    expect({ status, body }).toMatchObject({ status: 503, body: { error: { code: 'page_expired' } } });
  });
});

describe('/jobs/worker', () => {
  it("answers TaskRouter's queues, what is carried, and what an event could not do", async () => {
    const account = await start({ workers: 5, queuesAttribute: 'in-step' });
    const [sid = '', full = ''] = account.workerSids();
    const { taskRouter } = account.emulator;
    const stray = `WQ${'9'.repeat(32)}`;
    const asked = await account.ask('/jobs/worker', { workerSid: sid });
    expect(asked.queueSids.toSorted()).toEqual(taskRouter.eligibleQueues(sid).toSorted());
    expect(asked.carries).toMatchObject({ strays: [], refusal: null });
    expect(asked.carries.queueSids.toSorted()).toEqual(asked.queueSids.toSorted());
    expect(asked.worker).toMatchObject({ sid, attributes: account.attributes(sid) });
    expect(asked).toMatchObject({ left: null, verifiedAt: null });

    taskRouter.updateWorker(full, { attributes: { ...account.attributes(full), queues: 'mine' } });
    await account.emulator.events.idle();
    taskRouter.spoilWorker(sid, JSON.stringify({ queues: [stray] }));
    const left = await account.call('/jobs/worker', { workerSid: full });
    expect(left.body).toMatchObject({
      carries: { queueSids: [], refusal: { code: 'queues_not_ours' } },
      left: { workerSid: full, code: 'queues_not_ours', at: expect.any(String) as unknown },
    });
    const strayed = await account.call('/jobs/worker', { workerSid: sid });
    expect(strayed.body).toMatchObject({ carries: { queueSids: [], strays: [stray] } });
  });

  it('says that there is no such agent', async () => {
    const account = await start({ workers: 1, ...QUIET });
    expect(await account.call('/jobs/worker', { workerSid: `WK${'0'.repeat(32)}` })).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found', message: expect.stringContaining('no worker WK000') as unknown } },
    });
    expect((await account.call('/jobs/worker', { workerSid: 'bob' })).status).toBe(400);
  });
});

describe('/jobs/ask', () => {
  it("answers TaskRouter's own reading, page by page", async () => {
    const account = await start({ workers: 1_100, ...QUIET });
    const expression = "routing.skills HAS 'sales' OR 1==1";
    const first = await account.ask('/jobs/ask', { expression });
    const second = await account.ask('/jobs/ask', { expression, cursor: first.next });
    expect([...first.workerSids, ...second.workerSids]).toEqual(account.workerSids());
    expect(second.next).toBeNull();
  });

  it("answers TaskRouter's refusal in its own words", async () => {
    const account = await start({ workers: 1, ...QUIET });
    const refused = await account.call('/jobs/ask', { expression: "routing.skills HAS 'x" });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'expression_refused' } } });
    expect(JSON.stringify(refused.body)).toContain('Invalid TargetWorkers expression');
    const long = await account.call('/jobs/ask', { expression: `a == '${'ñ'.repeat(9_900)}'` });
    expect(long).toMatchObject({ status: 400, body: { error: { code: 'expression_refused' } } });
    for (const expression of [' ', 'x'.repeat(10_001)])
      expect(await account.call('/jobs/ask', { expression })).toMatchObject({
        status: 400,
        body: { error: { code: 'bad_request' } },
      });
  });

  it('says when to try again where TaskRouter has been asked too often', async () => {
    const account = await start({
      workers: 1,
      ...QUIET,
      env: { TWILIO_SERVICE_RETRY_LIMIT: '0' },
    });
    const ask = () => account.call('/jobs/ask', { expression: '1==1' });
    const answers = await Promise.all(Array.from({ length: 12 }, ask));
    expect(answers.map(({ status }) => status)).toContain(200);
    expect(answers.find(({ status }) => status !== 200)).toMatchObject({
      status: 503,
      body: { error: { code: 'throttled', retryAfterMs: 1_000 } },
    });
  });
});

describe('/jobs/queues', () => {
  it('says which queues are distrusted, and whether they may be edited', async () => {
    const account = await start({
      workers: 20,
      queues: 4,
      dialect: { precedence: 'left-to-right' },
      ...QUIET,
      env: { QUEUE_EDITING: 'true' },
    });
    const { taskRouter } = account.emulator;
    const { sid } = taskRouter.createQueue({
      friendlyName: 'read otherwise',
      targetWorkers: "full_name != 'nobody'",
    });
    taskRouter.overrideQueue(sid, ({ sid: worker }) => worker === account.workerSids()[0]);
    await account.resync();
    const { queues, queueEditing } = await account.ask('/jobs/queues', {}, account.token('supervisor'));
    expect(queues.filter(({ distrusted }) => distrusted).map((queue) => queue.sid)).toEqual([sid]);
    expect(queueEditing).toBe(true);
  });

  it('takes the queues from nobody while Sync does not answer', async () => {
    const account = await start({ workers: 3, ...QUIET });
    account.emulator.faults.add({ match: { host: 'sync.twilio.com' }, action: { status: 503 } });
    expect((await account.ask('/jobs/queues')).queues).toHaveLength(12);
  });
});

describe('/jobs/changed-by', () => {
  const since = () => new Date(Date.now() - 60_000).toISOString();
  async function changedBy(account: Account, parameters: object) {
    return (await account.ask('/jobs/changed-by', parameters)).agents;
  }

  it('names who changed agents since, by the event log, in the order in which they were asked for', async () => {
    const account = await start({ workers: 3, ...QUIET });
    const [one = '', two = ''] = account.workerSids();
    account.emulator.taskRouter.updateWorker(two, { attributes: { a: 1 } });
    const agents = await changedBy(account, { workerSids: `${two},${one}`, since: since() });
    expect(agents.map(({ workerSid }) => workerSid)).toEqual([two, one]);
    expect(agents[0]?.changes?.[0]).toMatchObject({ by: null, source: 'twilio-console' });
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(await changedBy(account, { workerSids: [two], since: later })).toEqual([
      { workerSid: two, changes: [] },
    ]);
  });

  it('says of nobody who it was where the log can’t be read, and does not fail', async () => {
    const account = await start({ workers: 2, ...QUIET });
    account.emulator.faults.add({ match: { resource: 'Events' }, action: { status: 403 } });
    const [workerSid = ''] = account.workerSids();
    expect(await changedBy(account, { workerSids: [workerSid], since: since() })).toEqual([
      { workerSid, changes: null },
    ]);
  });

  it('answers in time for as many as there was time for', async () => {
    const account = await start({ workers: 12, ...QUIET });
    account.emulator.faults.add({ match: { resource: 'Events' }, action: { delayMs: 2_500 } });
    const agents = await changedBy(account, {
      workerSids: account.workerSids().slice(0, 10),
      since: since(),
    });
    expect(new Set(agents.map(({ changes }) => changes === null))).toEqual(new Set([true, false]));
  });

  it.each([
    ['eleven agents', { workerSids: Array.from({ length: 11 }, () => 'WK'.padEnd(34, '1')) }],
    ['no time', { since: 'yesterday' }],
    ['no agent', { workerSids: ['WQ'.padEnd(34, '1')] }],
  ])('refuses %s', async (_what, parameters) => {
    const account = await start({ workers: 1, queues: 1, ...QUIET });
    const right = { workerSids: ['WK'.padEnd(34, '1')], since: since() };
    expect(await account.call('/jobs/changed-by', { ...right, ...parameters })).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_request' } },
    });
  });
});
