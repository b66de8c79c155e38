import { spawn, type ChildProcess } from 'node:child_process';

/** Reads `+ pid` and `- pid`; at the end of its input it kills the processes that are left. */
const SCRIPT = `
while read -r change pid; do
  if [ "$change" = + ]; then pids="$pids $pid"; continue; fi
  left=; for one in $pids; do [ "$one" = "$pid" ] || left="$left $one"; done; pids=$left
done
[ -z "$pids" ] || kill -9 $pids`;

/**
 * Ends the containers when this process ends, however it ends. A stopped container cannot notice that its parent
 * is gone, and a process that is killed runs no exit handler. The shell holds one end of a pipe, which the system
 * closes in every case. It runs in a session of its own, so that Ctrl-C doesn't end it first.
 *
 * Without a POSIX shell (Windows) nothing is ever stopped either, and the containers notice for themselves.
 */
export class Watchdog {
  readonly #shell: ChildProcess | null;

  constructor() {
    this.#shell =
      process.platform === 'win32'
        ? null
        : spawn('/bin/sh', ['-c', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    this.#shell?.on('error', () => undefined);
    this.#shell?.stdin?.on('error', () => undefined);
    this.#shell?.unref();
  }

  /** From now on this process ends with ours. */
  watch(pid: number): void {
    this.#shell?.stdin?.write(`+ ${pid}\n`);
  }

  /** That process has ended; its id may soon be another's. */
  forget(pid: number): void {
    this.#shell?.stdin?.write(`- ${pid}\n`);
  }

  /** Ends the watch, and every process that is still watched. */
  close(): void {
    this.#shell?.stdin?.end();
  }
}
