import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { IssuedToken } from '../iam';
import type { TaskRouterEvent } from '../taskrouter/events';
import type { FlexApi } from './account';
import { EventBridgeShapes } from './event-bridge-shapes';

/** The client takes a socket for dead that was silent for 30 seconds; white space counts as a word. */
const heartbeatMs = 10_000;

/** Closed by the server because of a rule of its own. */
const policyViolation = 1008;

/** Events about a worker that its own browser is told of. */
const forwarded = ['worker.activity.update', 'worker.attributes.update'];

/**
 * The sockets of the event bridge: each tells one worker's browser who it is, and then what changes
 * about that worker. https://github.com/twilio/twilio-taskrouter.js
 */
export class EventBridgeSockets {
  readonly #sockets = new Map<WebSocket, string>();
  readonly #shapes: EventBridgeShapes;

  constructor(private readonly api: FlexApi) {
    this.#shapes = new EventBridgeShapes(api);
    api.taskRouter.on('event', (event) => this.#forward(event));
  }

  /** Whether a socket is meant for the event bridge. */
  isFor(host: string, path: string): boolean {
    return host === 'event-bridge.twilio.com' && path === '/v1/wschannels';
  }

  /** Takes a socket; without a valid token of a worker's it is closed. */
  accept(socket: WebSocket, request: IncomingMessage): void {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const token = this.api.tokens.find(searchParams.get('token') ?? '');
    const workerSid = token?.owner.workerSid;
    if (!token || workerSid === undefined || !this.api.taskRouter.workers.has(workerSid)) {
      socket.close(policyViolation, 'Access Token expired or invalid');
      return;
    }
    this.#sockets.set(socket, workerSid);
    const heartbeat = setInterval(() => socket.send(' '), heartbeatMs);
    socket.on('close', () => {
      clearInterval(heartbeat);
      this.#sockets.delete(socket);
    });
    send(socket, 'init', {
      channel_id: workerSid,
      account_sid: this.api.accountSid,
      workspace_sid: this.api.taskRouter.workspace.sid,
      token_lifetime: lifetimeMs(token),
    });
  }

  #forward(event: TaskRouterEvent): void {
    const worker = this.api.taskRouter.workers.get(event['WorkerSid'] ?? '');
    if (!worker || !forwarded.includes(event.EventType)) return;
    for (const [socket, workerSid] of this.#sockets) {
      if (workerSid === worker.sid) send(socket, event.EventType, this.#shapes.worker(worker));
    }
  }
}

/** The token's whole life, not what is left of it: after each renewal the client counts from the same number. */
function lifetimeMs({ expiresAt, issuedAt }: IssuedToken): number {
  return expiresAt - issuedAt;
}

function send(socket: WebSocket, event_type: string, payload: unknown): void {
  socket.send(JSON.stringify({ event_type, payload }));
}
