import { createHash, randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { WebSocket } from 'ws';
import * as z from 'zod';
import { ApiError, badRequest, notFound } from '../errors';
import type { IssuedToken } from '../iam';
import type { JsonObject } from '../parameters';
import { decodeFrame, encodeFrame, type Frame } from './frame';
import { isIndexName, type LiveIndexes } from './indexes';
import type { SyncObjects, UpstreamReply, UpstreamRequest } from './objects';
import { Subscriptions, type SubscriptionsOptions } from './subscriptions';

/** What a connection is made from. */
export interface ConnectionOptions extends Omit<SubscriptionsOptions, 'notify'> {
  readonly objects: SyncObjects;
  readonly indexes: LiveIndexes;
  /** Whose a token is; undefined when it is unknown or has expired. */
  readonly findToken: (token: string) => IssuedToken | undefined;
  readonly now: () => number;
  /** Part of the name of what a client keeps across reloads. */
  readonly storageId: string;
}

const OK = { code: 200, status: 'OK' };
const UNAUTHORIZED = {
  code: 401,
  status: 'UNAUTHORIZED',
  errorCode: 20104,
  description: 'Access Token expired or expiration date invalid',
};
/** How long before a token's end the client is told to bring another, ms. */
const ABOUT_TO_EXPIRE_MS = 180_000;
const MAX_TIMER_MS = 2 ** 31 - 1;

const httpRequestSchema = z.object({
  path: z.string(),
  method: z.string(),
  headers: z.record(z.string(), z.unknown()).optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});
const insightsSchema = z.object({ type: z.string().optional(), query_string: z.string().default('') });

/**
 * One client on Twilsock: it says who it is, sends HTTP requests in frames, and is told what happens to what it
 * follows. The wire is undocumented; this is what twilio-sync 2 to 4 accept.
 */
export class Connection {
  readonly id = randomUUID();
  readonly #subscriptions: Subscriptions;
  #timers: NodeJS.Timeout[] = [];
  #token: string | null = null;

  constructor(
    private readonly socket: WebSocket,
    private readonly options: ConnectionOptions,
  ) {
    this.#subscriptions = new Subscriptions({
      ...options,
      notify: (messageType, payload) => this.#notify(messageType, payload),
    });
    socket.on('message', (data: Buffer) => this.#receive(Buffer.from(data)));
    socket.on('close', () => {
      this.#subscriptions.close();
      for (const timer of this.#timers) clearTimeout(timer);
    });
    // A client that vanishes is no error of ours.
    socket.on('error', () => {});
  }

  /** Ends it as a network does: without a word. */
  drop(): void {
    this.socket.terminate();
  }

  /** Asks the client to connect again elsewhere, as Twilio does when it moves load. */
  offload(): void {
    this.#send(
      { method: 'close', id: randomUUID(), status: { code: 308, status: 'OFFLOAD' } },
      { backoff_policy: { reconnect_min_ms: 100 } },
    );
    this.socket.close();
  }

  /** Ends it if it came with a token that is not valid any more. */
  checkToken(): void {
    if (this.#token !== null && !this.options.findToken(this.#token)) this.#expire();
  }

  #receive(data: Buffer): void {
    const frame = decodeFrame(data);
    if (!frame) {
      this.#send({ method: 'close', id: randomUUID(), status: { code: 406, status: 'NOT_ACCEPTABLE' } });
      return;
    }
    const { header } = frame;
    switch (header['method']) {
      case 'reply':
      case 'telemetry.v1':
        return;
      case 'close':
        this.socket.close();
        return;
      case 'init':
      case 'update':
        this.#identify(header);
        return;
      case 'message':
        this.#answer(frame);
        return;
      default:
        this.#reply(header, OK);
    }
  }

  #identify(header: JsonObject): void {
    const token = typeof header['token'] === 'string' ? header['token'] : '';
    const known = this.options.findToken(token);
    if (!known) return this.#reply(header, UNAUTHORIZED);
    this.#token = token;
    this.#watch(known.expiresAt - this.options.now());
    if (header['method'] === 'update') return this.#reply(header, OK);
    this.#reply(header, OK, {
      continuation_token: this.id,
      continuation_token_status: { reissued: false },
      capabilities: ['client_update', 'offline_storage'],
      confirmed_capabilities: ['client_update', 'telemetry.v1'],
      offline_storage: { data_sync: { storage_id: `${this.options.storageId}-${known.owner.identity}` } },
      init_registrations: [],
      debug_info: {},
    });
  }

  #watch(leftMs: number): void {
    for (const timer of this.#timers) clearTimeout(timer);
    const later = (ms: number, act: () => void): NodeJS.Timeout =>
      setTimeout(act, Math.min(Math.max(0, ms), MAX_TIMER_MS)).unref();
    this.#timers = [
      later(leftMs - ABOUT_TO_EXPIRE_MS, () =>
        this.#send({
          method: 'client_update',
          id: randomUUID(),
          client_update_type: 'token_about_to_expire',
        }),
      ),
      later(leftMs, () => this.checkToken()),
    ];
  }

  #expire(): void {
    const status = { code: 410, status: 'TOKEN_EXPIRED', errorCode: 20104 };
    this.#send({ method: 'close', id: randomUUID(), status });
    this.socket.close();
  }

  #answer({ header, payload }: Frame): void {
    let reply: UpstreamReply;
    try {
      if (this.#token === null) throw new ApiError({ status: 401, code: 20003, message: 'Authenticate' });
      reply = this.#handle(readRequest(header['http_request'], payload));
    } catch (error) {
      const known =
        error instanceof ApiError
          ? error
          : new ApiError({ status: 500, code: 20500, message: `Defect in the emulator: ${String(error)}` });
      reply = { status: known.status, body: known.body() };
    }
    const status = STATUS_CODES[reply.status]?.toUpperCase() ?? '';
    this.#send(
      {
        method: 'reply',
        id: header['id'],
        status: OK,
        http_status: { code: reply.status, status },
        http_headers: { 'content-type': 'application/json' },
      },
      reply.body,
    );
  }

  #handle(request: UpstreamRequest & { readonly version: string }): UpstreamReply {
    const [first = '', second = '', third] = request.path;
    if (request.version === 'v4' && first === 'Subscriptions') {
      return { status: 200, body: this.#subscriptions.handle(request.body) };
    }
    if (first === 'Insights' && third === 'Items') return this.#query(second, request.body);
    if (first === 'Configuration') return { status: 200, body: CONVERSATIONS };
    if (first === 'Telemetry') return { status: 200, body: {} };
    if (request.version !== 'v3') throw notFound(`/${request.path.join('/')}`);
    return this.options.objects.handle(request);
  }

  #query(index: string, body: unknown): UpstreamReply {
    const parsed = insightsSchema.safeParse(body);
    if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
    const { type, query_string: query } = parsed.data;
    const { indexes } = this.options;
    const predicate = indexes.compile(index, query);
    const items = isIndexName(index) ? indexes.search(index, predicate) : [];
    const queryId = createHash('md5').update(`${this.id} ${index} ${query}`).digest('hex');
    return {
      status: 200,
      body: {
        ...(type === 'live_query' && { query_id: `QR${queryId}` }),
        last_event_id: indexes.lastEventId,
        items,
      },
    };
  }

  #reply(header: JsonObject, status: JsonObject, payload?: JsonObject): void {
    this.#send({ method: 'reply', id: header['id'], status }, payload);
  }

  #notify(messageType: string, payload: JsonObject): void {
    const id = randomUUID();
    this.#send(
      { method: 'notification', id, message_type: messageType, notification_ctx_id: 'sync' },
      payload,
    );
  }

  #send(header: JsonObject, payload?: unknown): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.socket.send(encodeFrame(header, payload), { binary: true });
  }
}

