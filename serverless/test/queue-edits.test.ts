import { describe, expect, it, jest } from '@jest/globals';
import { type QueueEdit } from '@queue-eligibility/api';
import { accounts, type Account, type AccountOptions, type Answer } from './account';

jest.setTimeout(90_000);
const start = accounts();
const BEFORE = "languages HAS 'en'";
const AFTER = "languages HAS 'en' OR languages HAS 'fr'";

async function open(options: AccountOptions = {}): Promise<{ account: Account; queueSid: string }> {
  const account = await start({
    workers: 6,
    queues: 3,
    functions: { eventHandler: null },
    env: { QUEUE_EDITING: 'true', TWILIO_SERVICE_RETRY_LIMIT: '1', TWILIO_SERVICE_MAX_BACKOFF: '100' },
    ...options,
  });
  const { taskRouter } = account.emulator;
  const { sid } = taskRouter.createQueue({
    friendlyName: 'English',
    targetWorkers: BEFORE,
    maxReservedWorkers: 7,
    taskOrder: 'LIFO',
  });
  return { account, queueSid: sid };
}

const request = (queueSid: string, changes: object = {}) => ({
  ...{ queueSid, expected: BEFORE, expression: AFTER, note: ' French is here ' },
  ...changes,
});

async function edits(account: Account): Promise<QueueEdit[]> {
  return (await account.ask('/jobs/queue-edits', {}, account.token('supervisor'))).edits;
}

const updates = (account: Account): number =>
  account.emulator.requests.count({ method: 'POST', resource: 'TaskQueue', status: 200 });

const codeOf = ({ body }: Answer): unknown => (body['error'] as { code?: unknown } | undefined)?.code;

