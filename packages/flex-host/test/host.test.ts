import { appendFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { startFlexHost, type FlexHost } from '../src/index';

let folder: string;
let emulator: Emulator;
let host: FlexHost;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'flex-host-'));
  emulator = await createEmulator({ workers: 2, queues: 2 });
  const plugin = { file: path.join(folder, 'plugin.js'), name: 'plugin-test', version: '1.2.3' };
  host = await startFlexHost({ emulator, functionsUrl: 'http://127.0.0.1:9', plugin });
});

afterAll(async () => {
  await host.close();
  await emulator.close();
  await rm(folder, { recursive: true });
});

const answer = async (target: string, init?: RequestInit): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(new URL(target, host.url), init);
  return { status: response.status, body: await response.json() };
};

const session = async (as: string): Promise<{ token: string; appConfig: unknown }> => {
  const { body } = await answer(`/session?as=${as}`);
  const { login, appConfig } = body as { login: { token: string }; appConfig: unknown };
  return { token: login.token, appConfig };
};

describe('what is refused', () => {
  it.each(['/hosts/example.com/x', '/hosts/twilio.com.example.com/x', '/hosts/eviltwilio.com/x'])(
    '%s: no host of Twilio’s',
    async (target) => {
      expect(await answer(target)).toMatchObject({ status: 403, body: { code: 20403 } });
    },
  );

  it('a host or a path that the emulator does not have, with Twilio’s error', async () => {
    const headers = { 'x-flex-jwe': (await session('admin')).token };
    const expected = { status: 404, body: { status: 404, code: 20404 } };
    expect(await answer('/hosts/unheard-of.twilio.com/v1/Things', { headers })).toMatchObject(expected);
    expect(await answer('/hosts/flex-api.twilio.com/v1/Things', { headers })).toMatchObject(expected);
  });

  it('a Flex route without a valid token', async () => {
    const target = '/hosts/flex-api.twilio.com/v1/Configuration';
    expect(await answer(target)).toMatchObject({ status: 401, body: { code: 20003 } });
    const headers = { 'x-flex-jwe': 'made-up' };
    expect(await answer(target, { headers })).toMatchObject({ status: 401, body: { code: 20104 } });
  });

  it('an address that was made to point to this machine', async () => {
    const { hostname, port } = new URL(host.url);
    const status = await new Promise((resolve, reject) => {
      get({ hostname, port, path: '/', headers: { host: 'evil.example.com' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    expect(status).toBe(421);
  });

  it('somebody nobody knows', async () => {
    expect(await answer('/session?as=nobody')).toMatchObject({ status: 404 });
  });
});

describe('while something is being built', () => {
  it('a page says so and looks again, scripts are told to come later, and then Flex is there', async () => {
    let notYet: string | null = 'The plugin is being built & checked.';
    const waiting = await startFlexHost({
      ...{ emulator, functionsUrl: 'http://127.0.0.1:9', plugin: null },
      notYet: () => notYet,
    });
    const page = async (): Promise<string> => {
      const response = await fetch(`${waiting.url}teams?as=admin`, { headers: { accept: 'text/html' } });
      return response.text();
    };
    expect(await page()).toContain('The plugin is being built &#38; checked.');
    expect(await page()).toContain('http-equiv="refresh"');
    expect((await fetch(`${waiting.url}session?as=admin`)).status).toBe(503);
    notYet = null;
    expect(await page()).toContain('<script src="/flex.js">');
    await waiting.close();
  });
});

describe('what is served', () => {
  it('pages that can reach nothing but this machine', async () => {
    const response = await fetch(new URL('/teams', host.url), { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self' data: blob: /);
    expect(await response.text()).toContain('<script src="/flex.js">');
  });

  it('no plugin as long as it is not built, and then the newest', async () => {
    const plugins = async (): Promise<unknown> => {
      const { token } = await session('admin');
      const headers = { 'x-flex-jwe': token };
      return (await answer('/hosts/flex.twilio.com/plugins?roles=admin', { headers })).body;
    };
    const script = async (): Promise<string> => (await fetch(new URL('/plugin.js', host.url))).text();
    expect(await plugins()).toEqual([]);
    await writeFile(path.join(folder, 'plugin.js'), 'first');
    expect(await plugins()).toMatchObject([{ name: 'plugin-test', version: '1.2.3', src: '/plugin.js' }]);
    expect(await script()).toBe('first');
    await writeFile(path.join(folder, 'plugin.js'), 'second');
    expect(await script()).toBe('second');
  });

  // Regression: more was sent than the answer said that it had, and the next one on the connection began with the rest.
  it('a plugin that is being written, as long as its answer says', async () => {
    const file = path.join(folder, 'plugin.js');
    writeFileSync(file, '');
    let isBuilding = true;
    const write = (): void => {
      appendFileSync(file, '// more');
      if (isBuilding) setImmediate(write);
    };
    write();
    try {
      for (let times = 0; times < 30; times++) {
        const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
        socket.write(
          `GET /plugin.js HTTP/1.1\r\nHost: ${new URL(host.url).host}\r\nConnection: close\r\n\r\n`,
        );
        const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
        expect(body).toHaveLength(Number(/content-length: (\d+)/i.exec(head)?.[1]));
      }
    } finally {
      isBuilding = false;
    }
  });

  it('the address of the Functions in ui_attributes', async () => {
    const headers = { 'x-flex-jwe': (await session('supervisor')).token };
    const { body } = await answer('/hosts/flex-api.twilio.com/v1/Configuration', { headers });
    expect(body).toMatchObject({
      taskrouter_workspace_sid: emulator.workspaceSid,
      ui_attributes: { queue_eligibility: { functions_base_url: 'http://127.0.0.1:9' } },
    });
  });

  it('a new token for one that is about to expire', async () => {
    const { token } = await session('agent');
    const target = `/hosts/iam.twilio.com/v1/Accounts/${emulator.accountSid}/Tokens/refresh`;
    const renewed = await answer(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    expect(renewed).toMatchObject({ status: 200, body: { identity: 'agent', roles: ['agent'] } });
    expect((renewed.body as { token: string }).token).not.toBe(token);
  });
});
