import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Authenticator } from './authentication';
import type { Clock } from './clock';
import type { Domains } from './domains';
import { ApiError } from './errors';
import type { FaultAction, Faults, TakenFault } from './faults';
import type { LimitName, RateLimits } from './limits';
import type { RequestLog } from './request-log';
import { readCall } from './read-call';
import {
  isMethod,
  operationOf,
  type ApiRequest,
  type Operation,
  type Reply,
  type RouteMatch,
  type Router,
} from './router';

export interface ApiServerOptions {
  readonly authenticator: Authenticator;
  readonly router: Router;
  readonly domains: Domains;
  readonly clock: Clock;
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly latency: { readonly readMs: number; readonly writeMs: number };
  readonly recordBodies: boolean;
}

const defaultMaxBodyBytes = 1024 * 1024;

/** A request on its way through the server. */
export interface Exchange {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly match: RouteMatch | undefined;
  readonly ifMatch: string | undefined;
  readonly contentType: string;
  body: Buffer;
}

/**
 * The HTTP side: authentication, faults, limits, latency and the log, around the routes. The API is
 * chosen by the header `x-twilio-host`, or else by Host.
 */
export class ApiServer {
  readonly #options: ApiServerOptions;
  readonly http: Server;

  constructor(options: ApiServerOptions) {
    this.#options = options;
    this.http = createServer((request, response) => void this.#serve(request, response));
    // Longer than the keep-alive of any client, so that a client never writes into a closing socket.
    this.http.keepAliveTimeout = 120_000;
  }

  /** Starts to listen on 127.0.0.1. Resolves to the URL. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** Stops at once: open connections are cut. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.http.close(() => resolve());
      this.http.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const site = this.#options.domains.site(hostOf(request));
    if (site) return site.serve(request, response);
    const started = performance.now();
    const at = this.#options.clock.now();
    const exchange = open(request, this.#options.router);
    const { host, method, path, query, match } = exchange;
    const fault = this.#options.faults.take({
      host,
      method,
      url: request.url ?? '',
      resource: match?.route.resource,
    });
    let status = 0;
    try {
      status = await this.#answer({ exchange, request, response, fault });
    } finally {
      const sid = match && Object.values(match.params).at(-1);
      this.#options.log.add({
        at,
        host,
        method,
        path,
        query,
        status,
        durationMs: performance.now() - started,
        resource: match?.route.resource,
        sid,
        fault: fault?.name,
        body: this.#options.recordBodies ? exchange.body.toString() : undefined,
      });
    }
  }

  /** Answers, and gives the status; 0 when nothing was sent. */
  async #answer(call: {
    exchange: Exchange;
    request: IncomingMessage;
    response: ServerResponse;
    fault: TakenFault | undefined;
  }): Promise<number> {
    const { exchange, request, response, fault } = call;
    const action = fault?.action;
    if (action === 'hang') return 0;
    if (action === 'reset') {
      request.socket.resetAndDestroy();
      return 0;
    }
    const url = `${exchange.path}?${exchange.query}`;
    const reply = await this.#handle(exchange, request, action)
      .catch(errorReply)
      .then((handled) => fault?.change(handled, url) ?? handled)
      .catch(errorReply);
    if (action === 'lost-answer') {
      request.socket.resetAndDestroy();
      return reply.status;
    }
    send(response, reply);
    return reply.status;
  }

  async #handle(
    exchange: Exchange,
    request: IncomingMessage,
    action: FaultAction | undefined,
  ): Promise<Reply> {
    exchange.body = await readBody(request, maxBodyBytes(exchange));
    const flexUser = this.#options.authenticator.admit(exchange, request.headers);
    const operation = operationOf(exchange.match, exchange.method, exchange.path);
    const half = this.#latencyOf(exchange) / 2;
    if (half > 0) await delay(half);
    if (typeof action === 'object') {
      if ('delayMs' in action) await delay(action.delayMs);
      else if ('status' in action) throw injected(action);
    }
    const call = { ...(await readCall(exchange, operation)), flexUser };
    const headers = this.#options.limits.take(limitsOf(exchange, operation, call));
    const reply = await operation.handle(call);
    if (half > 0) await delay(half);
    return { ...reply, headers: { ...headers, ...reply.headers } };
  }

  #latencyOf({ host, method }: Exchange): number {
    if (host !== 'taskrouter.twilio.com' && host !== 'sync.twilio.com') return 0;
    return method === 'GET' ? this.#options.latency.readMs : this.#options.latency.writeMs;
  }
}

/** The host that a request is meant for. */
function hostOf(request: IncomingMessage): string {
  const override = request.headers['x-twilio-host'];
  return typeof override === 'string' ? override : (request.headers.host ?? '');
}

function open(request: IncomingMessage, router: Router): Exchange {
  const host = hostOf(request);
  const [path = '', query = ''] = splitOnce(request.url ?? '', '?');
  return {
    host,
    method: request.method ?? '',
    path,
    query,
    match: router.match(host, path),
    ifMatch: request.headers['if-match'],
    contentType: request.headers['content-type'] ?? '',
    body: Buffer.of(),
  };
}

function maxBodyBytes({ match, method }: Exchange): number {
  const operation = match && isMethod(method) ? match.route.operations[method] : undefined;
  return operation?.maxBodyBytes ?? defaultMaxBodyBytes;
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** The body. One that is too long is read to its end all the same, so that the answer arrives. */
function readBody(request: IncomingMessage, maxBytes: number): Buffer | Promise<Buffer> {
  if (request.method === 'GET') return Buffer.of();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
    });
    request.on('end', () => {
      if (bytes <= maxBytes) resolve(Buffer.concat(chunks));
      else reject(new ApiError({ status: 413, code: 20413, message: 'Request entity too large' }));
    });
    request.on('error', reject);
  });
}

function limitsOf(exchange: Exchange, operation: Operation, call: ApiRequest): readonly LimitName[] {
  const own = operation.limits?.(call) ?? [];
  return exchange.host === 'taskrouter.twilio.com' ? ['requestsPerSecond', ...own] : own;
}

function injected(action: Extract<FaultAction, { status: number }>): ApiError {
  const code = action.code ?? (action.status === 429 ? 20429 : 20000 + action.status);
  return new ApiError({
    status: action.status,
    code,
    message: `Injected ${action.status}`,
    ...(action.headers && { headers: action.headers }),
  });
}

function errorReply(error: unknown): Reply {
  const known = error instanceof ApiError ? error : unexpected(error);
  return { status: known.status, body: known.body(), headers: known.headers };
}

/** A defect of the emulator's own: answered as 500, with the message, so that a test shows it. */
function unexpected(error: unknown): ApiError {
  const message = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  return new ApiError({ status: 500, code: 20500, message: `Defect in the emulator: ${message}` });
}

function send(response: ServerResponse, reply: Reply): void {
  const body = reply.body === undefined ? undefined : Buffer.from(JSON.stringify(reply.body));
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(body && { 'Content-Type': 'application/json;charset=utf-8', 'Content-Length': body.length }),
  });
  response.end(body);
}
