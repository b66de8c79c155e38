import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { ContainerLogs } from './logs';
import { maxRssMb } from './process-memory';
import type { RuntimeProcess, RuntimeProcesses } from './processes';
import { readBody, type GatewayRequest } from './request';
import type { FunctionRoute } from './routes';

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
  processes: RuntimeProcesses;
}

/** How an invocation ended. In the last two cases the container is gone. */
export type ContainerAnswer =
  | { outcome: 'answered'; status: number; headers: IncomingHttpHeaders; body: Buffer }
  | { outcome: 'too-large' }
  | { outcome: 'timed-out' }
  | { outcome: 'died' };

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
  readonly #process: RuntimeProcess;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #port = 0;
  #ended = false;
  #end: Promise<void> | undefined;

  /** Starts the process, or takes one that is free. */
  constructor(name: string, options: ContainerOptions) {
    this.name = name;
    this.#options = options;
    const { projectDir, routes, env, publicUrl: url, emulatorUrl, logs, memoryLimitMb } = options;
    this.#process = options.processes.take(memoryLimitMb, emulatorUrl);
    this.#process.follow(logs, name);
    this.ready = this.#process.serve({ projectDir, routes, env, url, emulatorUrl }).then(
      (port) => void (this.#port = port),
      (cause: unknown) => {
        throw new Error(`Container ${name} ended before it listened`, { cause });
      },
    );
    this.gone = this.#process.gone.then(() => this.#agent.destroy());
  }

  /** Whether the process is there and nobody has ended it. */
  get alive(): boolean {
    return !this.#ended && this.#process.alive;
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
      this.#process.thaw();
      const message = await this.#send(request);
      const body = await readBody(message, this.#options.maxResponseBytes);
      // Where it has ended the process is another's.
      if (this.#options.freeze && !this.#ended) this.#process.freeze();
      this.#measure();
      if (!body) return { outcome: 'too-large' };
      return { outcome: 'answered', status: message.statusCode ?? 500, headers: message.headers, body };
    } catch {
      // A connection to a live container doesn't break; if it did, its state would be unknown.
      if (!this.#ended) this.kill();
      if (!this.#process.alive) await this.gone;
      return { outcome: timedOut ? 'timed-out' : 'died' };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends it for good, with the request that it has. Its process may serve another. */
  end(): Promise<void> {
    if (this.alive) this.#end = this.#giveBack();
    return this.#end ?? this.gone;
  }

  async #giveBack(): Promise<void> {
    this.#ended = true;
    await this.#options.processes.giveBack(this.#process);
    this.#agent.destroy();
  }

  /** Ends the process at once, stopped or not. */
  kill(): void {
    this.#measure();
    this.#ended = true;
    this.#process.kill();
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
