import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { Connection, type ConnectionOptions } from './connection';

/** Takes the sockets of one kind. */
interface SocketRoute {
  readonly isFor: (host: string, path: string) => boolean;
  readonly accept: (socket: WebSocket, request: IncomingMessage) => void;
}

/** Where twilio-sync connects to. */
const TWILSOCK_PATH = '/v3/wsconnect';

/**
 * The sockets of the emulator: Twilsock, and whatever else is added. The host is the header `x-twilio-host`, or Host.
 */
export class LiveServer {
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #routes: SocketRoute[] = [];
  readonly #connections = new Set<Connection>();
  #isRefusing = false;

  constructor(server: Server, options: ConnectionOptions) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head),
    );
    this.add({
      isFor: (_host, path) => path === TWILSOCK_PATH,
      accept: (socket) => {
        const connection = new Connection(socket, options);
        this.#connections.add(connection);
        socket.on('close', () => this.#connections.delete(connection));
      },
    });
  }

  /** Adds another kind of socket. */
  add(route: SocketRoute): void {
    this.#routes.push(route);
  }

  /** Clients that are connected to Sync. */
  get connected(): number {
    return this.#connections.size;
  }

  /** Cuts every connection to Sync without a word, as a network does. */
  drop(): void {
    for (const connection of this.#connections) connection.drop();
  }

  /** Asks every client to connect again. */
  offload(): void {
    for (const connection of this.#connections) connection.offload();
  }

  /** From now on no new connection is taken, and those there are are cut; or they are taken again. */
  refuse(isRefusing: boolean): void {
    this.#isRefusing = isRefusing;
    if (isRefusing) this.drop();
  }

  /** Looks whether the tokens of all connections are still valid. */
  checkTokens(): void {
    for (const connection of this.#connections) connection.checkToken();
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const header = request.headers['x-twilio-host'];
    const host = typeof header === 'string' ? header : (request.headers.host ?? '');
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const route = this.#routes.find(({ isFor }) => isFor(host, pathname));
    socket.on('error', () => socket.destroy());
    if (!route || this.#isRefusing) {
      socket.end(`HTTP/1.1 ${route ? '503 Service Unavailable' : '404 Not Found'}\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) => route.accept(client, request));
  }
}
