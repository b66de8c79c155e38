import { realpathSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerOf, noContainerAnswer, send, textAnswer, type Answer } from './answers';
import { Container } from './container';
import { FunctionFaults, type FunctionFaultAction } from './faults';
import { Invocations, type Invocation } from './invocations';
import { ContainerLogs, type LogLine } from './logs';
import { gatewayOptionsSchema, type FunctionsGatewayOptions, type GatewaySettings } from './options';
import { ContainerPool, NoContainerError } from './pool';
import { RuntimeProcesses } from './processes';
import { paramNames, readBody, type GatewayRequest } from './request';
import { findRoutes, type FunctionRoute } from './routes';
import { hasValidSignature } from './signature';

const METHODS = ['GET', 'POST', 'OPTIONS'];

/** A running Functions service. */
export class FunctionsGateway {
  readonly faults: FunctionFaults;
  readonly #settings: GatewaySettings;
  readonly #server: Server;
  readonly #routes: Map<string, FunctionRoute>;
  readonly #pool: ContainerPool;
  readonly #logs: ContainerLogs;
  readonly #invocations = new Invocations();
  readonly #processes: RuntimeProcesses;
  /** Whether the processes end with it. */
  readonly #ownsProcesses: boolean;
  readonly #closing = new AbortController();
  /** Origin under which callers know the gateway. */
  readonly #publicUrl: string;
  #pending = 0;
  #idleWaiters: (() => void)[] = [];

  private constructor(
    server: Server,
    settings: GatewaySettings,
    onLog: ((line: LogLine) => void) | undefined,
    processes: RuntimeProcesses | undefined,
  ) {
    this.#server = server;
    this.#settings = settings;
    const projectDir = realpathSync(settings.projectDir);
    this.#routes = findRoutes(projectDir);
    this.#publicUrl = (settings.env['FUNCTIONS_BASE_URL'] ?? this.url).replace(/\/$/, '');
    this.#logs = new ContainerLogs(onLog);
    this.faults = new FunctionFaults(settings.seed);
    this.#ownsProcesses = processes === undefined;
    this.#processes = processes ?? new RuntimeProcesses({ keep: 0 });
    let started = 0;
    this.#pool = new ContainerPool({
      ...settings,
      startsAtOnce: availableParallelism(),
      start: () => {
        started += 1;
        return new Container(`container-${started}`, {
          ...settings,
          projectDir,
          routes: [...this.#routes.values()],
          env: { ...settings.env, FUNCTIONS_BASE_URL: this.#publicUrl },
          publicUrl: this.#publicUrl,
          freeze: settings.freeze && process.platform !== 'win32',
          logs: this.#logs,
          processes: this.#processes,
        });
      },
    });
    server.on('request', (message: IncomingMessage, response: ServerResponse) => {
      // What fails here is the caller's connection: there is nobody left to answer.
      this.#track(this.#handle(message, response)).catch(() => response.destroy());
    });
  }

