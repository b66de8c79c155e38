import { isJsonObject, type JsonObject } from '../parameters';

/** One message of Twilsock, either way: a header, and a payload where the header says that there is one. */
export interface Frame {
  readonly header: JsonObject;
  /** Parsed where it is JSON, else the text. */
  readonly payload: unknown;
}

const EOL = '\r\n';
const MAGIC = /^TWILSOCK V3\.0 (\d+)$/;

/** `TWILSOCK V3.0 <bytes of the header>`, the header in JSON, the payload; each line ends in CR LF. */
export function encodeFrame(header: JsonObject, payload?: unknown): Buffer {
  const body = payload === undefined ? '' : JSON.stringify(payload);
  const size = Buffer.byteLength(body);
  const sized = { ...header, payload_size: size, ...(size > 0 && { payload_type: 'application/json' }) };
  const text = JSON.stringify(sized);
  return Buffer.from(`TWILSOCK V3.0 ${Buffer.byteLength(text)}${EOL}${text}${EOL}${body}`);
}

/** Reads a message; null when it is none. */
export function decodeFrame(bytes: Buffer): Frame | null {
  const end = bytes.indexOf(EOL);
  const size = end < 0 ? null : MAGIC.exec(bytes.subarray(0, end).toString('latin1'));
  if (!size) return null;
  const start = end + EOL.length;
  const headerEnd = start + Number(size[1]);
  const header = parse(bytes.subarray(start, headerEnd).toString());
  if (!isJsonObject(header)) return null;
  const payloadSize = typeof header['payload_size'] === 'number' ? header['payload_size'] : 0;
  const payloadStart = headerEnd + EOL.length;
  const text = bytes.subarray(payloadStart, payloadStart + payloadSize).toString();
  // twilio-sync 4.0.1 sends a bare word with DELETE and calls it JSON.
  return { header, payload: payloadSize > 0 ? (parse(text) ?? text) : undefined };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