/** What Flex's Conversations client asks when it starts on the same socket: nothing is there for it. */
const CONVERSATIONS = {
  channels: {},
  links: {},
  user_channels_enabled: true,
  consumption_report_interval: 'PT5S',
  max_message_length: 1_600,
  reachability_enabled: false,
  typing_indicator_timeout: 'PT5S',
  http_cache_interval: 'PT5S',
  user_infos_to_subscribe: 1,
  typing: {},
};

function readRequest(http: unknown, body: unknown): UpstreamRequest & { readonly version: string } {
  const parsed = httpRequestSchema.safeParse(http);
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
  const { path, method, headers = {}, params = {} } = parsed.data;
  const url = new URL(path, 'https://cds.twilio.com');
  const segments = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  // Conversations has its version in second place.
  const at = segments.findIndex((segment) => /^v\d$/.test(segment));
  const ifMatch = headers['If-Match'] ?? headers['if-match'];
  const texts = Object.entries(params).map(([name, value]) => [name, String(value)] as const);
  return {
    version: segments[at] ?? '',
    path: segments.slice(at + 1),
    method: method.toUpperCase(),
    params: { ...Object.fromEntries(url.searchParams), ...Object.fromEntries(texts) },
    ifMatch: typeof ifMatch === 'string' ? ifMatch : undefined,
    body,
  };
}
