import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { lock } from './lock';
import { newFolder } from './test-support/folder';

const file = async () => path.join(await newFolder(), 'ledger.json');
const held = async (at: string, pid: number, host = hostname()) =>
  writeFile(`${at}.lock`, JSON.stringify({ pid, host }));

it('two deployments at once: the second is refused, and told of the first', async () => {
  const at = await file();
  await held(at, process.ppid);
  await expect(lock(at)).rejects.toThrow(`process ${process.ppid}`);
  await held(at, 1, 'elsewhere');
  await expect(lock(at)).rejects.toThrow('on elsewhere');
  await writeFile(`${at}.lock`, '');
  await expect(lock(at)).rejects.toThrow(`remove ${at}.lock`);
});

it('what a killed deployment left is taken over', async () => {
  const at = await file();
  const killed = spawn(process.execPath, ['-e', '']);
  await once(killed, 'close');
  await held(at, killed.pid ?? 0);
  await lock(at);
  // The same process may open it again.
  await lock(at);
});
