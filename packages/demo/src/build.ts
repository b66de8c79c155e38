import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeTurn } from './build-turn';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** Names the demo that builds what Flex needs. */
const TURN = path.join(ROOT, 'node_modules', '.cache', 'flex-build');

/** What would be deployed could not be built; why was already said. */
export class BuildFailed extends Error {}

/** Builds the Functions as they would be deployed, in seconds. @throws BuildFailed */
export async function buildFunctions(): Promise<void> {
  const builder = spawn(process.execPath, ['--import', 'tsx', 'build.ts'], {
    cwd: fileURLToPath(new URL('../../../serverless', import.meta.url)),
    // What it says of sizes is for `npm run build`; stdout is this program's.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if ((await exitCodeOf(builder)) !== 0)
    throw new BuildFailed('The Functions could not be built: see above.');
}

/** What Flex needs: our plugin, and the script of its page. */
const PARTS = ['plugin-queue-eligibility', '@queue-eligibility/flex-host'];

/** How turbo is asked to build what Flex needs, with what it prints kept to what went wrong. */
export const FLEX_BUILD = [
  ...['run', 'build', ...PARTS.map((name) => `--filter=${name}`)],
  ...['--output-logs=errors-only', '--log-prefix=none'],
];

/** The end of a failed build's output that is worth a look, characters. */
const KEPT_OUTPUT = 2_000;

/**
 * The build of what Flex needs: its page and, by the official tool, the plugin. It takes a minute or two, so everything
 * else goes first; what was built already is taken.
 */
export class FlexBuild {
  /** Resolves when it is done; rejects with BuildFailed and the last of what it printed. */
  readonly done: Promise<void>;
  #settle: (built: Promise<void>) => void = () => {};
  #builder: ChildProcess | null = null;
  #isStarted = false;
  #isStopped = false;
  #endTurn: () => Promise<void> = () => Promise.resolve();

  constructor() {
    this.done = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Begins, once. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const built = this.#run();
    // Of a build that was stopped nobody wants to hear that it failed.
    void built.catch(() => {}).then(() => (this.#isStopped ? undefined : this.#settle(built)));
  }

  /** Ends it; `done` then never settles. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#builder) endGroup(this.#builder);
    await this.#endTurn();
  }

  async #run(): Promise<void> {
    this.#endTurn = await takeTurn(TURN);
    if (this.#isStopped) return this.#endTurn();
    const turbo = createRequire(import.meta.url).resolve('turbo/bin/turbo');
    const builder = spawn(process.execPath, [turbo, ...FLEX_BUILD], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' },
      // A group of its own: the tools that it starts end with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#builder = builder;
    let output = '';
    for (const stream of [builder.stdout, builder.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-KEPT_OUTPUT)));
    }
    giveWay(builder);
    // Also where this process is not given the time to stop it.
    const end = (): void => endGroup(builder);
    process.once('exit', end);
    const code = await exitCodeOf(builder).finally(() => {
      process.off('exit', end);
      return this.#endTurn();
    });
    if (code !== 0) throw new BuildFailed(output.trim() || `the build ended with exit code ${code}`);
  }
}

async function exitCodeOf(child: ChildProcess): Promise<number | null> {
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code;
  } catch (error) {
    throw new BuildFailed(`The build could not be started: ${String(error)}`, { cause: error });
  }
}

/** Lowers a process' priority, and with it that of whatever it starts. A machine that doesn't allow it is only slower. */
function giveWay({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It goes on at the usual one.
  }
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has ended meanwhile.
  }
}
