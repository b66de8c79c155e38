import { describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerSchemas } from '@queue-eligibility/api';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { accounts, type Account } from '../account';
import { expectUntouched, FORM_BODY, quietAccount, send, sendJson, type Sent } from './attack';

jest.setTimeout(120_000);
const start = accounts();

describe('what only Twilio may call', () => {
  const event = (account: Account) => ({
    EventType: 'task-queue.created',
    Sid: `EV${'1'.repeat(32)}`,
    WorkspaceSid: account.emulator.workspaceSid,
    TaskQueueSid: `WQ${'1'.repeat(32)}`,
  });
  const handOff = () => ({ protocol: '1', jobId: 'resync-1', hop: '1', attempt: '0' });

  it.each([
    ['/event-handler', event],
    ['/batch/hop', handOff],
    ['/batch/guard', handOff],
  ] as const)('%s never runs without a signature of its own', async (path, parametersFor) => {
    const account = await quietAccount(start);
    const { url } = account.functions;
    const { authToken } = account.emulator;
    const parameters = parametersFor(account);
    const body = String(new URLSearchParams(parameters));
    const sign = (token: string, of = url + path, what: Record<string, string> = parameters) => ({
      ...FORM_BODY,
      'x-twilio-signature': getExpectedTwilioSignature(token, of, what),
    });
    const attempts: Record<string, Sent> = {
      'no signature': { headers: FORM_BODY, body },
      'an empty one': { headers: { ...FORM_BODY, 'x-twilio-signature': '' }, body },
      'a wrong one': { headers: { ...FORM_BODY, 'x-twilio-signature': 'c2lnbmF0dXJl' }, body },
      'made with another token': { headers: sign('0'.repeat(32)), body },
      'of another path': { headers: sign(authToken, `${url}/batch/other`), body },
      'of another host': { headers: sign(authToken, `https://evil.example${path}`), body },
      'of another host that Host names': {
        headers: { ...sign(authToken, `http://evil.example${path}`), host: 'evil.example' },
        body,
      },
      'of other parameters': { headers: sign(authToken, url + path, { ...parameters, Sid: 'x' }), body },
      'of fewer parameters': { headers: sign(authToken), body: `${body}&more=1` },
      'in the body': { headers: FORM_BODY, body: `${body}&X-Twilio-Signature=x` },
      GET: { method: 'GET' },
    };
    for (const [what, sent] of Object.entries(attempts)) {
      expect([what, (await send(account, path, sent)).status]).toEqual([what, 403]);
    }
    expect((await send(account, `${path}?${body}`, { method: 'GET' })).status).toBe(403);
    expect((await send(account, path, { method: 'PUT' })).status).toBe(405);
    expect(account.functions.invocations).toEqual([]);
    expectUntouched(account);
    // Signed, it does run: what is in it is none of the platform's business.
    expect((await send(account, path, { headers: sign(authToken, url + path, {}) })).status).not.toBe(403);
    expect(account.functions.invocations).toHaveLength(1);
  });

  it('a hand-off that is signed and makes no sense does nothing', async () => {
    const account = await quietAccount(start);
    const senseless = [
      {},
      { ...handOff(), jobId: '../locks/resync' },
      { ...handOff(), hop: '-1' },
      { ...handOff(), hop: '1e9' },
      { ...handOff(), attempt: 'NaN' },
    ];
    for (const parameters of senseless) expect(await account.post('/batch/hop', parameters)).toBe(400);
    expectUntouched(account);
  });
});

describe('where a hand-off goes', () => {
  it('is configuration: no header and no parameter of a request changes it', async () => {
    const account = await start({ workers: 20 });
    const reached: string[] = [];
    const decoy = createServer((request, response) => {
      reached.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    await once(decoy, 'listening');
    const host = `127.0.0.1:${(decoy.address() as AddressInfo).port}`;
    const origin = `http://${host}`;
    const headers = {
      host,
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
      'x-original-host': host,
      forwarded: `host=${host};proto=http`,
      origin,
      referer: origin,
    };
    const parameters = {
      Token: account.token(),
      FUNCTIONS_BASE_URL: origin,
      functionsBaseUrl: origin,
      DOMAIN_NAME: host,
      PATH: origin,
      callback: origin,
    };
    const started = await sendJson(account, '/jobs/start', parameters, headers);
    expect(started.status).toBe(200);
    const { jobId } = answerSchemas['/jobs/start'].parse(JSON.parse(started.body));
    expect(await account.end(jobId)).toMatchObject({ status: 'completed' });
    // The same by an event, which is signed for the address that is ours.
    const [queue = ''] = account.emulator.taskRouter.queues.keys();
    const event = {
      EventType: 'task-queue.expression.updated',
      Sid: `EV${'2'.repeat(32)}`,
      WorkspaceSid: account.emulator.workspaceSid,
      TaskQueueSid: queue,
      DOMAIN_NAME: host,
    };
    await account.quiet();
    const before = account.jobs().length;
    const url = `${account.functions.url}/event-handler`;
    const signature = getExpectedTwilioSignature(account.emulator.authToken, url, event);
    const signed = { ...FORM_BODY, ...headers, 'x-twilio-signature': signature };
    const sent = { headers: signed, body: String(new URLSearchParams(event)) };
    expect((await send(account, '/event-handler', sent)).status).toBe(204);
    await account.quiet();
    expect(account.jobs()).toHaveLength(before + 1);

    expect(reached).toEqual([]);
    const hops = account.functions.invocations.filter(({ path }) => path === '/batch/hop');
    expect(hops.length).toBeGreaterThanOrEqual(2);
    decoy.close();
  });
});
