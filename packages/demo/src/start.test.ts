import { execFile } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { summarySchema } from './summary';

const ROOT = path.resolve(__dirname, '..', '..', '..');

/** Runs `npm start` as a process of its own, without the building. */
function start(args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const command = ['node_modules/tsx/dist/cli.mjs', 'packages/demo/src/start.ts', ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

describe('npm start -- --once --json', () => {
  it('brings the workspace provably in step and says so in JSON', async () => {
    const args = '--once --json --workers 120 --queues 10 --read-ms 1 --write-ms 1'.split(' ');
    const { code, stdout, stderr } = await start(args);
    const summary = summarySchema.parse(JSON.parse(stdout));
    expect(summary).toMatchObject({
      status: 'completed',
      workers: { checked: 120, failed: 0 },
      verification: { verified: true, queues: 10 },
      oracle: { inStep: true, differing: 0 },
      proven: true,
    });
    expect(summary.workers.changed).toBeGreaterThan(0);
    // People's lines are there, and there are no escape sequences in them: this is no terminal.
    expect(stderr).toContain('The resync is complete');
    expect(stderr).not.toContain('\x1b');
    expect(code).toBe(0);
  }, 120_000);

  it('refuses a bad option with a clear message and exit code 2', async () => {
    const { code, stdout, stderr } = await start(['--workers', 'many']);
    expect(stderr).toContain('--workers must be a whole number from 1 to 15000, and is "many"');
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  }, 60_000);
});
