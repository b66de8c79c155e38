import { answerSchemas } from '@queue-eligibility/api';
import { describe, expect, it, jest } from '@jest/globals';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { accounts, type Account } from './account';

jest.setTimeout(90_000);
const start = accounts();

/** A call as the account's operator makes it: a signed form, and no Flex token. */
async function operate(account: Account, path: string, given: Record<string, string> = {}, forge = false) {
  const parameters = { ...given, SignedAt: new Date().toISOString() };
  const url = account.functions.url + path;
  const signature = getExpectedTwilioSignature(forge ? 'guess' : account.emulator.authToken, url, parameters);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature,
    },
    body: new URLSearchParams(parameters),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('a dry run', () => {
  it('says what a resync would do, and does nothing', async () => {
    const account = await start({ workers: 60, functions: { eventHandler: null } });
    const [foreign = '', ...others] = account.workerSids();
    const { taskRouter, sync } = account.emulator;
    taskRouter.updateWorker(foreign, { attributes: '{"queues":"mine"}' });
    const before = account.workerSids().map((sid) => account.attributes(sid));
    const { status, body } = await account.call('/jobs/start', { DryRun: true });
    expect(status).toBe(200);
    const job = await account.end(String(body['jobId']));
    await account.quiet();
    expect(job).toMatchObject({
      kind: 'dry-run',
      status: 'completed',
      pass: 1,
      progress: { changed: others.length, failed: 1 },
      report: { verified: false, dryRun: true, unproven: {} },
    });
    expect(account.workerSids().map((sid) => account.attributes(sid))).toEqual(before);
    expect(account.writes()).toBe(0);
    expect(sync.find('map', 'queue-eligibility.rulebook')).toBeUndefined();
    const read = await account.ask('/jobs/read', { jobId: job.id });
    const codes = read.failures.map(({ code }) => code);
    expect(codes.filter((code) => code === 'would_change')).toHaveLength(20);
    expect(read.failures).toContainEqual(expect.objectContaining({ key: foreign, code: 'queues_not_ours' }));
    expect(read.failures.at(-1)?.message).toMatch(/^Would carry \d+ queues, and carries 0\.$/);
    // It is no resync: nothing follows from it by itself, and nothing can be tried again.
    const listed = await account.ask('/jobs/list');
    expect(listed).toMatchObject({ verifiedAt: null, checkStarted: false, running: [] });
    expect((await account.call('/jobs/retry', { jobId: job.id })).body).toMatchObject({
      error: { code: 'nothing_to_retry' },
    });
    // And what it said comes true.
    expect(await account.resync()).toMatchObject({ progress: { failed: 1 }, report: { verified: true } });
    expect(account.writes()).toBe(others.length);
  });

  it('goes on over hops, although it notes nothing that they could go by', async () => {
    const account = await start({ workers: 200, functions: { eventHandler: null } });
    account.emulator.faults.add({
      match: { resource: 'Worker', method: 'GET' },
      action: { delayMs: 2_500 },
    });
    const { body } = await account.call('/jobs/start', { dryRun: 'true' });
    const job = await account.end(String(body['jobId']));
    expect(job).toMatchObject({ status: 'completed', progress: { total: 200, changed: 200, failed: 0 } });
    expect(job.hop).toBeGreaterThan(1);
    expect([account.writes(), account.differing().length]).toEqual([0, 200]);
  });

  it('is no answer to whoever asks for a resync', async () => {
    const account = await start({ workers: 40 });
    const [dry, resync] = await Promise.all([
      account.call('/jobs/start', { dryRun: 'true' }),
      account.call('/jobs/start'),
    ]);
    expect(resync.body).toMatchObject({ started: true, job: { kind: 'resync' } });
    expect(await account.end(String(resync.body['jobId']))).toMatchObject({ report: { verified: true } });
    expect(await account.end(String(dry.body['jobId']))).toMatchObject({ status: 'completed' });
    expect(account.differing()).toEqual([]);
  });
});

describe('a pilot', () => {
  it('brings the chosen agents in step, and nobody else', async () => {
    const account = await start({ workers: 20, functions: { eventHandler: null } });
    const [one = '', other = '', ...rest] = account.workerSids();
    const { body } = await account.call('/jobs/start', { workerSids: [one, other] });
    expect(await account.end(String(body['jobId']))).toMatchObject({
      kind: 'workers',
      progress: { total: 2, changed: 2, failed: 0 },
    });
    expect([...account.differing()].sort()).toEqual([...rest].sort());
  });

  it.each([
    { workerSids: [] },
    { workerSids: ['WK1'] },
    { workerSids: [`WK${'1'.repeat(32)}`], dryRun: true },
    { workerSids: [`WK${'1'.repeat(32)}`], kind: 'resync' },
    { dryRun: true, kind: 'workers', items: [{}] },
    { DryRun: 'maybe' },
  ])('%j is refused', async (parameters) => {
    const account = await start({ workers: 2 });
    expect((await account.call('/jobs/start', parameters)).status).toBe(400);
    expect(account.jobs()).toEqual([]);
  });
});

describe('the account’s operator', () => {
  it('starts, reads and follows a job by signed calls', async () => {
    const account = await start({ workers: 10 });
    const [sid = ''] = account.workerSids();
    const pilot = await operate(account, '/jobs/start', { workerSids: `${sid}, ${sid}` });
    expect(pilot).toMatchObject({
      status: 200,
      body: { started: true, job: { startedBy: { name: 'operator' } } },
    });
    await account.end(String(pilot.body['jobId']));
    const { body } = await operate(account, '/jobs/start', {});
    const jobId = String(body['jobId']);
    await account.end(jobId);
    const read = await operate(account, '/jobs/read', { jobId });
    expect(answerSchemas['/jobs/read'].parse(read.body)).toMatchObject({
      job: { report: { verified: true } },
    });
    expect((await operate(account, '/jobs/list')).status).toBe(200);
  });

  it('is nobody without the auth token', async () => {
    const account = await start({ workers: 2 });
    expect(await operate(account, '/jobs/start', {}, true)).toMatchObject({ status: 401 });
    expect(account.jobs()).toEqual([]);
  });
});
