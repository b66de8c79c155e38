import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from '@jest/globals';
import {
  createEmulator,
  REDIRECT_FILE,
  type Emulator,
  type EmulatorOptions,
} from '@queue-eligibility/twilio-emulator';
import { programOf } from './program';

const ROOT = path.resolve(__dirname, '../../..');

export type Command = 'setup' | 'deploy' | 'resync' | 'skills' | 'undeploy' | 'doctor';

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** An emulated account, and a person's machine with the commands: a folder with `.env` and ledgers of its own. */
export class Operator {
  private constructor(
    readonly emulator: Emulator,
    readonly folder: string,
  ) {}

  static async start(options: EmulatorOptions): Promise<Operator> {
    const emulator = await createEmulator(options);
    const [admin] = emulator.taskRouter.workers.values();
    // Somebody must be able to open the page.
    if (admin) {
      const attributes = JSON.parse(admin.attributes) as Record<string, unknown>;
      emulator.taskRouter.updateWorker(admin.sid, { attributes: { ...attributes, roles: ['admin'] } });
    }
    emulator.hosting.serve({
      nodeModules: path.join(ROOT, 'node_modules'),
      processes: globalThis.runtimeProcesses,
    });
    return new Operator(emulator, await mkdtemp(path.join(tmpdir(), 'operator-')));
  }

  get envFile(): string {
    return path.join(this.folder, '.env');
  }

  get ledgers(): string {
    return path.join(this.folder, 'ledgers');
  }

  /** Starts one of our programs; what it means for Twilio goes to the emulator, and it knows nothing of that. */
  async start(script: string, args: readonly string[] = [], env: Record<string, string> = {}) {
    return spawn(process.execPath, ['--require', REDIRECT_FILE, await programOf(script), ...args], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        EMULATOR_URL: this.emulator.url,
        QUEUE_ELIGIBILITY_LEDGERS: this.ledgers,
        ...env,
      },
    });
  }

  /** Runs one of the commands as `npm run` would, with nobody at the terminal. */
  async run(command: Command, args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ran> {
    const script = path.join(ROOT, 'packages/operate/src', `${command}.ts`);
    const child = await this.start(script, ['--env', this.envFile, ...args], env);
    child.stdin.end();
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, err };
  }

  /** Runs it, and throws with all it said where it does not end well. */
  async succeed(
    command: Command,
    args: readonly string[] = [],
    env: Record<string, string> = {},
  ): Promise<string> {
    const { code, out, err } = await this.run(command, args, env);
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${out}\n${err}`);
    return out;
  }

  /** Writes `.env` as setup would, with some of the variables changed; undefined: without it. */
  async changeEnv(change: (text: string) => string): Promise<void> {
    await writeFile(this.envFile, change(await readFile(this.envFile, 'utf8')));
  }

  /** What signs in. */
  get credentials(): Record<string, string> {
    return { ACCOUNT_SID: this.emulator.accountSid, AUTH_TOKEN: this.emulator.authToken };
  }

  async close(): Promise<void> {
    await this.emulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Resolves when a condition on the account's contents holds; looks again at every change. */
export async function until(
  { sync, taskRouter }: Emulator,
  condition: () => boolean,
  what: string,
  limitMs = 60_000,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const done = (error?: Error): void => {
      clearTimeout(timer);
      sync.off('change', look);
      taskRouter.off('event', look);
      if (error) reject(error);
      else resolve();
    };
    const look = (): void => {
      if (condition()) done();
    };
    const timer = setTimeout(() => done(new Error(`waited ${limitMs} ms for ${what}`)), limitMs);
    sync.on('change', look);
    taskRouter.on('event', look);
    look();
  });
}

/** Starts operators whose accounts are closed after each test of the file. */
export function operators(): (options?: EmulatorOptions) => Promise<Operator> {
  const open: Operator[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((operator) => operator.close()));
  });
  return async (options = {}) => {
    const operator = await Operator.start({ workers: 30, queues: 8, ...options });
    open.push(operator);
    return operator;
  };
}
