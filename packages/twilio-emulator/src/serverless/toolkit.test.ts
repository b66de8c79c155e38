import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../create-emulator';
import { emulators } from '../test-support';
import { deploy, NODE_MODULES, PROJECT_DIR } from './fixture/deploy';

const start = emulators();

/** Asks a deployed Function, under its domain. */
const ask = (emulator: Emulator, domain: string, path: string, headers: Record<string, string> = {}) =>
  fetch(emulator.url + path, { headers: { 'x-twilio-host': domain, ...headers } });

test('the Toolkit deploys a project, and its Functions run with the variables of the environment', async () => {
  const emulator = await start();
  emulator.hosting.serve({ nodeModules: NODE_MODULES });
  const { result } = await deploy(emulator, { env: { GREETING: 'hello' } });
  const domain = result?.domain ?? '';
  expect(domain).toMatch(/^fixture-\d{4}-dev\.twil\.io$/);

  const echo = await ask(emulator, domain, '/echo?a=1');
  expect(await echo.json()).toMatchObject({
    params: { a: '1' },
    baseUrl: `https://${domain}`,
    environment: {
      GREETING: 'hello',
      ACCOUNT_SID: emulator.accountSid,
      FUNCTIONS_BASE_URL: `https://${domain}`,
    },
  });
  expect((await ask(emulator, domain, '/jobs/start')).status).toBe(200);
  expect((await ask(emulator, domain, '/hidden')).status).toBe(404);
  expect((await ask(emulator, domain, '/secret')).status).toBe(403);

  const { functions } = emulator.client().serverless.v1.services('fixture');
  const echoSid = (await functions.list()).find(({ friendlyName }) => friendlyName === '/echo')?.sid ?? '';
  const { functionVersions } = functions(echoSid);
  const [version] = await functionVersions.list();
  const content = await functionVersions(version?.sid ?? '')
    .functionVersionContent()
    .fetch();
  expect(content.content).toBe(readFileSync(join(PROJECT_DIR, 'functions/echo.js'), 'utf8'));
});

test('events reach a protected Function at the domain, by both ways', async () => {
  const emulator = await start({ workers: 1, queues: 1 });
  emulator.hosting.serve({ nodeModules: NODE_MODULES });
  const { result } = await deploy(emulator);
  const url = `https://${result?.domain ?? ''}/secret`;
  const client = emulator.client();
  await client.taskrouter.v1.workspaces(emulator.workspaceSid).update({ eventCallbackUrl: url });
  const sink = await client.events.v1.sinks.create({
    description: 'ours',
    sinkType: 'webhook',
    sinkConfiguration: { destination: url, method: 'POST' },
  });
  const types = [{ type: 'com.twilio.taskrouter.worker.attributes.update' }];
  await client.events.v1.subscriptions.create({ description: 'ours', sinkSid: sink.sid, types });
  const [sid = ''] = emulator.taskRouter.workers.keys();
  emulator.taskRouter.updateWorker(sid, { attributes: {} });
  await Promise.all([emulator.events.idle(), emulator.eventStreams.idle()]);
  expect(emulator.events).toMatchObject({ delivered: 1, failed: 0 });
  expect(emulator.eventStreams).toMatchObject({ delivered: 1, failed: 0 });
});

test('deployed again, it is the same service at the same domain, with the new variables', async () => {
  const emulator = await start();
  emulator.hosting.serve({ nodeModules: NODE_MODULES });
  const first = await deploy(emulator, { env: { GREETING: 'hello', OLD: 'yes' } });
  const second = await deploy(emulator, { env: { GREETING: 'hi' } });
  expect(second.result).toMatchObject({
    serviceSid: first.result?.serviceSid,
    environmentSid: first.result?.environmentSid,
    domain: first.result?.domain,
  });
  expect(second.result?.buildSid).not.toBe(first.result?.buildSid);
  const echo = (await (await ask(emulator, second.result?.domain ?? '', '/echo')).json()) as {
    environment: Record<string, string>;
  };
  expect(echo.environment).toMatchObject({ GREETING: 'hi', OLD: 'yes' });
});

test('a removed service leaves nothing', async () => {
  const emulator = await start();
  emulator.hosting.serve({ nodeModules: NODE_MODULES });
  const { result } = await deploy(emulator);
  const domain = result?.domain ?? '';
  expect(emulator.hosting.gateway(domain)).toBeDefined();
  const { services } = emulator.client().serverless.v1;
  await services(result?.serviceSid ?? '').remove();
  expect(await services.list()).toEqual([]);
  expect(emulator.hosting.gateway(domain)).toBeUndefined();
  expect((await ask(emulator, domain, '/echo')).status).toBe(404);
  for (const each of [
    'environments',
    'code',
    'versions',
    'builds',
    'deployments',
    'variables',
    'logs',
  ] as const) {
    expect(emulator.serverless[each].all()).toEqual([]);
  }
});

test('a handler or a version that the platform does not take is refused after the upload, in its words', async () => {
  const emulator = await start();
  const refused = async (dependencies: Record<string, string>, runtime?: string) => {
    const { error } = await deploy(emulator, { dependencies, ...(runtime !== undefined && { runtime }) });
    return error;
  };
  expect(await refused({ '@twilio/runtime-handler': '2.1.0' })).toMatchObject({
    code: 20001,
    message: expect.stringContaining('No matching version found for @twilio/runtime-handler@2.1.0'),
  });
  expect(await refused({ '@twilio/runtime-handler': '2.0.3', zod: '^4.0.0' })).toMatchObject({
    message: expect.stringContaining('zod@^4.0.0'),
  });
  expect(await refused({ '@twilio/runtime-handler': '2.0.3' }, 'node18')).toMatchObject({
    message: 'unsupported runtime: node18',
  });
  expect(await refused({ '@twilio/runtime-handler': '2.0.3' }, 'node24')).toMatchObject({ code: 20001 });
  // After an error the service exists all the same.
  expect(await emulator.client().serverless.v1.services.list()).toMatchObject([{ uniqueName: 'fixture' }]);
});

test('which handlers are taken is an option', async () => {
  const emulator = await start({ serverless: { runtimes: { node22: ['2.1.2'] } } });
  expect((await deploy(emulator)).error).toMatchObject({ code: 20001 });
  const { result } = await deploy(emulator, { dependencies: { '@twilio/runtime-handler': '2.1.2' } });
  expect(result?.domain).toMatch(/twil\.io$/);
});

test('without a handler the build fails', async () => {
  const emulator = await start();
  expect((await deploy(emulator, { dependencies: {} })).result).toBeUndefined();
  expect(await emulator.client().serverless.v1.services('fixture').builds.list()).toMatchObject([
    { status: 'failed' },
  ]);
});
