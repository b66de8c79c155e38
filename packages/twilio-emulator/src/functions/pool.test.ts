import { afterEach, expect, test } from '@jest/globals';
import type { Container } from './container';
import { ContainerPool, NoContainerError, type PoolOptions } from './pool';

interface Fake {
  container: Container;
  listen: () => void;
  die: () => void;
}

const pools: ContainerPool[] = [];
// Who still waits would be refused in the middle of the next file.
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

/** A pool whose containers listen and die when the test says so. */
function poolOf(options: Partial<PoolOptions> = {}) {
  const fakes: Fake[] = [];
  const start = () => {
    let listen = () => undefined as void;
    let fail = (_: Error) => undefined as void;
    let end = () => undefined as void;
    const ready = new Promise<void>((resolve, reject) => ([listen, fail] = [resolve, reject]));
    const gone = new Promise<void>((resolve) => (end = resolve));
    const state = {
      name: `c${fakes.length + 1}`,
      ready,
      gone,
      alive: true,
      kill: () => die(),
      end: () => die(),
    };
    const die = () => {
      state.alive = false;
      fail(new Error('died'));
      end();
    };
    const container = state as unknown as Container;
    fakes.push({ container, listen: () => listen(), die });
    return container;
  };
  const pool = new ContainerPool({
    start,
    maxConcurrency: 2,
    startsAtOnce: 2,
    minWarm: 0,
    maxWaitMs: 60_000,
    ...options,
  });
  pools.push(pool);
  return { pool, fakes };
}

const settled = () => new Promise(setImmediate);

test('waiters are served in the order of arrival, by as many containers as allowed', async () => {
  const { pool, fakes } = poolOf();
  const order: string[] = [];
  for (const name of ['first', 'second', 'third']) {
    void pool.acquire().then((container) => order.push(`${name} ${container.name}`));
  }
  expect(fakes).toHaveLength(2);
  fakes.forEach(({ listen }) => listen());
  await settled();
  expect(order).toEqual(['first c1', 'second c2']);
  pool.release(fakes[1]!.container);
  await settled();
  expect(order).toEqual(['first c1', 'second c2', 'third c2']);
});

test('a container that is released serves a waiter before the one that still starts', async () => {
  const { pool, fakes } = poolOf();
  const first = pool.acquire();
  fakes[0]?.listen();
  const second = pool.acquire();
  pool.release(await first);
  await expect(second).resolves.toBe(fakes[0]?.container);
});

test('a burst starts a few at a time, and more only while somebody still waits', async () => {
  const { pool, fakes } = poolOf({ maxConcurrency: 30 });
  for (let asked = 0; asked < 4; asked += 1) void pool.acquire().catch(() => undefined);
  expect(fakes).toHaveLength(2);
  fakes[0]?.listen();
  await settled();
  expect(fakes).toHaveLength(3);
  // Two wait, and two start.
  pool.release(fakes[0]!.container);
  fakes[1]?.listen();
  await settled();
  expect(fakes).toHaveLength(3);
});

test('the container used last is the one used next', async () => {
  const { pool, fakes } = poolOf({ minWarm: 2 });
  const warm = pool.warm();
  fakes.forEach(({ listen }) => listen());
  await warm;
  const used = await pool.acquire();
  pool.release(used);
  await expect(pool.acquire()).resolves.toBe(used);
});

test('who waits too long is refused, and the next is still served', async () => {
  const { pool, fakes } = poolOf({ maxConcurrency: 1, maxWaitMs: 1 });
  const first = pool.acquire();
  fakes[0]?.listen();
  const container = await first;
  await expect(pool.acquire()).rejects.toMatchObject({ reason: 'waited-too-long' });
  pool.release(container);
  await expect(pool.acquire()).resolves.toBe(container);
});

test('a container that cannot start refuses one waiter with the reason', async () => {
  const { pool, fakes } = poolOf();
  const first = pool.acquire();
  fakes[0]?.die();
  const error = await first.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NoContainerError);
  expect(error).toMatchObject({ reason: 'start-failed', cause: new Error('died') });
});

test('a container that died is never handed out, and is replaced', async () => {
  const { pool, fakes } = poolOf({ minWarm: 1 });
  const warm = pool.warm();
  fakes[0]?.listen();
  await warm;
  fakes[0]?.die();
  await settled();
  fakes[1]?.listen();
  await expect(pool.acquire()).resolves.toBe(fakes[1]?.container);
});

test('close ends every container and refuses who waits', async () => {
  const { pool, fakes } = poolOf({ maxConcurrency: 1 });
  void pool.acquire();
  fakes[0]?.listen();
  await settled();
  const waiting = pool.acquire();
  const refused = expect(waiting).rejects.toMatchObject({ reason: 'closed' });
  await pool.close();
  await refused;
  expect(fakes.map(({ container }) => container.alive)).toEqual([false]);
  await expect(pool.acquire()).rejects.toMatchObject({ reason: 'closed' });
});
