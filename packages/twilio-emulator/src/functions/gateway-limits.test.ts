import { afterEach, describe, expect, test } from '@jest/globals';
import { startFixture, until } from './fixture/start';
import type { FunctionsGateway } from './index';

const open: FunctionsGateway[] = [];
const start = async (options: Parameters<typeof startFixture>[0] = {}) => {
  const gateway = await startFixture(options);
  open.push(gateway);
  return gateway;
};
afterEach(() => Promise.all(open.splice(0).map((gateway) => gateway.close())));

test('at the time limit the container is killed and the caller gets a 504', async () => {
  const gateway = await start({ timeLimitMs: 200 });
  const response = await fetch(`${gateway.url}/slow`);
  expect(response.status).toBe(504);
  expect(await response.json()).toMatchObject({ code: 82002 });
  expect(gateway.invocations.at(-1)).toMatchObject({ status: 504, killed: true });
  await fetch(`${gateway.url}/counter`);
  expect(gateway.invocations.at(-1)).toMatchObject({ status: 200, container: 'container-2' });
});

test('with every container busy one waits, and waits no longer than allowed', async () => {
  const gateway = await start({ maxConcurrency: 1, maxWaitMs: 50 });
  const hanging = fetch(`${gateway.url}/slow`);
  await until(() => gateway.running().length === 1);
  const refused = await fetch(`${gateway.url}/counter`);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ code: 20429 });
  gateway.kill({ path: '/slow' });
  await hanging;
});

describe('work left running after the callback', () => {
  const ticks = async (gateway: FunctionsGateway) =>
    ((await (await fetch(`${gateway.url}/background`)).json()) as { ticks: number }).ticks;

  test('stands still while the container is frozen, and goes on with the next request', async () => {
    const [frozen, free] = [await start(), await start({ freeze: false })];
    await Promise.all([ticks(frozen), ticks(free)]);
    // The one that isn't frozen is the clock.
    await until(async () => (await ticks(free)) > 200);
    expect(await ticks(frozen)).toBeLessThan(100);
    const before = await ticks(frozen);
    await until(async () => (await ticks(frozen)) > before);
  });
});

describe('faults', () => {
  test('lost: the caller sees a reset, nothing runs', async () => {
    const gateway = await start();
    const fault = gateway.faults.add({ path: '/counter', action: 'lose', times: 1 });
    await expect(fetch(`${gateway.url}/counter`, { method: 'POST' })).rejects.toThrow();
    expect(gateway.invocations).toHaveLength(0);
    expect(fault.injected).toBe(1);
    expect(await (await fetch(`${gateway.url}/counter`)).json()).toEqual({ count: 1 });
  });

  test('twice: both run, the caller gets one answer', async () => {
    const gateway = await start();
    gateway.faults.add({ path: '/counter', action: 'duplicate', times: 1 });
    expect((await fetch(`${gateway.url}/counter`)).status).toBe(200);
    await gateway.idle();
    expect(gateway.invocations.map(({ path, status }) => [path, status])).toEqual([
      ['/counter', 200],
      ['/counter', 200],
    ]);
  });

  test('delayed: it runs after one that came later', async () => {
    const gateway = await start();
    gateway.faults.add({ path: '/counter', action: { delayMs: 100 } });
    const delayed = fetch(`${gateway.url}/counter`);
    await fetch(`${gateway.url}/echo`);
    expect((await delayed).status).toBe(200);
    expect(gateway.invocations.map(({ path }) => path)).toEqual(['/echo', '/counter']);
  });

  test('killed: the caller gets a 502', async () => {
    const gateway = await start();
    gateway.faults.add({ path: '/slow', action: { killAfterMs: 20 } });
    expect((await fetch(`${gateway.url}/slow`)).status).toBe(502);
    expect(gateway.invocations).toMatchObject([{ killed: true, status: 502 }]);
  });

  test('a status: nothing runs', async () => {
    const gateway = await start();
    gateway.faults.add({ path: '*', action: { status: 503 } });
    expect((await fetch(`${gateway.url}/counter`)).status).toBe(503);
    expect(gateway.invocations).toHaveLength(0);
  });
});

test('close ends what runs, waits and is delayed, and every container', async () => {
  const gateway = await startFixture({ maxConcurrency: 1 });
  const { environment: _, ...first } = (await (await fetch(`${gateway.url}/echo`)).json()) as {
    environment: unknown;
    pid: number;
  };
  gateway.faults.add({ path: '/counter', action: { delayMs: 600_000 } });
  const calls = ['/slow', '/echo', '/counter'].map((path) => fetch(gateway.url + path));
  const failed = Promise.all(calls.map((call) => expect(call).rejects.toThrow()));
  await until(() => gateway.running().length === 1);
  await gateway.close();
  await failed;
  expect(() => process.kill(first.pid, 0)).toThrow(/ESRCH/);
});
