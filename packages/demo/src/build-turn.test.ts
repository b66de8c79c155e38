import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { takeTurn } from './build-turn';

let file: string;
beforeEach(async () => {
  file = path.join(await mkdtemp(path.join(tmpdir(), 'turn-')), 'deep', 'turn');
});
afterEach(() => rm(path.dirname(path.dirname(file)), { recursive: true }));

it('a turn is had by one at a time, and goes to the next', async () => {
  const order: string[] = [];
  const end = await takeTurn(file);
  const second = takeTurn(file).then((endSecond) => {
    order.push('second');
    return endSecond();
  });
  order.push('first');
  await end();
  await second;
  expect(order).toEqual(['first', 'second']);
});

it('whoever ended without a word keeps nobody waiting', async () => {
  await (
    await takeTurn(file)
  )();
  const { pid } = spawnSync(process.execPath, ['--version']);
  await writeFile(file, String(pid));
  const end = await takeTurn(file);
  expect(await readFile(file, 'utf8')).toBe(String(process.pid));
  await end();
});
