import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { Watchdog } from './watchdog';

test('when its input ends the processes that are left end, and no other', async () => {
  const start = () => spawn('sleep', ['1000'], { stdio: 'ignore' });
  const [watched, forgotten] = [start(), start()];
  const watchdog = new Watchdog();
  for (const { pid } of [watched, forgotten]) watchdog.watch(pid ?? 0);
  watchdog.forget(forgotten.pid ?? 0);

  const ended = once(watched, 'exit');
  // What the system does with the pipe when this process dies.
  watchdog.close();
  await expect(ended).resolves.toEqual([null, 'SIGKILL']);

  expect(forgotten.exitCode ?? forgotten.signalCode).toBeNull();
  forgotten.kill('SIGKILL');
});
