import { describe, expect, it, test } from '@jest/globals';
import twilio from 'twilio';
import { createEmulatorClient } from './client';
import { emulators, failure, raw } from './test-support';

const start = emulators();
const small = { workers: 1, queues: 1 };

describe('strictness', () => {
  const cases: [
    string,
    { host?: string; method?: string; path: string; body?: string; headers?: Record<string, string> },
    object,
  ][] = [
    ['an unknown route', { path: '/v1/Nothing' }, { status: 404, body: { code: 20404, status: 404 } }],
    ['an unknown host', { host: 'chat.twilio.com', path: '/v1/Services' }, { status: 404 }],
    ['another workspace', { path: `/v1/Workspaces/WS${'0'.repeat(32)}/Workers` }, { status: 404 }],
    [
      'an unknown query parameter',
      { path: '/v1/Workspaces/:ws/Workers?Pagesize=5' },
      { status: 400, body: { code: 20001 } },
    ],
    ['a repeated parameter', { path: '/v1/Workspaces/:ws/Workers?Page=0&Page=1' }, { status: 400 }],
    ['a malformed number', { path: '/v1/Workspaces/:ws/Workers?PageSize=ten' }, { status: 400 }],
    [
      'an unknown form field',
      { method: 'POST', path: '/v1/Workspaces/:ws/Workers', body: 'FriendlyName=a&Foo=1' },
      { status: 400 },
    ],
    [
      'a missing form field',
      { method: 'POST', path: '/v1/Workspaces/:ws/Workers', body: '' },
      { status: 400 },
    ],
    [
      'JSON for a form',
      {
        method: 'POST',
        path: '/v1/Workspaces/:ws/Workers',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      },
      { status: 400 },
    ],
    [
      'a method that is not there',
      { method: 'PUT', path: '/v1/Workspaces/:ws' },
      { status: 405, body: { code: 20004 } },
    ],
    [
      'GET of what is only posted',
      { path: '/v1/Workspaces/:ws/TaskQueues/RealTimeStatistics' },
      { status: 405 },
    ],
    [
      'an oversized body',
      { method: 'POST', path: '/v1/Workspaces/:ws/Workers', body: 'x'.repeat(1024 * 1024 + 1) },
      { status: 413 },
    ],
    ['a malformed path', { path: '/v1/Workspaces/%E0%A4%A' }, { status: 404 }],
    [
      'wrong credentials',
      { path: '/v1/Workspaces/:ws', headers: { authorization: 'Basic eDp5' } },
      { status: 401, body: { code: 20003 } },
    ],
  ];
  test.each(cases)('%s', async (_what, call, expected) => {
    const emulator = await start(small);
    const answer = await raw(emulator, { ...call, path: call.path.replace(':ws', emulator.workspaceSid) });
    expect(answer).toMatchObject(expected);
    expect(answer.body).toEqual({
      code: expect.any(Number),
      message: expect.any(String),
      more_info: expect.stringContaining('https://www.twilio.com/docs/errors/'),
      status: answer.status,
    });
  });

  it('refuses unknown options', async () => {
    await expect(start({ worker: 3 } as object)).rejects.toThrow('worker');
  });

  it('answers the same for the Host header', async () => {
    const emulator = await start(small);
    const { status } = await raw(emulator, {
      host: new URL(emulator.url).host,
      path: `/v1/Workspaces/${emulator.workspaceSid}`,
    });
    expect(status).toBe(404);
  });
});

