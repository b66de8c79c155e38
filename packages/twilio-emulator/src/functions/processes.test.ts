import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { PROJECT_DIR, startFixture, until } from './fixture/start';
import { RuntimeProcesses, type FunctionsGateway } from './index';

const left: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of left.splice(0).reverse()) await one.close();
});

function sharedProcesses() {
  const processes = new RuntimeProcesses({ keep: 9 });
  left.push(processes);
  /** A gateway with variables of its own, whose containers get their processes there. */
  return async (
    env: Record<string, string> = {},
    memoryLimitMb = 256,
    projectDir = PROJECT_DIR,
  ): Promise<FunctionsGateway> => {
    const gateway = await startFixture({
      ...{ processes, projectDir },
      env: { ACCOUNT_SID: `AC${'0'.repeat(32)}`, ...env },
      memoryLimitMb,
    });
    left.push(gateway);
    return gateway;
  };
}

async function ask<Body>(gateway: FunctionsGateway, path: string): Promise<Body> {
  return (await (await fetch(gateway.url + path)).json()) as Body;
}
interface Echo {
  pid: number;
  environment: Record<string, string>;
}

test('a process serves one gateway after the other, and knows nothing of the one before', async () => {
  const start = sharedProcesses();
  const first = await start({ FIRST: 'yes' });
  const { pid, environment } = await ask<Echo>(first, '/echo?from=first');
  expect(environment).toHaveProperty('FIRST');
  expect([await ask(first, '/counter'), await ask(first, '/counter')]).toEqual([{ count: 1 }, { count: 2 }]);
  await ask(first, '/background');
  await first.close();

  const second = await start({ SECOND: 'yes' });
  const echo = await ask<Echo>(second, '/echo?from=second');
  expect(echo.pid).toBe(pid);
  expect(echo.environment).toMatchObject({ SECOND: 'yes', FUNCTIONS_BASE_URL: second.url });
  expect(echo.environment).not.toHaveProperty('FIRST');
  expect(await ask(second, '/counter')).toEqual({ count: 1 });
  expect(second.invocations.map(({ coldStart }) => coldStart)).toEqual([true, false]);
  // What the first left running stands still, and begins anew.
  expect(await ask(second, '/background')).toEqual({ ticks: 0 });
  await until(() => second.logs.some(({ text }) => text.includes('second')));
  expect(second.logs.filter(({ text }) => text.includes('first'))).toEqual([]);
});

test('what it is at when its gateway is closed is cut off', async () => {
  const start = sharedProcesses();
  const first = await start();
  const { pid } = await ask<Echo>(first, '/echo');
  const hanging = fetch(`${first.url}/slow`);
  await until(() => first.running().length === 1);
  await first.close();
  await expect(hanging).rejects.toThrow();
  // Closed twice is closed once.
  await first.close();

  const second = await start();
  expect((await ask<Echo>(second, '/echo')).pid).toBe(pid);
  expect(second.running()).toEqual([]);
});

test('one that was killed, or has another limit of its memory, serves nobody else', async () => {
  const start = sharedProcesses();
  const first = await start();
  const { pid } = await ask<Echo>(first, '/echo');
  const hanging = fetch(`${first.url}/slow`);
  await until(() => first.running().length === 1);
  first.kill({ path: '/slow' });
  expect((await hanging).status).toBe(502);
  const other = await ask<Echo>(first, '/echo');
  await first.close();
  const second = await start({}, 128);
  const third = await ask<Echo>(second, '/echo');
  expect(new Set([pid, other.pid, third.pid]).size).toBe(3);
});

test('what was compiled of a project is not what runs once its text is another', async () => {
  const start = sharedProcesses();
  const projectDir = await mkdtemp(path.join(tmpdir(), 'project-'));
  const answersOf = async (text: string) => {
    await mkdir(path.join(projectDir, 'functions'), { recursive: true });
    const source = `exports.handler = (_context, _event, callback) => callback(null, { pid: process.pid, text: '${text}' });`;
    await writeFile(path.join(projectDir, 'functions', 'say.js'), source);
    const gateway = await start({}, 256, projectDir);
    const answer = await ask<{ pid: number; text: string }>(gateway, '/say');
    await gateway.close();
    return answer;
  };
  const [first, again, other] = [await answersOf('one'), await answersOf('one'), await answersOf('two')];
  await rm(projectDir, { recursive: true });
  expect([first, again, other].map(({ text }) => text)).toEqual(['one', 'one', 'two']);
  expect(new Set([first.pid, again.pid, other.pid]).size).toBe(1);
});

test('no more are kept than are to be', async () => {
  const processes = new RuntimeProcesses({ keep: 1 });
  left.push(processes);
  const gateways = [await startFixture({ processes }), await startFixture({ processes })];
  const pids: number[] = [];
  for (const gateway of gateways) pids.push((await ask<Echo>(gateway, '/echo')).pid);
  for (const gateway of gateways) await gateway.close();
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  expect(pids.map(isAlive)).toEqual([true, false]);
});

test('they end with those who keep them', async () => {
  const processes = new RuntimeProcesses({ keep: 9 });
  const gateway = await startFixture({ processes });
  const { pid } = await ask<Echo>(gateway, '/echo');
  await gateway.close();
  expect(() => process.kill(pid, 0)).not.toThrow();
  await processes.close();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
