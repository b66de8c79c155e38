import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startFixture } from './fixture/start';
import type { FunctionsGateway } from './index';

let emulator: Server;
let emulatorUrl: string;
let gateway: FunctionsGateway;
let seen: {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}[];

beforeAll(async () => {
  emulator = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ sid: 'WK1', friendly_name: 'Alice' }));
    });
  });
  await new Promise<void>((resolve) => emulator.listen(0, '127.0.0.1', resolve));
  emulatorUrl = `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`;
  gateway = await startFixture({ emulatorUrl });
});
afterAll(async () => {
  await gateway.close();
  emulator.closeAllConnections();
  await new Promise((resolve) => emulator.close(resolve));
});
beforeEach(() => {
  seen = [];
});

async function call(how: string, params: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(
    `${gateway.url}/twilio-api?${new URLSearchParams({ how, ...params }).toString()}`,
  );
  return response.json();
}

test("Twilio's own client, with its credentials", async () => {
  expect(await call('client')).toEqual({ friendlyName: 'Alice' });
  expect(seen).toMatchObject([
    {
      method: 'GET',
      url: '/v1/Workspaces/WS1/Workers/WK1',
      headers: { 'x-twilio-host': 'taskrouter.twilio.com', authorization: expect.stringMatching(/^Basic /) },
    },
  ]);
});

test('https.request(options), as the Flex token validator calls it', async () => {
  expect(await call('https')).toMatchObject({ sid: 'WK1' });
  expect(seen).toMatchObject([
    {
      method: 'POST',
      url: '/v1/Tokens/validate',
      headers: { 'x-twilio-host': 'iam.twilio.com' },
      body: '{"token":"T"}',
    },
  ]);
});

test('https.get(url, options, callback)', async () => {
  await call('get');
  expect(seen).toMatchObject([
    { url: '/v1/Services?PageSize=1', headers: { 'x-twilio-host': 'sync.twilio.com', 'x-form': 'url' } },
  ]);
});

test('fetch', async () => {
  await call('fetch');
  expect(seen).toMatchObject([
    { method: 'POST', url: '/x?y=1', headers: { 'x-twilio-host': 'chunder.twilio.com' }, body: 'a=1' },
  ]);
});

test('loopback is left alone', async () => {
  await call('loopback', { url: `${emulatorUrl}/direct` });
  expect(seen[0]?.url).toBe('/direct');
  expect(seen[0]?.headers).not.toHaveProperty('x-twilio-host');
});

test('nothing else leaves the machine', async () => {
  const blocked = { error: 'blocked: the emulator has no internet (example.com)' };
  expect(await call('outsideFetch')).toEqual(blocked);
  expect(await call('outsideHttps')).toEqual(blocked);
});
