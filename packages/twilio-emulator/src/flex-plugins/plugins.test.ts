import { expect, test } from '@jest/globals';
import type { Emulator } from '../create-emulator';
import { emulators, failure, raw } from '../test-support';

const start = emulators();
const api = (emulator: Emulator) => emulator.client().flexApi.v1;
const url = (version: string) => `https://default-1234.twil.io/plugins/ours/${version}/bundle.js`;

async function withVersions(emulator: Emulator, ...versions: string[]): Promise<string[]> {
  await api(emulator).plugins.create({ uniqueName: 'ours', friendlyName: 'Ours' });
  const sids: string[] = [];
  for (const version of versions) {
    const created = await api(emulator)
      .plugins('ours')
      .pluginVersions.create({ versionParam: version, pluginUrl: url(version), private: true });
    sids.push(created.sid);
  }
  return sids;
}

async function release(emulator: Emulator, versionSids: string[]): Promise<string> {
  const configuration = await api(emulator).pluginConfigurations.create({
    name: 'Deployment',
    plugins: versionSids.map((sid) => ({ plugin_version: sid, phase: 3 })),
  });
  await api(emulator).pluginReleases.create({ configurationId: configuration.sid });
  return configuration.sid;
}

test('a plugin, its version, a configuration and a release: Flex loads it', async () => {
  const emulator = await start();
  const [sid = ''] = await withVersions(emulator, '1.0.0');
  expect(await api(emulator).plugins('ours').fetch()).toMatchObject({
    friendlyName: 'Ours',
    archived: false,
  });
  expect(await api(emulator).plugins('ours').pluginVersions('1.0.0').fetch()).toMatchObject({
    sid,
    pluginUrl: url('1.0.0'),
    _private: true,
  });
  const configuration = await release(emulator, [sid]);
  expect(await api(emulator).pluginConfigurations(configuration).plugins.list()).toMatchObject([
    { uniqueName: 'ours', version: '1.0.0', phase: 3, pluginVersionSid: sid },
  ]);
  const token = emulator.issueToken({ identity: 'a', roles: ['admin'] });
  const loaded = await fetch(`${emulator.url}/plugins`, {
    headers: { 'x-twilio-host': 'flex.twilio.com', 'x-flex-jwe': token },
  });
  expect(await loaded.json()).toMatchObject([{ name: 'ours', version: '1.0.0', src: url('1.0.0') }]);
});

test('the newest release counts, and an older configuration released again is the way back', async () => {
  const emulator = await start();
  const [first = '', second = ''] = await withVersions(emulator, '1.0.0', '1.1.0');
  const before = await release(emulator, [first]);
  await release(emulator, [second]);
  expect(emulator.pluginService.released()).toMatchObject([{ version: '1.1.0' }]);
  await api(emulator).pluginReleases.create({ configurationId: before });
  expect(emulator.pluginService.released()).toMatchObject([{ version: '1.0.0' }]);
  const [active] = await api(emulator).pluginReleases.list({ limit: 1 });
  expect(active?.configurationSid).toBe(before);
  const [latest] = await api(emulator).plugins('ours').pluginVersions.list({ limit: 1 });
  expect(latest?.version).toBe('1.1.0');
});

test('a configuration without plugins takes them all away', async () => {
  const emulator = await start();
  await release(emulator, await withVersions(emulator, '1.0.0'));
  await release(emulator, []);
  expect(emulator.pluginService.released()).toEqual([]);
});

test('what is archived is not configured any more, and what is released is not archived', async () => {
  const emulator = await start();
  const [first = '', second = ''] = await withVersions(emulator, '1.0.0', '1.1.0');
  await release(emulator, [second]);
  const archive = (version: string) => api(emulator).pluginVersionArchive('ours', version).update();
  expect(await failure(archive('1.1.0'))).toMatchObject({ status: 400 });
  expect(await archive('1.0.0')).toMatchObject({ archived: true });
  expect(await failure(release(emulator, [first]))).toMatchObject({ status: 400, code: 20001 });
  await release(emulator, []);
  expect(await api(emulator).pluginArchive('ours').update()).toMatchObject({ archived: true });
  expect(await failure(release(emulator, [second]))).toMatchObject({ status: 400 });
});

test('what Twilio would not take is refused', async () => {
  const emulator = await start();
  const [first = '', second = ''] = await withVersions(emulator, '1.0.0', '1.1.0');
  const versions = api(emulator).plugins('ours').pluginVersions;
  expect(await failure(api(emulator).plugins.create({ uniqueName: 'ours' }))).toMatchObject({ status: 409 });
  const again = versions.create({ versionParam: '1.0.0', pluginUrl: url('1.0.0') });
  expect(await failure(again)).toMatchObject({ status: 409 });
  const odd = versions.create({ versionParam: 'new', pluginUrl: url('1.0.0') });
  expect(await failure(odd)).toMatchObject({ status: 400 });
  expect(await failure(release(emulator, [first, second]))).toMatchObject({ status: 400 });
  expect(await failure(release(emulator, [`FV${'0'.repeat(32)}`]))).toMatchObject({ status: 400 });
  const none = api(emulator).pluginReleases.create({ configurationId: `FJ${'0'.repeat(32)}` });
  expect(await failure(none)).toMatchObject({ status: 400 });
  expect(await failure(api(emulator).plugins('theirs').fetch())).toMatchObject({ status: 404 });
  const unknown = await raw(emulator, {
    host: 'flex-api.twilio.com',
    path: '/v1/PluginService/Plugins',
    method: 'POST',
    body: 'UniqueName=x&Colour=red',
  });
  expect(unknown).toMatchObject({ status: 400, body: { code: 20001 } });
});
