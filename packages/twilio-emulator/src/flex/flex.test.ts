import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import type { Emulator } from '../create-emulator';
import { emulators, raw } from '../test-support';

const start = emulators();

const users = [{ name: 'supervisor', fullName: 'Sami Supervisor', roles: ['supervisor'] }];

const withUser = async (): Promise<{ emulator: Emulator; workerSid: string; token: string }> => {
  const emulator = await start({ workers: 3, queues: 2, flex: { users } });
  const worker = [...emulator.taskRouter.workers.values()].find(
    ({ friendlyName }) => friendlyName === 'supervisor',
  );
  const workerSid = worker?.sid ?? '';
  return {
    emulator,
    workerSid,
    token: emulator.issueToken({ identity: 'supervisor', roles: ['supervisor'], workerSid }),
  };
};

describe('Flex tokens', () => {
  it('are taken in X-Flex-JWE and as a password, and only there where they belong', async () => {
    const { emulator, token } = await withUser();
    const ask = async (host: string, path: string, headers: Record<string, string>): Promise<number> =>
      (await raw(emulator, { host, path, headers })).status;
    const basic = `Basic ${Buffer.from(`token:${token}`).toString('base64')}`;
    const session = ['flex.twilio.com', '/api/v1/Session'] as const;
    expect(await ask(...session, { 'x-flex-jwe': token })).toBe(200);
    expect(await ask(...session, { authorization: basic })).toBe(200);
    // The account's own credentials are no Flex user's.
    expect(await ask(...session, {})).toBe(401);
    const workers = `/v1/Workspaces/${emulator.workspaceSid}/Workers`;
    expect(await ask('taskrouter.twilio.com', workers, { authorization: basic })).toBe(401);
    emulator.clock.advance(3_600_000);
    expect(await ask(...session, { 'x-flex-jwe': token })).toBe(401);
  });
});

describe('the event bridge', () => {
  const post = async (
    emulator: Emulator,
    call: { url: string; method: string; params?: unknown; token: string },
  ): Promise<{ status: number; body: unknown }> =>
    raw(emulator, {
      host: 'event-bridge.twilio.com',
      method: 'POST',
      path: '/v1/wschannels',
      body: JSON.stringify({ params: {}, ...call }),
    });

  it('pages through a list and refuses what it does not have', async () => {
    const { emulator, token } = await withUser();
    const base = `Workspaces/${emulator.workspaceSid}`;
    const list = (params: object): Promise<{ status: number; body: unknown }> =>
      post(emulator, { url: `${base}/Workers`, method: 'GET', params, token });
    const first = await list({ PageSize: 3, Ordering: 'DateUpdated:desc' });
    expect(first).toMatchObject({ status: 200, body: { payload: { total: 4 } } });
    const { payload } = first.body as {
      payload: { contents: { sid: string }[]; meta: { next_token: string } };
    };
    const second = await list({
      PageSize: 3,
      Ordering: 'DateUpdated:desc',
      NextToken: payload.meta.next_token,
    });
    expect(second.body).toMatchObject({ payload: { contents: [{}], after_sid: null } });
    expect((await list({ Colour: 'blue' })).status).toBe(400);
    expect((await post(emulator, { url: `${base}/Tasks`, method: 'GET', token })).status).toBe(404);
    expect((await post(emulator, { url: `${base}/Workers`, method: 'GET', token: 'made-up' })).status).toBe(
      401,
    );
  });

  it('tells a worker’s socket who it is and what changes, and nobody else’s', async () => {
    const { emulator, workerSid, token } = await withUser();
    const address = emulator.url.replace('http', 'ws') + `/v1/wschannels?token=${token}`;
    const socket = new WebSocket(address, { headers: { 'x-twilio-host': 'event-bridge.twilio.com' } });
    const received: unknown[] = [];
    socket.on('message', (data: Buffer) => received.push(JSON.parse(data.toString())));
    await once(socket, 'message');
    expect(received).toMatchObject([
      { event_type: 'init', payload: { channel_id: workerSid, token_lifetime: 3_600_000 } },
    ]);
    const [other = ''] = emulator.taskRouter.workers.keys();
    const next = once(socket, 'message');
    emulator.taskRouter.updateWorker(other, { activity: 'Lunch' });
    const [lunch] = emulator.taskRouter.activities.filter(({ friendlyName }) => friendlyName === 'Lunch');
    const url = `Workspaces/${emulator.workspaceSid}/Workers/${workerSid}`;
    await post(emulator, { url, method: 'POST', params: { ActivitySid: lunch?.sid }, token });
    await next;
    expect(received.slice(1)).toMatchObject([
      { event_type: 'worker.activity.update', payload: { sid: workerSid, activity_name: 'Lunch' } },
    ]);
    socket.terminate();
  });

  it('closes a socket that comes with no valid token', async () => {
    const { emulator } = await withUser();
    const address = emulator.url.replace('http', 'ws') + '/v1/wschannels?token=made-up';
    const socket = new WebSocket(address, { headers: { 'x-twilio-host': 'event-bridge.twilio.com' } });
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1008);
  });
});