describe('/jobs/edit-queue', () => {
  it('changes the expression alone, and keeps who did it, why, and what it replaced', async () => {
    const { account, queueSid } = await open();
    const before = account.emulator.taskRouter.queue(queueSid);
    const { edit, targetWorkers } = await account.ask('/jobs/edit-queue', request(queueSid));
    expect(targetWorkers).toBe(AFTER);
    expect(edit).toMatchObject({
      ...{ state: 'done', queueSid, friendlyName: 'English', by: 'ada', note: 'French is here' },
      ...{ before: BEFORE, after: AFTER },
    });
    const { dateUpdated: _dateUpdated, ...after } = account.emulator.taskRouter.queue(queueSid);
    expect(before).toMatchObject({ ...after, targetWorkers: BEFORE });
    expect(await edits(account)).toEqual([edit]);
  });

  it('is put back by an edit the other way round, and a resync follows each', async () => {
    const { account, queueSid } = await open({ functions: {} });
    await account.call('/jobs/edit-queue', request(queueSid));
    const back = request(queueSid, { expected: AFTER, expression: BEFORE, note: 'too early' });
    expect((await account.call('/jobs/edit-queue', back)).status).toBe(200);
    expect(account.emulator.taskRouter.queue(queueSid).targetWorkers).toBe(BEFORE);
    expect((await edits(account)).map(({ note }) => note)).toEqual(['too early', 'French is here']);
    await account.until(() => account.jobs().length > 0, 'a resync');
    await account.quiet();
    expect(account.differing()).toEqual([]);
  });

  it('is for admins, and only where it is on', async () => {
    const { account, queueSid } = await open();
    const by = (...roles: string[]) =>
      account.call('/jobs/edit-queue', request(queueSid), account.token(...roles));
    expect((await by('supervisor')).status).toBe(403);
    expect((await by('agent')).status).toBe(403);
    const off = await open({ env: {} });
    const refused = await off.account.call('/jobs/edit-queue', request(off.queueSid));
    expect([refused.status, codeOf(refused)]).toEqual([403, 'queue_editing_off']);
    expect(updates(account) + updates(off.account)).toBe(0);
    expect([...(await edits(account)), ...(await edits(off.account))]).toEqual([]);
  });

  it.each([
    ['no note', { note: '  ' }],
    ['a note of a book', { note: 'x'.repeat(501) }],
    ['no expression', { expression: ' ' }],
    ['an expression of 10,001 characters', { expression: 'x'.repeat(10_001) }],
    ['half a character', { expression: "a == '\ud800x'" }],
    ['nothing new', { expression: BEFORE }],
    ['no queue', { queueSid: 'English' }],
    ['nothing expected', { expected: undefined }],
  ])('refuses %s', async (_what, changes) => {
    const { account, queueSid } = await open();
    const answer = await account.call('/jobs/edit-queue', request(queueSid, changes));
    expect([answer.status, codeOf(answer)]).toEqual([400, 'bad_request']);
    expect(updates(account)).toBe(0);
  });

  it("answers what the queue has by now, and leaves somebody else's save alone", async () => {
    const { account, queueSid } = await open();
    account.emulator.taskRouter.updateQueue(queueSid, { targetWorkers: '1==1' });
    const answer = await account.call('/jobs/edit-queue', request(queueSid));
    expect(answer).toMatchObject({
      status: 409,
      body: { error: { code: 'queue_changed', targetWorkers: '1==1' } },
    });
    expect(await edits(account)).toEqual([]);
  });

  it('sees a save that comes while it is under way', async () => {
    const { account, queueSid } = await open();
    account.onSyncChange(({ kind }) => {
      if (kind === 'item-added') account.emulator.taskRouter.updateQueue(queueSid, { targetWorkers: '1==1' });
    });
    const answer = await account.call('/jobs/edit-queue', request(queueSid));
    expect([answer.status, codeOf(answer)]).toEqual([409, 'queue_changed']);
    expect(account.emulator.taskRouter.queue(queueSid).targetWorkers).toBe('1==1');
    expect([updates(account), await edits(account)]).toEqual([0, []]);
  });

  it('of two at once makes one or none, and loses neither expression', async () => {
    const { account, queueSid } = await open();
    const answers = await Promise.all(
      ['fr', 'de', 'it'].map((one) =>
        account.call('/jobs/edit-queue', request(queueSid, { expression: `languages HAS '${one}'` })),
      ),
    );
    const made = answers.filter(({ status }) => status === 200);
    expect(made.length).toBeLessThan(2);
    expect(updates(account)).toBe(made.length);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect(['contended', 'queue_changed']).toContain(codeOf(answer));
    expect((await edits(account)).map(({ state }) => state)).toEqual(made.map(() => 'done'));
  });

  it('says that a queue was deleted, before and meanwhile', async () => {
    const { account, queueSid } = await open();
    const gone = {
      status: 404,
      body: { error: { code: 'not_found', message: expect.stringContaining('deleted') as unknown } },
    };
    account.onSyncChange(({ kind }) => {
      if (kind === 'item-added') account.emulator.taskRouter.deleteQueue(queueSid);
    });
    expect(await account.call('/jobs/edit-queue', request(queueSid))).toMatchObject(gone);
    expect(await account.call('/jobs/edit-queue', request(queueSid))).toMatchObject(gone);
    expect(await edits(account)).toEqual([]);
  });

  it("answers TaskRouter's refusal in its own words, and keeps nothing", async () => {
    const { account, queueSid } = await open();
    const answer = await account.call('/jobs/edit-queue', request(queueSid, { expression: 'skill HAS' }));
    expect([answer.status, codeOf(answer)]).toEqual([400, 'expression_refused']);
    expect(JSON.stringify(answer.body)).toContain('Invalid TargetWorkers expression');
    expect(await edits(account)).toEqual([]);
  });

  it('a lost answer of TaskRouter loses nothing: what was taken is done', async () => {
    const { account, queueSid } = await open();
    account.emulator.faults.add({
      match: { method: 'POST', resource: 'TaskQueue' },
      action: 'lost-answer',
      times: 1,
    });
    expect((await account.call('/jobs/edit-queue', request(queueSid))).status).toBe(200);
    expect(await edits(account)).toMatchObject([{ state: 'done', before: BEFORE, after: AFTER }]);
  });

  it('where nobody heard what became of it, the trace says so and holds what was there', async () => {
    const { account, queueSid } = await open();
    const fault = account.emulator.faults.add({
      match: { method: 'POST', resource: 'TaskQueue' },
      action: { status: 503 },
    });
    const answer = await account.call('/jobs/edit-queue', request(queueSid));
    expect([answer.status, codeOf(answer)]).toEqual([503, 'edit_unheard']);
    expect(await edits(account)).toMatchObject([{ state: 'begun', before: BEFORE, after: AFTER }]);
    fault.remove();
    // Somebody may be at it still.
    expect(codeOf(await account.call('/jobs/edit-queue', request(queueSid)))).toBe('contended');
    expect(account.emulator.taskRouter.queue(queueSid).targetWorkers).toBe(BEFORE);
  });

  it('writes nothing that it can not keep', async () => {
    const { account, queueSid } = await open();
    account.emulator.faults.add({ match: { host: 'sync.twilio.com' }, action: { status: 503 } });
    const answer = await account.call('/jobs/edit-queue', request(queueSid));
    expect([answer.status, codeOf(answer)]).toEqual([503, 'unavailable']);
    expect(updates(account)).toBe(0);
  });

  it('keeps long expressions compressed', async () => {
    const { account, queueSid } = await open();
    const skills = Array.from({ length: 300 }, (_, i) => `routing.skills HAS 'skill ${i}'`);
    const expression = skills
      .join(' OR ')
      .slice(0, 9_990)
      .replace(/ OR [^O]*$/, '');
    const { status } = await account.call('/jobs/edit-queue', request(queueSid, { expression }));
    expect(status).toBe(200);
    const longer = request(queueSid, { expected: expression, expression: `${expression} OR 1==1` });
    expect((await account.call('/jobs/edit-queue', longer)).status).toBe(200);
    expect((await edits(account)).map(({ before }) => before)).toEqual([expression, BEFORE]);
  });
});

