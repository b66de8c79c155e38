import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { accounts, type Account } from './account';

jest.setTimeout(90_000);
const start = accounts();
const receivers: Server[] = [];
afterEach(() => {
  for (const server of receivers.splice(0)) server.closeAllConnections();
});

/** Somebody's webhook: what it was sent, and what it answers. */
async function startReceiver() {
  const received: Record<string, string>[] = [];
  const state = { status: 200 };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push(JSON.parse(body) as Record<string, string>);
      response.writeHead(state.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  receivers.push(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received, state };
}

async function health(account: Account) {
  const response = await fetch(`${account.functions.url}/health`);
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) as Record<string, unknown>, text };
}

/** The jobs document says that such resyncs have ended, newest first. */
function haveEnded(account: Account, ...changes: object[]): void {
  const { entries } = account.emulator.sync.get('document', 'queue-eligibility.jobs').data as {
    entries: object[];
  };
  const [last] = entries;
  const made = changes.map((change, i) => ({ ...last, id: `resync-${i}-${changes.length}`, ...change }));
  account.rewrite('queue-eligibility.jobs', { entries: [...made, ...entries] });
}
const FAILED = { status: 'failed', error: { code: 'not_authorised', message: 'x' } };

describe('/health', () => {
  it('needs no token, and says in one line since when all is in step', async () => {
    const account = await start({ workers: 5 });
    expect(await health(account)).toMatchObject({
      status: 200,
      body: { status: 'ok', problems: [], verifiedAt: null, running: null, last: null },
    });
    const fresh = await start({ workers: 5 });
    await fresh.resync();
    await fresh.quiet();
    const { status, body, text } = await health(fresh);
    expect([status, body]).toMatchObject([
      200,
      { status: 'ok', version: '0.1.0', running: null, last: { status: 'completed', failed: 0 } },
    ]);
    expect(body['ageSeconds']).toEqual(expect.any(Number));
    expect(text).not.toContain('\n');
    for (const secret of [fresh.emulator.authToken, fresh.emulator.workspaceSid, 'ada', 'WK', 'WQ'])
      expect(text).not.toContain(secret);
  });

  it('is a problem for a monitor where the last resync failed', async () => {
    const account = await start({ workers: 5 });
    await account.resync();
    await account.quiet();
    haveEnded(account, FAILED);
    expect(await health(account)).toMatchObject({
      status: 503,
      body: { status: 'problem', problems: ['resync_failed'], last: { status: 'failed' } },
    });
  });

  it('names the variables that are wrong, and no value', async () => {
    const account = await start({
      workers: 2,
      env: { FLEX_ORIGINS: 'secret-place', ALERT_WEBHOOK_URL: 'http://x' },
    });
    const { status, body, text } = await health(account);
    expect([status, body]).toEqual([
      503,
      {
        status: 'problem',
        problems: ['configuration'],
        configuration: ['FLEX_ORIGINS', 'ALERT_WEBHOOK_URL'],
      },
    ]);
    expect(text).not.toContain('secret-place');
  });

  it('asks Sync no more than now and then, however often it is asked', async () => {
    const account = await start({ workers: 2 });
    await health(account);
    account.emulator.requests.clear();
    for (let times = 0; times < 5; times++) await health(account);
    expect(account.emulator.requests.count()).toBe(0);
  });

  it('says so when Sync does not answer', async () => {
    const account = await start({ workers: 2, env: { TWILIO_SERVICE_RETRY_LIMIT: '0' } });
    account.emulator.faults.add({ match: { host: 'sync.twilio.com' }, action: { status: 503 } });
    expect(await health(account)).toMatchObject({ status: 503, body: { problems: ['unavailable'] } });
  });

  it('puts a lost job back on its way: a night without an event', async () => {
    const account = await start({
      workers: 30,
      limits: { updatesPerSecond: 5 },
      functions: { eventHandler: null },
    });
    const guard = account.functions.faults.add({ path: '/batch/guard', action: 'lose' });
    const jobId = await account.startResync();
    await account.until(() => account.writes() > 0, 'the hop to be at work');
    account.functions.kill({ path: '/batch/hop' });
    await account.functions.idle();
    guard.remove();
    // Whoever thaws may start it as well, and be quicker than /health reads.
    account.functions.faults.add({ path: '/batch/hop', action: { delayMs: 3_000 }, times: 2 });
    account.emulator.limits.set({ updatesPerSecond: null });
    const long = new Date(Date.now() - 61_000).toISOString();
    account.rewrite(`queue-eligibility.job.${jobId}`, { heartbeatAt: long, lease: null });
    expect(await health(account)).toMatchObject({
      status: 503,
      body: { problems: ['resync_silent'], running: { status: 'running', heartbeatAt: long } },
    });
    expect(await account.end(jobId)).toMatchObject({ status: 'completed', report: { verified: true } });
    expect(account.differing()).toEqual([]);
  });

  it('starts a check that is overdue', async () => {
    const account = await start({ workers: 5, functions: { eventHandler: null } });
    await account.resync();
    await account.quiet();
    const long = new Date(Date.now() - 3_600_000).toISOString();
    account.rewriteItem('queue-eligibility.rulebook', '0', { verifiedAt: long });
    expect(await health(account)).toMatchObject({ status: 200, body: { problems: [], verifiedAt: long } });
    await account.quiet();
    expect(
      account
        .jobs()
        .map(({ startedBy }) => startedBy.type)
        .sort(),
    ).toEqual(['check', 'person']);
  });
});

describe('alerts', () => {
  it('are sent by a monitor’s call as well', async () => {
    const { url, received } = await startReceiver();
    const account = await start({
      workers: 3,
      env: { ALERT_WEBHOOK_URL: url },
      functions: { eventHandler: null },
    });
    await account.resync();
    await account.quiet();
    await account.functions.idle();
    expect(received).toEqual([]);
    haveEnded(account, FAILED);
    expect(await health(account)).toMatchObject({ status: 503 });
    expect(received).toMatchObject([
      {
        text: expect.stringContaining('The resync failed: not_authorised. Job resync-0-1') as unknown,
        code: 'resync_failed',
        jobId: 'resync-0-1',
        workspaceSid: account.emulator.workspaceSid,
      },
    ]);
  });

  it('come with the end of a job, which does not wait for a webhook that is down', async () => {
    const { url, received, state } = await startReceiver();
    state.status = 500;
    const account = await start({
      workers: 3,
      env: { ALERT_WEBHOOK_URL: url },
      functions: { eventHandler: null },
    });
    const [sid = ''] = account.workerSids();
    account.emulator.taskRouter.updateWorker(sid, { attributes: '{"queues":"mine"}' });
    expect(await account.resync()).toMatchObject({ status: 'completed', progress: { failed: 1 } });
    await account.quiet();
    await account.functions.idle();
    expect(received).toMatchObject([{ code: 'agents_left', text: expect.stringContaining('left 1 agents') }]);
    expect(JSON.stringify(received)).not.toContain(sid);
  });
});
