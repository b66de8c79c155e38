import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROJECT_DIR, startFixture, until } from './fixture/start';
import { startFunctionsGateway, type FunctionsGateway } from './index';

let gateway: FunctionsGateway;
beforeAll(async () => {
  gateway = await startFixture();
});
afterAll(() => gateway.close());

const get = (path: string) => fetch(gateway.url + path);
const post = (path: string, body: string | URLSearchParams, headers: Record<string, string> = {}) =>
  fetch(gateway.url + path, { method: 'POST', body, headers });

describe('requests', () => {
  test('query and form end up in the event, the names alone in the log', async () => {
    const response = await post('/echo?a=1', new URLSearchParams({ b: '2' }), { 'x-test': 'kept' });
    expect(await response.json()).toMatchObject({ params: { a: '1', b: '2' }, forwardedFor: 'kept' });
    expect(gateway.invocations.at(-1)).toMatchObject({
      path: '/echo',
      params: ['a', 'b'],
      status: 200,
      killed: false,
    });
  });

  test('JSON ends up in the event', async () => {
    const response = await post('/echo', '{"c":[1]}', { 'content-type': 'application/json' });
    expect(await response.json()).toMatchObject({ params: { c: [1] } });
    expect(gateway.invocations.at(-1)?.params).toEqual(['c']);
  });

  test('a Function in a folder', async () => {
    expect(await (await get('/jobs/start')).text()).toBe('started');
  });

  test('a browser may ask first', async () => {
    const response = await fetch(`${gateway.url}/echo`, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('unknown, private, wrong method, too large', async () => {
    expect((await get('/nothing')).status).toBe(404);
    expect((await get('/hidden')).status).toBe(404);
    expect((await fetch(`${gateway.url}/echo`, { method: 'PUT' })).status).toBe(405);
    expect((await post('/echo', 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await post('/echo', 'x'.repeat(1024 * 1024))).status).toBe(200);
  });

  test('a response of more than 4 MiB fails', async () => {
    const characters = 4 * 1024 * 1024;
    expect((await get(`/crash?how=size&characters=${characters}`)).status).toBe(200);
    expect((await get(`/crash?how=size&characters=${characters + 1}`)).status).toBe(502);
  });
});

test('a Function sees the variables of its service and nothing of this process', async () => {
  const body = (await (await get('/echo')).json()) as {
    environment: Record<string, string>;
    baseUrl: string;
  };
  expect(body.baseUrl).toBe(gateway.url);
  expect(body.environment['FUNCTIONS_BASE_URL']).toBe(gateway.url);
  expect(Object.keys(body.environment).sort()).toEqual(
    ['ACCOUNT_SID', 'AUTH_TOKEN', 'FUNCTIONS_BASE_URL', 'HOME', 'NODE_ENV', 'PATH', 'TZ'].sort(),
  );
});

test('what a Function prints is kept, JSON as a value', async () => {
  await get('/echo?printed=yes');
  await until(() => gateway.logs.length > 0);
  expect(gateway.logs.at(-1)).toMatchObject({ stream: 'stdout', json: { echoed: { printed: 'yes' } } });
});

test('a warm container keeps the state of its modules', async () => {
  const first = (await (await get('/counter')).json()) as { count: number };
  const second = (await (await get('/counter')).json()) as { count: number };
  expect(second.count).toBe(first.count + 1);
  expect(gateway.invocations.at(-1)?.coldStart).toBe(false);
});

describe('a container that dies', () => {
  test.each(['exit', 'reject'])('fails its own request and no other: %s', async (how) => {
    expect((await get(`/crash?how=${how}`)).status).toBe(502);
    expect(gateway.invocations.at(-1)).toMatchObject({ status: 502, killed: false });
    expect(await (await get('/counter')).json()).toEqual({ count: 1 });
    expect(gateway.invocations.at(-1)?.coldStart).toBe(true);
  });

  test('an exception in the handler is a 500 and kills nothing', async () => {
    const response = await get('/crash?how=throw');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ message: 'thrown' });
    await get('/counter');
    expect(gateway.invocations.at(-1)?.coldStart).toBe(false);
  });

  test('for want of memory', async () => {
    const small = await startFixture({ memoryLimitMb: 48 });
    expect((await fetch(`${small.url}/crash?how=memory`)).status).toBe(502);
    await small.close();
  });
});

test('requests at the same time run in containers of their own', async () => {
  const hanging = get('/slow');
  await until(() => gateway.running().length === 1);
  await get('/counter');
  expect(gateway.invocations.at(-1)?.container).not.toBe(gateway.running()[0]?.container);
  expect(gateway.kill({ path: '/slow' })).toBe(1);
  expect((await hanging).status).toBe(502);
});

test('kill by id ends that invocation', async () => {
  const hanging = get('/slow');
  await until(() => gateway.running().length === 1);
  expect(gateway.kill('unknown')).toBe(0);
  expect(gateway.kill(gateway.running()[0]?.id ?? '')).toBe(1);
  expect((await hanging).status).toBe(502);
  expect(gateway.invocations.at(-1)).toMatchObject({ path: '/slow', killed: true, status: 502 });
  expect(gateway.running()).toEqual([]);
});

test('a caller that hangs up ends nothing', async () => {
  const abort = new AbortController();
  const hanging = fetch(`${gateway.url}/slow`, { signal: abort.signal });
  await until(() => gateway.running().length === 1);
  abort.abort();
  await expect(hanging).rejects.toThrow();
  await get('/counter');
  expect(gateway.running()).toMatchObject([{ path: '/slow' }]);
  gateway.kill({ path: '/slow' });
  await gateway.idle();
  expect(gateway.running()).toEqual([]);
});

describe('what is refused at the start', () => {
  const base = { env: {}, authToken: 'x', emulatorUrl: 'http://127.0.0.1:9' };

  test('a folder that is no project', async () => {
    await expect(startFunctionsGateway({ ...base, projectDir: `${PROJECT_DIR}/functions` })).rejects.toThrow(
      /no functions folder/,
    );
  });

  test('a variable that the platform would not take', async () => {
    const env = { LONG: 'x'.repeat(451) };
    await expect(startFunctionsGateway({ ...base, projectDir: PROJECT_DIR, env })).rejects.toThrow(
      /450 bytes/,
    );
  });
});
