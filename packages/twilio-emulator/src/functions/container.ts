import { fork, type ChildProcess } from 'node:child_process';
import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { ContainerLogs } from './logs';
import { maxRssMb } from './process-memory';
import { readBody, type GatewayRequest } from './request';
import type { FunctionRoute } from './routes';
import type { Watchdog } from './watchdog';

const CONTAINER_FILE = fileURLToPath(new URL('./container-process.cjs', import.meta.url));
/**
 * Preload (`node --require`) that sends all that a process asks of `*.twilio.com` and `*.twil.io` to the emulator
 * whose URL is in the variable EMULATOR_URL, and lets nothing else leave the machine.
 */
export const REDIRECT_FILE = fileURLToPath(new URL('./redirect.cjs', import.meta.url));
const READY_MESSAGE = z.object({ port: z.number() });

/** What is the same for all containers of a gateway. */
export interface ContainerOptions {
  projectDir: string;
  routes: FunctionRoute[];
  /** Variables of the service. */
  env: Record<string, string>;
  /** Origin under which callers know the gateway; its host is the Functions' `DOMAIN_NAME`. */
  publicUrl: string;
  emulatorUrl: string;
  memoryLimitMb: number;
  freeze: boolean;
  timeLimitMs: number;
  maxResponseBytes: number;
  logs: ContainerLogs;
  watchdog: Watchdog;
}

/** How an invocation ended. In the last two cases the container is gone. */
export type ContainerAnswer =
  | { outcome: 'answered'; status: number; headers: IncomingHttpHeaders; body: Buffer }
  | { outcome: 'too-large' }
  | { outcome: 'timed-out' }
  | { outcome: 'died' };

/** The system's own variables that a container sees. Everything else comes from the service. */
function systemEnv(): Record<string, string> {
  const { PATH, HOME, TZ } = process.env;
  const env: Record<string, string> = { NODE_ENV: 'production', TZ: TZ ?? 'UTC' };
  if (PATH !== undefined) env['PATH'] = PATH;
  if (HOME !== undefined) env['HOME'] = HOME;
  return env;
}

/**
 * A process that runs the project's Functions, one request at a time. Its modules keep their state from request
 * to request. Between requests it is stopped (SIGSTOP), so that work left running after `callback` stands still,
 * as it does on the platform; at the next request it goes on. The stop comes when the answer has arrived here: a
 * millisecond or so after `callback`.
 */
export class Container {
  readonly name: string;
  /** Resolves when it listens; rejects when it ended before. */
  readonly ready: Promise<void>;
  /** Resolves when the process has ended. */
  readonly gone: Promise<void>;
  /** Requests it has got. */
  served = 0;
  /** Largest resident set seen, MiB; null where it cannot be known. */
  maxRssMb: number | null = null;

  readonly #options: ContainerOptions;
  readonly #process: ChildProcess;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #port = 0;
  #killed = false;

  /** Starts the process. */
  constructor(name: string, options: ContainerOptions) {
    this.name = name;
    this.#options = options;
    const { env, emulatorUrl, logs, watchdog } = options;
    this.#process = fork(CONTAINER_FILE, [], {
      execArgv: [`--max-old-space-size=${options.memoryLimitMb}`, '--require', REDIRECT_FILE],
      env: { ...systemEnv(), ...env, EMULATOR_URL: emulatorUrl },
      cwd: options.projectDir,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const { pid, stdout, stderr } = this.#process;
    if (stdout) logs.follow(name, 'stdout', stdout);
    if (stderr) logs.follow(name, 'stderr', stderr);
    if (pid !== undefined) watchdog.watch(pid);

    this.ready = new Promise((resolve, reject) => {
      this.#process.once('message', (message) => {
        this.#port = READY_MESSAGE.parse(message).port;
        resolve();
      });
      this.#process.once('exit', () => reject(new Error(`Container ${name} ended before it listened`)));
      this.#process.once('error', reject);
    });
    this.gone = new Promise((resolve) => {
      this.#process.once('exit', () => {
        if (pid !== undefined) watchdog.forget(pid);
        this.#agent.destroy();
        resolve();
      });
      this.#process.once('error', () => resolve());
    });
    const { projectDir, routes, publicUrl } = options;
    // Where the process couldn't be started the 'error' event says so.
    this.#process.send({ projectDir, env, url: publicUrl, routes }, () => undefined);
  }

  /** Whether the process is there and nobody has killed it. */
  get alive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null && !this.#killed;
  }

  /** Runs one request. Never rejects; the caller sees to it that there is one at a time. */
  async invoke(request: GatewayRequest): Promise<ContainerAnswer> {
    this.served += 1;
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      this.kill();
    }, this.#options.timeLimitMs);
    try {
      if (this.#options.freeze) this.#process.kill('SIGCONT');
      const message = await this.#send(request);
      const body = await readBody(message, this.#options.maxResponseBytes);
      if (this.#options.freeze) this.#process.kill('SIGSTOP');
      this.#measure();
      if (!body) return { outcome: 'too-large' };
      return { outcome: 'answered', status: message.statusCode ?? 500, headers: message.headers, body };
    } catch {
      // A connection to a live container doesn't break; if it did, its state would be unknown.
      this.kill();
      await this.gone;
      return { outcome: timedOut ? 'timed-out' : 'died' };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the process at once, stopped or not. */
  kill(): void {
    this.#measure();
    this.#killed = true;
    this.#process.kill('SIGKILL');
  }

  #send({ method, url, headers, body }: GatewayRequest): Promise<IncomingMessage> {
    const { connection: _, 'transfer-encoding': __, expect: ___, ...passed } = headers;
    return new Promise((resolve, reject) => {
      const sent = httpRequest(
        {
          host: '127.0.0.1',
          port: this.#port,
          agent: this.#agent,
          method,
          path: url,
          // The body may have come in chunks, without its length.
          headers: body.length > 0 ? { ...passed, 'content-length': body.length } : passed,
        },
        resolve,
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  #measure(): void {
    const pid = this.#process.pid;
    this.maxRssMb = (pid === undefined ? null : maxRssMb(pid)) ?? this.maxRssMb;
  }
}
