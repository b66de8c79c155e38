import { expect, test } from '@jest/globals';
import type { Emulator } from '../create-emulator';
import type { Deployed } from './records';
import { emulators, failure, raw } from '../test-support';

const start = emulators();
const services = (emulator: Emulator) => emulator.client().serverless.v1.services;

async function withEnvironment(emulator: Emulator) {
  const service = await services(emulator).create({ uniqueName: 'ours', friendlyName: 'Ours' });
  // In twilio 6.2.0 what `create` gives does not know its own SID: everything goes through the context.
  const { environments } = services(emulator)(service.sid);
  const environment = await environments.create({ uniqueName: 'dev', domainSuffix: 'dev' });
  const { variables, deployments } = environments(environment.sid);
  return { service, environment, environments, variables, deployments };
}

/** Uploads one file as Flex's plugin tooling does. */
async function upload(emulator: Emulator, at: { serviceSid: string; path: string; content: Buffer }) {
  const { serviceSid, path, content } = at;
  const asset = await services(emulator)(serviceSid).assets.create({ friendlyName: 'plugin' });
  const form = new FormData();
  form.append('Path', path);
  form.append('Visibility', 'Public');
  form.append(
    'Content',
    new Blob([new Uint8Array(content)], { type: 'application/javascript' }),
    'bundle.js',
  );
  const { accountSid, authToken } = emulator;
  const response = await fetch(`${emulator.url}/v1/Services/${serviceSid}/Assets/${asset.sid}/Versions`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
      'x-twilio-host': 'serverless-upload.twilio.com',
    },
    body: form,
  });
  return { status: response.status, body: (await response.json()) as { sid: string } };
}

test('a name or a suffix that is taken is refused', async () => {
  const emulator = await start();
  const { service, environments } = await withEnvironment(emulator);
  const again = services(emulator).create({ uniqueName: 'ours', friendlyName: 'Again' });
  expect(await failure(again)).toMatchObject({ status: 409 });
  const suffix = environments.create({ uniqueName: 'other', domainSuffix: 'dev' });
  expect(await failure(suffix)).toMatchObject({ status: 409 });
  const bare = await environments.create({ uniqueName: 'production' });
  expect(bare).toMatchObject({
    domainSuffix: null,
    domainName: `${service.domainBase}.twil.io`,
    buildSid: null,
  });
  const wrong = services(emulator).create({ uniqueName: 'not a name', friendlyName: 'x' });
  expect(await failure(wrong)).toMatchObject({ status: 400, code: 20001 });
});

test('a variable over 450 bytes, and all of them over 3 KB, are refused', async () => {
  const emulator = await start();
  const { variables } = await withEnvironment(emulator);
  expect(await failure(variables.create({ key: 'LONG', value: 'x'.repeat(451) }))).toMatchObject({
    status: 400,
  });
  expect(await failure(variables.create({ key: 'LONG', value: 'ä'.repeat(226) }))).toMatchObject({
    status: 400,
  });
  expect(await failure(variables.create({ key: 'NOT-A-NAME', value: 'x' }))).toMatchObject({ status: 400 });
  for (const key of ['A', 'B', 'C', 'D', 'E', 'F']) await variables.create({ key, value: 'x'.repeat(450) });
  expect(await failure(variables.create({ key: 'G', value: 'x'.repeat(450) }))).toMatchObject({
    status: 400,
  });
  expect(await failure(variables.create({ key: 'A', value: 'again' }))).toMatchObject({ status: 400 });
  const [listed] = await variables.list();
  const first = variables(listed?.sid ?? '');
  expect(await first.update({ value: 'short' })).toMatchObject({ key: 'A', value: 'short' });
  expect(await first.remove()).toBe(true);
  expect(await variables.list()).toHaveLength(5);
});

test('a build says that it is building for as many reads as it is told', async () => {
  const emulator = await start({ serverless: { buildReads: 2 } });
  const { service, deployments } = await withEnvironment(emulator);
  const { body } = await upload(emulator, {
    serviceSid: service.sid,
    path: '/a.js',
    content: Buffer.from('a'),
  });
  const builds = services(emulator)('ours').builds;
  const build = await builds.create({ assetVersions: [body.sid] });
  expect(build.status).toBe('building');
  const early = deployments.create({ buildSid: build.sid });
  expect(await failure(early)).toMatchObject({ status: 400 });
  const statuses: string[] = [];
  for (let read = 0; read < 3; read++) statuses.push((await builds(build.sid).buildStatus().fetch()).status);
  expect(statuses).toEqual(['building', 'building', 'completed']);
  const deployment = await deployments.create({ buildSid: build.sid });
  expect(deployment.buildSid).toBe(build.sid);
  expect(await failure(builds(build.sid).remove())).toMatchObject({ status: 400 });
});

test('a plugin bundle of 3 MB is uploaded as it is, and told of when it is deployed', async () => {
  const emulator = await start();
  const told: [string, Deployed | undefined][] = [];
  emulator.serverless.onDeployed((domain, deployed) => void told.push([domain, deployed]));
  const { service, environment, deployments } = await withEnvironment(emulator);
  const content = Buffer.alloc(3_000_000, 'é');
  const path = '/plugins/ours/1.0.0/bundle.js';
  const uploaded = await upload(emulator, { serviceSid: service.sid, path, content });
  expect(uploaded).toMatchObject({ status: 201, body: { path, visibility: 'public' } });
  const build = await services(emulator)('ours').builds.create({
    assetVersions: [uploaded.body.sid],
    runtime: 'latest',
  });
  await deployments.create({ buildSid: build.sid, isPlugin: true });
  const [[domain, deployed] = ['', undefined]] = told;
  expect(domain).toBe(environment.domainName);
  expect(deployed?.assets[0]?.content.equals(content)).toBe(true);
  await deployments.create({});
  expect(told.at(-1)).toEqual([environment.domainName, undefined]);
});

test('assets are served at the domain, protected ones not to just anybody', async () => {
  const emulator = await start();
  emulator.hosting.serve({ nodeModules: '/nowhere' });
  const { service, environment, deployments } = await withEnvironment(emulator);
  const { body } = await upload(emulator, {
    serviceSid: service.sid,
    path: '/a.js',
    content: Buffer.from('"a"'),
  });
  const build = await services(emulator)('ours').builds.create({ assetVersions: [body.sid] });
  await deployments.create({ buildSid: build.sid });
  const ask = (path: string) =>
    fetch(emulator.url + path, { headers: { 'x-twilio-host': environment.domainName } });
  expect(await (await ask('/a.js')).text()).toBe('"a"');
  expect((await ask('/b.js')).status).toBe(404);
});

test('an empty build, an unknown version and an unknown parameter are refused', async () => {
  const emulator = await start();
  await withEnvironment(emulator);
  const { builds } = services(emulator)('ours');
  expect(await failure(builds.create())).toMatchObject({
    status: 400,
    message: 'At least one Function Version or Asset Version is required for Build',
  });
  const unknown = builds.create({ functionVersions: [`ZN${'0'.repeat(32)}`] });
  expect(await failure(unknown)).toMatchObject({ status: 400 });
  const answer = await raw(emulator, {
    host: 'serverless.twilio.com',
    path: '/v1/Services',
    method: 'POST',
    body: 'UniqueName=x&FriendlyName=x&Colour=red',
  });
  expect(answer).toMatchObject({ status: 400, body: { code: 20001 } });
  expect(await failure(services(emulator)('theirs').fetch())).toMatchObject({ status: 404, code: 20404 });
});