describe('/jobs/queue-edits', () => {
  it('takes nothing for an edit that somebody else wrote', async () => {
    const { account, queueSid } = await open();
    await account.call('/jobs/edit-queue', request(queueSid));
    const { sync } = account.emulator;
    const map = sync.get('map', 'queue-eligibility.queue-edits');
    const [edit] = await edits(account);
    const item = sync.existingItem(map, edit?.id ?? '');
    sync.updateItem(map, item.key, { data: { ...item.data, note: 'it was not me' } });
    expect(await edits(account)).toEqual([]);
  });

  it('keeps the last hundred', async () => {
    const { account, queueSid } = await open({ limits: { syncWritesPerSecondPerObject: null } });
    await account.call('/jobs/edit-queue', request(queueSid));
    const { sync } = account.emulator;
    const map = sync.get('map', 'queue-eligibility.queue-edits');
    const [edit] = await edits(account);
    const { data } = sync.existingItem(map, edit?.id ?? '');
    const { seal: _seal, ...values } = data;
    for (let i = 0; i < 104; i++) {
      const id = `20200101T000000000Z-${String(i).padStart(6, '0')}`;
      const name = `queue-eligibility.queue-edits/${id}`;
      sync.addItem(map, id, { data: account.seal.close(name, { ...values, id }) });
    }
    const back = request(queueSid, { expected: AFTER, expression: BEFORE });
    expect((await account.call('/jobs/edit-queue', back)).status).toBe(200);
    const kept = await edits(account);
    expect(kept).toHaveLength(100);
    expect(kept[0]).toMatchObject({ before: AFTER, after: BEFORE });
    expect(sync.items(map)).toHaveLength(100);
  });
});
