import { expect, test } from '@jest/globals';
import type twilio from 'twilio';
import { createEmulatorClient } from '../client';
import { emulators, failure, raw } from '../test-support';

const start = emulators();

test('the account shows itself to its owner', async () => {
  const emulator = await start();
  const account = await emulator.client().api.v2010.accounts(emulator.accountSid).fetch();
  expect(account).toMatchObject({ sid: emulator.accountSid, status: 'active', type: 'Full' });
  const other = emulator.client().api.v2010.accounts(`AC${'0'.repeat(32)}`);
  expect(await failure(other.fetch())).toMatchObject({ status: 404, code: 20404 });
});

test('wrong credentials are refused', async () => {
  const { url, accountSid } = await start();
  const client = createEmulatorClient({ url, accountSid, authToken: 'wrong' });
  expect(await failure(client.api.v2010.accounts(accountSid).fetch())).toMatchObject({
    status: 401,
    code: 20003,
  });
});

test('an API key authenticates; one of type standard may not see the account', async () => {
  const main = { sid: `SK${'a'.repeat(32)}`, secret: 'main-secret', type: 'main' as const };
  const standard = { sid: `SK${'b'.repeat(32)}`, secret: 'standard-secret', type: 'standard' as const };
  const emulator = await start({ apiKeys: [main, standard] });
  const clientOf = (key: { sid: string; secret: string }): twilio.Twilio =>
    createEmulatorClient({ ...emulator, apiKey: key });
  for (const key of [main, standard]) {
    const workspace = await clientOf(key).taskrouter.v1.workspaces(emulator.workspaceSid).fetch();
    expect(workspace.sid).toBe(emulator.workspaceSid);
  }
  expect((await clientOf(main).api.v2010.accounts(emulator.accountSid).fetch()).sid).toBe(
    emulator.accountSid,
  );
  const refused = clientOf(standard).api.v2010.accounts(emulator.accountSid).fetch();
  expect(await failure(refused)).toMatchObject({ status: 401, code: 20003 });
  const wrong = clientOf({ sid: main.sid, secret: 'wrong' }).taskrouter.v1.workspaces.list();
  expect(await failure(wrong)).toMatchObject({ status: 401 });
});

test('an account has one standard key unless it is told otherwise', async () => {
  const { apiKeys } = await start();
  expect(apiKeys).toEqual([
    { sid: expect.stringMatching(/^SK/), secret: expect.any(String), type: 'standard' },
  ]);
});

test('workspaces and Sync services are listed, those of others too', async () => {
  const emulator = await start({
    otherWorkspaces: ['Sales'],
    otherSyncServices: ['Chat', 'Default Service'],
  });
  const client = emulator.client();
  const workspaces = await client.taskrouter.v1.workspaces.list();
  expect(workspaces.map(({ friendlyName }) => friendlyName)).toEqual(['Flex Task Assignment', 'Sales']);
  expect(await client.taskrouter.v1.workspaces.list({ friendlyName: 'Sales' })).toHaveLength(1);
  const other = client.taskrouter.v1.workspaces(workspaces[1]?.sid ?? '').workers;
  expect(await failure(other.list())).toMatchObject({ status: 404 });
  const services = await client.sync.v1.services.list({ pageSize: 2 });
  expect(services.map(({ friendlyName }) => friendlyName)).toEqual([
    'Flex Sync Service',
    'Chat',
    'Default Service',
  ]);
  expect(services[0]?.sid).toBe(emulator.syncServiceSid);
});

test('the callback of a workspace is set through the API, and taken away again', async () => {
  const emulator = await start({
    eventCallback: { url: 'https://somebody.example/events', filter: ['task.created'] },
  });
  const workspace = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  expect(await workspace.fetch()).toMatchObject({
    eventCallbackUrl: 'https://somebody.example/events',
    eventsFilter: 'task.created',
  });
  expect(await failure(workspace.update({ eventCallbackUrl: 'not-a-url' }))).toMatchObject({
    status: 400,
    code: 20001,
  });
  const cleared = await workspace.update({ eventCallbackUrl: '', eventsFilter: '' });
  expect(cleared).toMatchObject({ eventCallbackUrl: '', eventsFilter: null });
});

test('a parameter that Twilio does not know is refused', async () => {
  const emulator = await start();
  const answer = await raw(emulator, { path: '/v1/Workspaces?Name=x' });
  expect(answer).toMatchObject({ status: 400, body: { code: 20001 } });
});
