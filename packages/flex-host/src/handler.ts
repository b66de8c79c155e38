import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Emulator } from '@queue-eligibility/twilio-emulator';
import { answerError, answerJson, answerScript, answerText } from './answers';
import { assetOf } from './assets';
import { loginOf, type Identity } from './identities';
import { chooserPage, flexPage, pageHeaders, waitingPage } from './pages';
import { passOn, passOnSocket, twilioAddress } from './proxy';
import type { HostSession } from './session';

/** The plugin's bundle, as the official build leaves it. */
export interface HostedPlugin {
  /** Read at each request, so that a rebuild shows with the next reload. */
  readonly file: string;
  readonly name: string;
  readonly version: string;
}

/** What the host serves. */
export interface Hosted {
  readonly emulator: Emulator;
  readonly identities: readonly Identity[];
  readonly functionsUrl: string;
  readonly plugin: HostedPlugin | null;
  /** The page's script. */
  readonly bundle: string;
  /** What is still being built; null: nothing. */
  readonly notYet: () => string | null;
}

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];
/** The plugin's bundle, as the plugin service names it to Flex UI. */
const pluginPath = '/plugin.js';

/** Answers the requests of the page and passes those meant for Twilio on to the emulator. */
export class Handler {
  readonly #sockets = new Set<Duplex>();
  readonly #pageHeaders: Record<string, string>;

  constructor(private readonly hosted: Hosted) {
    this.#pageHeaders = pageHeaders(new URL(hosted.functionsUrl).origin);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '/';
    if (!isLoopback(request)) return answerError(response, { status: 421, message: 'Only on this machine' });
    if (target.startsWith('/hosts/')) return this.#twilio(target, request, response);
    const { pathname, searchParams } = new URL(target, 'http://127.0.0.1');
    if (request.method !== 'GET') return answerError(response, { status: 405, message: 'Only GET' });
    const notYet = this.hosted.notYet();
    if (notYet !== null) return answerNotYet(request, response, notYet);
    if (pathname === '/flex.js') return answerScript(request, response, this.hosted.bundle);
    if (pathname === pluginPath) return answerScript(request, response, this.hosted.plugin?.file ?? '');
    if (pathname === '/session') return this.#session(searchParams.get('as') ?? '', response);
    if (pathname === '/' && !searchParams.has('as')) {
      const page = chooserPage(this.hosted.identities, searchParams.get('to') ?? '/');
      return answerText(response, page, { headers: this.#pageHeaders });
    }
    // Flex routes by path, so every path is a view of Flex; a script or a picture is none.
    if (request.headers.accept?.includes('text/html') || pathname === '/') {
      return answerText(response, flexPage, { headers: this.#pageHeaders });
    }
    answerError(response, { status: 404, message: `There is no ${pathname}` });
  }

  /** A WebSocket: only this host's own pages, only to Twilio. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = twilioAddress(request.url ?? '');
    const origin = request.headers.origin;
    const own = origin === undefined || origin === `http://${request.headers.host}`;
    if (!address || !own || !isLoopback(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    passOnSocket(this.hosted.emulator.url, { address, from: request, socket, head });
  }

  /** Cuts the WebSockets that are open. */
  cutSockets(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #twilio(target: string, request: IncomingMessage, response: ServerResponse): void {
    const address = twilioAddress(target);
    if (!address)
      return answerError(response, { status: 403, message: `${target} is not a host of Twilio's` });
    const asset = assetOf(address.host, address.path.split('?')[0] ?? '');
    if (asset) return answerText(response, asset.body, { headers: { 'Content-Type': asset.type } });
    if (!address.host.endsWith('.twilio.com')) return answerError(response, { status: 404, message: target });
    passOn(this.hosted.emulator.url, { address, from: request, to: response });
  }

  #session(as: string, response: ServerResponse): void {
    const { emulator, identities, plugin } = this.hosted;
    const identity = identities.find(({ name }) => name === as);
    if (!identity) return answerError(response, { status: 404, message: `There is nobody called ${as}` });
    const isBuilt = plugin !== null && existsSync(plugin.file);
    emulator.flex.plugins = isBuilt ? [{ name: plugin.name, version: plugin.version, src: pluginPath }] : [];
    const login = loginOf(emulator, identity);
    if (!login) return answerError(response, { status: 404, message: `The worker ${as} was deleted` });
    const session: HostSession = {
      as,
      name: identity.fullName,
      login,
      appConfig: {
        sso: { accountSid: emulator.accountSid },
        pluginService: { enabled: isBuilt },
        // No telemetry, no telephone.
        disableTelemetry: true,
        disableBrowserVoice: true,
        initialDeviceCheck: false,
        logLevel: 'error',
      },
    };
    answerJson(response, session);
  }
}

/** Says to a person what is being built, in a page that looks again by itself, and to a script that it comes later. */
function answerNotYet(request: IncomingMessage, response: ServerResponse, notYet: string): void {
  if (!request.headers.accept?.includes('text/html')) {
    return answerError(response, { status: 503, message: notYet });
  }
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  answerText(response, waitingPage(notYet), { status: 503, headers });
}

/** Whether the page's address is this machine's: a name that was made to point here is refused. */
function isLoopback(request: IncomingMessage): boolean {
  const name = request.headers.host?.replace(/:\d+$/, '') ?? '';
  return loopbackNames.includes(name);
}
