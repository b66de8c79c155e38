import { request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** An address below `/hosts/`: a host of Twilio's and what is asked of it. */
export interface TwilioAddress {
  readonly host: string;
  /** Path and query. */
  readonly path: string;
}

/** Reads `/hosts/x.twilio.com/path`; undefined for anything else, other hosts included. */
export function twilioAddress(url: string): TwilioAddress | undefined {
  const found = /^\/hosts\/(?<host>(?:[a-z0-9-]+\.)+(?:twilio|twiliocdn)\.com)(?<path>\/[^#]*)$/.exec(
    url,
  )?.groups;
  return found?.['host'] && found['path'] ? { host: found['host'], path: found['path'] } : undefined;
}

/** Passes a request on to the emulator as one to a host of Twilio's, and its answer back. */
export function passOn(
  emulatorUrl: string,
  call: { address: TwilioAddress; from: IncomingMessage; to: ServerResponse },
): void {
  const { address, from, to } = call;
  const onward = request(emulatorUrl + address.path, {
    method: from.method,
    headers: onwardHeaders(from.headers, address.host),
  });
  onward.on('response', (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(to);
    answer.on('error', () => to.destroy());
  });
  // The emulator cut the connection, as a fault that a test asked for or because it ended: so do we.
  onward.on('error', () => to.destroy());
  to.on('close', () => onward.destroy());
  from.pipe(onward);
}

/** Passes on a WebSocket: both sides' bytes, after the emulator has agreed. */
export function passOnSocket(
  emulatorUrl: string,
  call: { address: TwilioAddress; from: IncomingMessage; socket: Duplex; head: Buffer },
): void {
  const { address, from, socket, head } = call;
  const { connection, upgrade } = from.headers;
  const onward = request(emulatorUrl + address.path, {
    headers: { ...onwardHeaders(from.headers, address.host), connection, upgrade },
  });
  onward.on('upgrade', (answer, other, otherHead) => {
    socket.write(headText(answer));
    if (otherHead.length > 0) socket.write(otherHead);
    if (head.length > 0) other.write(head);
    other.pipe(socket).pipe(other);
    other.on('error', () => socket.destroy());
    other.on('close', () => socket.destroy());
    socket.on('close', () => other.destroy());
  });
  onward.on('response', (answer) => {
    socket.write(headText(answer));
    answer.pipe(socket);
  });
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
  onward.end();
}

/** Headers that are about the connection to the host, not about what is asked. */
const ownHeaders = new Set(['host', 'connection', 'upgrade', 'keep-alive', 'origin', 'referer', 'cookie']);

function onwardHeaders(headers: IncomingHttpHeaders, host: string): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.has(name));
  return { ...Object.fromEntries(kept), 'x-twilio-host': host };
}

/** An answer's status line and headers as they go over the wire. */
function headText(answer: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
  for (let at = 0; at < answer.rawHeaders.length; at += 2) {
    lines.push(`${answer.rawHeaders[at]}: ${answer.rawHeaders[at + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
