import { rmSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { Refusal } from './refusal';

const holderSchema = z.object({ pid: z.number().int().positive(), host: z.string() });

/**
 * Makes this process the only one that works on a file, until it ends. What a killed process left is taken over.
 * @throws Refusal where another one is at work.
 */
export async function lock(file: string): Promise<void> {
  const own = `${file}.lock`;
  await mkdir(path.dirname(file), { recursive: true });
  if (!(await create(own))) {
    const holder = await holderOf(own);
    if (holder === null || isAtWork(holder))
      throw new Refusal(
        `Another deploy or undeploy of this workspace is at work (${holder ? `process ${holder.pid} on ${holder.host}` : 'nobody knows which'}). ` +
          `Wait for it. If there is none, remove ${own}`,
      );
    await rm(own, { force: true });
    if (!(await create(own))) return lock(file);
  }
  process.once('exit', () => rmSync(own, { force: true }));
}

/** False: it is there already. */
async function create(file: string): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify({ pid: process.pid, host: hostname() }), {
      flag: 'wx',
      mode: 0o600,
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function holderOf(file: string): Promise<z.infer<typeof holderSchema> | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Of another machine's process nobody here can tell. */
function isAtWork({ pid, host }: z.infer<typeof holderSchema>): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
