import { fork, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { ContainerLogs } from './logs';
import type { FunctionRoute } from './routes';
import { Watchdog } from './watchdog';

const PROCESS_FILE = fileURLToPath(new URL('./container-process.cjs', import.meta.url));
/**
 * Preload (`node --require`) that sends all that a process asks of `*.twilio.com` and `*.twil.io` to the emulator
 * whose URL is in the variable EMULATOR_URL, and lets nothing else leave the machine.
 */
export const REDIRECT_FILE = fileURLToPath(new URL('./redirect.cjs', import.meta.url));
/** Of what was made just now, Node keeps that much; V8 would derive 2 MB from the limit, and collect all the time. */
const YOUNG_MB = 16;
/** One that outlasts a project need not look, while it loads, whether some of that can go; its resident set grows by it. */
const LASTING_MB = 128;
/** One that has not left a project by then is stuck. */
const LEAVE_WITHIN_MS = 5_000;

const servesSchema = z.object({ port: z.number() });
const leftSchema = z.object({ left: z.boolean() });

/** What a process is to run. */
export interface ServedProject {
  projectDir: string;
  routes: FunctionRoute[];
  /** Variables of the service. */
  env: Record<string, string>;
  /** Origin under which callers know the gateway. */
  url: string;
  emulatorUrl: string;
}

/** The system's own variables that a process sees. Everything else comes from the service. */
function systemEnv(): Record<string, string> {
  const { PATH, HOME, TZ } = process.env;
  const env: Record<string, string> = { NODE_ENV: 'production', TZ: TZ ?? 'UTC' };
  if (PATH !== undefined) env['PATH'] = PATH;
  if (HOME !== undefined) env['HOME'] = HOME;
  return env;
}

/** A process with Twilio's runtime, for one project at a time. */
export class RuntimeProcess {
  /** Resolves when it has ended. */
  readonly gone: Promise<void>;
  readonly #child: ChildProcess;
  #begun: Promise<unknown> | null = null;
  #unfollow = (): void => undefined;
  #frozen = false;
  #killed = false;

  constructor(
    readonly memoryLimitMb: number,
    emulatorUrl: string,
    watchdog: Watchdog,
    lasts: boolean,
  ) {
    this.#child = fork(PROCESS_FILE, [], {
      execArgv: [
        `--max-old-space-size=${memoryLimitMb}`,
        `--max-semi-space-size=${YOUNG_MB}`,
        ...(lasts ? [`--initial-old-space-size=${Math.min(LASTING_MB, memoryLimitMb)}`] : []),
        ...['--require', REDIRECT_FILE],
      ],
      env: { ...systemEnv(), EMULATOR_URL: emulatorUrl },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const { pid } = this.#child;
    if (pid !== undefined) watchdog.watch(pid);
    this.gone = new Promise((resolve) => {
      this.#child.once('exit', () => {
        if (pid !== undefined) watchdog.forget(pid);
        resolve();
      });
      this.#child.once('error', () => resolve());
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether it is there and nobody has killed it. */
  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && !this.#killed;
  }

  /** Gives what it prints to the logs, as a container's, until it has left the project. */
  follow(logs: ContainerLogs, container: string): void {
    // Where it couldn't be started there is nothing to follow.
    const { stdout, stderr } = this.#child;
    const unfollows = [
      ...(stdout ? [logs.follow(container, 'stdout', stdout)] : []),
      ...(stderr ? [logs.follow(container, 'stderr', stderr)] : []),
    ];
    this.#unfollow = () => unfollows.forEach((unfollow) => unfollow());
  }

  /**
   * Begins to run a project.
   * @returns the port where it listens
   * @throws Error when it ended before
   */
  async serve(project: ServedProject): Promise<number> {
    const begun = this.#ask({ serve: project });
    this.#begun = begun.catch(() => undefined);
    return servesSchema.parse(await begun).port;
  }

  /**
   * Leaves the project, with its modules and variables; one that is stopped goes on for that.
   * @returns whether it can run another: nothing goes on that was begun there
   */
  async leave(): Promise<boolean> {
    await this.#begun;
    this.thaw();
    const stuck = setTimeout(() => this.kill(), LEAVE_WITHIN_MS);
    try {
      const { left } = leftSchema.parse(await this.#ask({ leave: true }));
      // What it printed before it answered is read by then.
      await new Promise(setImmediate);
      this.#unfollow();
      return left;
    } catch {
      return false;
    } finally {
      clearTimeout(stuck);
    }
  }

  /** Stops it where it is, until {@link thaw}. */
  freeze(): void {
    this.#frozen = this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    if (this.#frozen) this.#child.kill('SIGCONT');
    this.#frozen = false;
  }

  /** As Node's own: this process does not go on only because of that one. */
  unref(): void {
    for (const handle of this.#handles()) handle.unref();
  }

  ref(): void {
    for (const handle of this.#handles()) handle.ref();
  }

  /** Ends it at once, stopped or not. */
  kill(): void {
    this.#killed = true;
    this.#child.kill('SIGKILL');
  }

  #handles(): { ref(): unknown; unref(): unknown }[] {
    const { stdout, stderr, channel } = this.#child;
    // A child's pipes are sockets, whatever their types say.
    const pipes = [stdout, stderr].filter((pipe) => pipe instanceof Socket);
    return [this.#child, ...pipes, ...(channel ? [channel] : [])];
  }

  /** Says something to it. Resolves with its next message; rejects when it ends before. */
  #ask(message: object): Promise<unknown> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        child.off('message', answered).off('exit', ended).off('error', failed);
        settle();
      };
      const answered = (answer: unknown): void => end(() => resolve(answer));
      const ended = (): void => end(() => reject(new Error('the process has ended')));
      const failed = (error: Error): void => end(() => reject(error));
      child.once('message', answered).once('exit', ended).once('error', failed);
      // Where the process couldn't be started, or has ended, the events say so.
      child.send(message, () => undefined);
    });
  }
}

/**
 * Where containers get their processes. Most of what it takes to start one is loading Twilio's runtime and client; up to
 * `keep` processes whose containers were ended run other ones' projects afterwards, whose modules they load anew; the largest
 * resident set of such a container is that of its process, whoever needed it.
 */
export class RuntimeProcesses {
  readonly #watchdog = new Watchdog();
  readonly #all = new Set<RuntimeProcess>();
  readonly #free: RuntimeProcess[] = [];
  readonly #keep: number;

  constructor({ keep }: { keep: number }) {
    this.#keep = keep;
  }

  /** A process that runs nothing. */
  take(memoryLimitMb: number, emulatorUrl: string): RuntimeProcess {
    for (let process = this.#free.pop(); process; process = this.#free.pop()) {
      process.ref();
      if (process.alive && process.memoryLimitMb === memoryLimitMb) return process;
      process.kill();
    }
    const process = new RuntimeProcess(memoryLimitMb, emulatorUrl, this.#watchdog, this.#keep > 0);
    this.#all.add(process);
    void process.gone.then(() => this.#all.delete(process));
    return process;
  }

  /** Takes back one whose container is idle. */
  async giveBack(process: RuntimeProcess): Promise<void> {
    if (this.#free.length < this.#keep && (await process.leave())) {
      process.unref();
      this.#free.push(process);
      return;
    }
    process.kill();
    await process.gone;
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    const all = [...this.#all];
    for (const process of all) process.kill();
    await Promise.all(all.map(({ gone }) => gone));
    this.#watchdog.close();
  }
}
