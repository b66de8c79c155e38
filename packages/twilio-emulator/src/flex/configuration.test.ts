import { expect, test } from '@jest/globals';
import { createEmulatorClient } from '../client';
import { emulators, raw } from '../test-support';
import type { Emulator } from '../create-emulator';

const start = emulators();

const update = (emulator: Emulator, body: unknown, type = 'application/json') =>
  raw(emulator, {
    host: 'flex-api.twilio.com',
    path: '/v1/Configuration',
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(body),
  });

test('the account reads the configuration, with a key too', async () => {
  const emulator = await start({ flex: { uiDependencies: { react: '17.0.2', 'react-dom': '17.0.2' } } });
  const configuration = await emulator.client().flexApi.v1.configuration().fetch();
  expect(configuration).toMatchObject({
    accountSid: emulator.accountSid,
    taskrouterWorkspaceSid: emulator.workspaceSid,
    flexServiceInstanceSid: emulator.syncServiceSid,
    uiVersion: '2.17.1',
    uiDependencies: { react: '17.0.2', 'react-dom': '17.0.2' },
    serverlessServiceSids: [],
  });
  const [apiKey] = emulator.apiKeys;
  const withKey = createEmulatorClient({ ...emulator, apiKey });
  expect((await withKey.flexApi.v1.configuration().fetch()).uiVersion).toBe('2.17.1');
});

test('an object is replaced as a whole, and nothing else changes', async () => {
  const emulator = await start({ flex: { uiAttributes: { theirs: { a: 1 }, ours: { b: 2 } } } });
  const { accountSid } = emulator;
  const answer = await update(emulator, { account_sid: accountSid, ui_attributes: { ours: { c: 3 } } });
  expect(answer).toMatchObject({ status: 200, body: { account_sid: accountSid } });
  const replaced = await emulator.client().flexApi.v1.configuration().fetch();
  expect(replaced.uiAttributes).toMatchObject({ ours: { c: 3 } });
  expect(replaced.uiAttributes).not.toHaveProperty('theirs');
  expect(replaced.uiVersion).toBe('2.17.1');
  const sids = [`ZS${'1'.repeat(32)}`];
  await update(emulator, { account_sid: accountSid, serverless_service_sids: sids });
  const after = await emulator.client().flexApi.v1.configuration().fetch();
  expect(after.serverlessServiceSids).toEqual(sids);
  expect(after.uiAttributes).toMatchObject({ ours: { c: 3 } });
});

test('what Twilio would not take is refused', async () => {
  const emulator = await start();
  const { accountSid: account_sid } = emulator;
  const refused = { status: 400, body: { code: 20001 } };
  expect(await update(emulator, { ui_attributes: {} })).toMatchObject(refused);
  expect(await update(emulator, { account_sid: `AC${'0'.repeat(32)}`, ui_attributes: {} })).toMatchObject(
    refused,
  );
  expect(await update(emulator, { account_sid, ui_atributes: {} })).toMatchObject(refused);
  expect(await update(emulator, { account_sid, ui_attributes: 'text' })).toMatchObject(refused);
  expect(await update(emulator, { account_sid }, 'application/x-www-form-urlencoded')).toMatchObject(refused);
});

test('a form is taken as well, as the plugin tooling sends it', async () => {
  const emulator = await start();
  const sid = `ZS${'1'.repeat(32)}`;
  const answer = await raw(emulator, {
    host: 'flex-api.twilio.com',
    path: '/v1/Configuration',
    method: 'POST',
    body: `account_sid=${emulator.accountSid}&serverless_service_sids=${sid}`,
  });
  expect(answer).toMatchObject({ status: 200, body: { serverless_service_sids: [sid] } });
});