describe('the token check', () => {
  it('knows the tokens it has issued, until they expire', async () => {
    const emulator = await start(small);
    const token = emulator.issueToken({
      identity: 'ana',
      roles: ['admin'],
      workerSid: 'WK1',
      expiresInS: 60,
    });
    const validate = async (body: object, account = emulator.accountSid) =>
      (
        await raw(emulator, {
          host: 'iam.twilio.com',
          method: 'POST',
          path: `/v1/Accounts/${account}/Tokens/validate`,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).body;
    expect(await validate({ token })).toMatchObject({
      valid: true,
      identity: 'ana',
      roles: ['admin'],
      worker_sid: 'WK1',
    });
    expect(await validate({ token: 'forged' })).toMatchObject({ valid: false });
    expect(await validate({ token }, `AC${'0'.repeat(32)}`)).toMatchObject({ valid: false });
    expect(await validate({})).toMatchObject({ status: 400 });
    emulator.clock.advance(60_000);
    expect(await validate({ token })).toMatchObject({ valid: false, message: 'The token has expired' });
  });
});

describe('the client', () => {
  it('reaches the emulator from another process with its URL and credentials', async () => {
    const { url, accountSid, authToken, workspaceSid } = await start(small);
    const client = createEmulatorClient({ url, accountSid, authToken });
    expect(client).toBeInstanceOf(twilio.Twilio);
    expect((await client.taskrouter.v1.workspaces(workspaceSid).fetch()).sid).toBe(workspaceSid);
    const other = createEmulatorClient({ url, accountSid, authToken: 'wrong' });
    expect(await failure(other.taskrouter.v1.workspaces(workspaceSid).fetch())).toMatchObject({
      status: 401,
      code: 20003,
    });
  });

  it('never goes anywhere else', async () => {
    const { url, accountSid, authToken } = await start(small);
    const client = createEmulatorClient({ url, accountSid, authToken });
    expect(await failure(client.request({ method: 'get', uri: 'https://example.com' }))).toMatchObject({
      message: expect.stringContaining("not Twilio's"),
    });
  });
});

describe('the log of requests', () => {
  it('says what was asked for and how it was answered', async () => {
    const emulator = await start({ ...small, recordBodies: true });
    const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
    const [worker] = await api.workers.list({ pageSize: 5 });
    const sid = worker?.sid ?? '';
    await api.workers(sid).update({ attributes: '{}' });
    await failure(api.workers('WK0').fetch());
    expect([...emulator.requests]).toMatchObject([
      { host: 'taskrouter.twilio.com', method: 'GET', resource: 'Workers', query: 'PageSize=5', status: 200 },
      { method: 'POST', resource: 'Worker', sid, status: 200, body: 'Attributes=%7B%7D' },
      { resource: 'Worker', sid: 'WK0', status: 404 },
    ]);
    expect(emulator.requests.byResource()).toEqual({ 'GET Workers': 1, 'POST Worker': 1, 'GET Worker': 1 });
    expect(emulator.requests.count({ resource: 'Worker', status: 200 })).toBe(1);
    expect(emulator.requests.count(({ status }) => status >= 400)).toBe(1);
    emulator.requests.clear();
    expect(emulator.requests.count()).toBe(0);
  });
});

describe('control from another process', () => {
  const json = { 'content-type': 'application/json' };

  it('adds faults, sets limits, reads counts', async () => {
    const emulator = await start(small);
    const control = (method: string, path: string, body?: object) =>
      raw(emulator, {
        host: 'emulator',
        method,
        path,
        headers: json,
        ...(body && { body: JSON.stringify(body) }),
      });
    const path = `/v1/Workspaces/${emulator.workspaceSid}/Workers`;
    const fault = { match: { path: 'Workers$' }, times: 1, action: { status: 503 } };
    expect((await control('POST', '/control/faults', fault)).status).toBe(201);
    expect((await raw(emulator, { path })).status).toBe(503);
    expect((await raw(emulator, { path })).status).toBe(200);
    expect(
      (await control('POST', '/control/limits', { requestsPerSecond: 1000, bulkStatisticsPerSecond: null }))
        .status,
    ).toBe(200);
    expect(emulator.limits.settings).toMatchObject({
      requestsPerSecond: 1000,
      bulkStatisticsPerSecond: null,
    });
    expect((await control('GET', '/control/requests')).body).toMatchObject({
      by_resource: { 'GET Workers': 2 },
    });
    for (const action of ['last-page', { dropEntries: 1 }, { answer: { workers: [] }, name: 'nobody' }])
      expect((await control('POST', '/control/faults', { action })).status).toBe(201);
    expect((await control('POST', '/control/faults', { action: 'explode' })).status).toBe(400);
    expect((await control('DELETE', '/control/faults')).status).toBe(204);
  });
});

it('answers after the latency, the effect coming before the answer', async () => {
  const emulator = await start({ ...small, latency: { readMs: 4, writeMs: 4 } });
  const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const [sid = ''] = emulator.taskRouter.workers.keys();
  expect((await api.workers(sid).update({ attributes: '{"a":1}' })).attributes).toBe('{"a":1}');
});
