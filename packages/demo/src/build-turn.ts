import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often whoever waits looks, ms. */
const LOOK_MS = 500;

/**
 * Waits until no other process builds in the same place: two demos that are started one after the other would each
 * take away what the other one writes. @param file Names the process whose turn it is.
 * @returns What ends the turn.
 */
export async function takeTurn(file: string): Promise<() => Promise<void>> {
  await mkdir(path.dirname(file), { recursive: true });
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    // Whoever ended without a word has no turn any more.
    if (holder > 0 && !isRunning(holder)) await rm(file, { force: true });
    else await sleep(LOOK_MS, undefined, { ref: false });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