  /** @see startFunctionsGateway */
  static async start({ onLog, processes, ...options }: FunctionsGatewayOptions): Promise<FunctionsGateway> {
    const settings = gatewayOptionsSchema.parse(options);
    const server = createServer();
    // A container that was stopped must not find its connection to us closed meanwhile.
    server.keepAliveTimeout = 0;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(settings.port, '127.0.0.1', resolve);
    });
    let gateway: FunctionsGateway | undefined;
    try {
      gateway = new FunctionsGateway(server, settings, onLog, processes);
      await gateway.#pool.warm();
      return gateway;
    } catch (error) {
      await gateway?.close();
      server.close();
      throw error;
    }
  }

  /** Its own origin, `http://127.0.0.1:<port>`, whatever `FUNCTIONS_BASE_URL` says. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The last 10,000 invocations in the order of their start, those that still run among them. */
  get invocations(): readonly Invocation[] {
    return this.#invocations.log;
  }

  /** The last 10,000 lines that containers printed. */
  get logs(): readonly LogLine[] {
    return this.#logs.lines;
  }

  /** The invocations that run now, oldest first. */
  running(): Invocation[] {
    return this.#invocations.running();
  }

  /**
   * Kills the containers of running invocations, as a crash or a lack of memory would.
   * @param target an invocation's id, or the path of a Function: all its running invocations
   * @returns how many were killed
   */
  kill(target: string | { path: string }): number {
    return this.#invocations.kill((invocation) =>
      typeof target === 'string' ? invocation.id === target : invocation.path === target.path,
    );
  }

  /** Resolves when no request runs, waits for a container or is delayed by a fault. */
  async idle(): Promise<void> {
    if (this.#pending === 0) return;
    await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
  }

  /** Ends everything at once: connections, running invocations, containers. */
  async close(): Promise<void> {
    this.#closing.abort();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await this.#pool.close();
    await Promise.all([closed, this.idle()]);
    if (this.#ownsProcesses) await this.#processes.close();
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = message.url ?? '/';
    const method = message.method ?? 'GET';
    const path = url.split('?', 1)[0] ?? '/';
    const route = this.#routes.get(path);
    const body = await readBody(message, this.#settings.maxRequestBytes);
    const request: GatewayRequest = {
      method,
      url,
      path,
      headers: message.headers,
      body: body ?? Buffer.of(),
    };
    const refusal = this.#refusal(route, request, body === null);
    if (refusal) return send(response, refusal);

    const fault = this.faults.take(path);
    if (fault === 'lose') {
      message.socket.resetAndDestroy();
      return;
    }
    send(response, await this.#deliverWith(fault, request));
  }

  /** What the platform refuses before any Function sees it. */
  #refusal(route: FunctionRoute | undefined, request: GatewayRequest, tooLarge: boolean): Answer | null {
    // Nobody outside can tell a private Function from one that isn't there.
    if (!route || route.access === 'private') return textAnswer(404, 'Could not find requested resource');
    if (!METHODS.includes(request.method)) return textAnswer(405, 'Method Not Allowed');
    if (tooLarge) return textAnswer(413, 'Request Entity Too Large');
    if (request.method === 'GET' && request.body.length > 0) return textAnswer(403, 'Forbidden');
    if (route.access === 'protected') {
      // The page on the request flow says 400, others that met it say 403.
      const valid = hasValidSignature(request, this.#settings.authToken, this.#publicUrl);
      if (!valid) return textAnswer(403, 'Unauthorized request: X-Twilio-Signature missing or not valid');
    }
    return null;
  }

  async #deliverWith(
    fault: Exclude<FunctionFaultAction, 'lose'> | null,
    request: GatewayRequest,
  ): Promise<Answer> {
    if (fault === null) return this.#deliver(request);
    if (fault === 'duplicate') {
      const first = this.#deliver(request);
      void this.#track(this.#deliver(request));
      return first;
    }
    if ('status' in fault) return textAnswer(fault.status, 'Injected fault');
    if ('killAfterMs' in fault) return this.#deliver(request, fault.killAfterMs);
    // At the close of the gateway the delay ends early, and there is no container any more.
    await sleep(fault.delayMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    return this.#deliver(request);
  }

  async #deliver(request: GatewayRequest, killAfterMs?: number): Promise<Answer> {
    const askedAt = Date.now();
    let container: Container;
    try {
      container = await this.#pool.acquire();
    } catch (error) {
      if (error instanceof NoContainerError) return noContainerAnswer(error);
      throw error;
    }
    const { id } = this.#invocations.start(
      {
        path: request.path,
        waitedMs: Date.now() - askedAt,
        container: container.name,
        coldStart: container.served === 0,
        params: paramNames(request),
      },
      () => container.kill(),
    );
    const killer = killAfterMs === undefined ? undefined : setTimeout(() => this.kill(id), killAfterMs);
    const ended = await container.invoke(request);
    clearTimeout(killer);
    const answer = answerOf(ended);
    const timedOut = ended.outcome === 'timed-out';
    this.#invocations.end(id, { status: answer.status, maxRssMb: container.maxRssMb, timedOut });
    this.#pool.release(container);
    return answer;
  }

  async #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#pending += 1;
    try {
      return await work;
    } finally {
      this.#pending -= 1;
      if (this.#pending === 0) for (const resolve of this.#idleWaiters.splice(0)) resolve();
    }
  }
}

/**
 * Runs a built Functions project on 127.0.0.1 as the platform does: access, signatures, limits, warm containers.
 * Resolves when it listens and `minWarm` containers are ready.
 * @throws ZodError for options, Error for a project that isn't one or doesn't start
 */
export function startFunctionsGateway(options: FunctionsGatewayOptions): Promise<FunctionsGateway> {
  return FunctionsGateway.start(options);
}
