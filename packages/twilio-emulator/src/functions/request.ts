import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request with its whole body, as the gateway holds it while an invocation lasts. */
export interface GatewayRequest {
  method: string;
  /** Path and query as they came. */
  url: string;
  /** Path alone. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Parameters of a request by name. A name that is repeated has an array. */
export type Params = Record<string, string | string[]>;

/**
 * Reads the whole body.
 * @returns null when it is longer than `maxBytes`; what is left of it is then thrown away unread
 */
export async function readBody(message: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Reading on, without keeping it, lets the client finish and see the answer instead of a reset.
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  return bytes > maxBytes ? null : Buffer.concat(chunks);
}

function toParams(search: URLSearchParams): Params {
  const params: Params = {};
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    params[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return params;
}

/** Whether the body is JSON by its content type. */
export function isJson(request: GatewayRequest): boolean {
  return /^application\/json\b/i.test(request.headers['content-type'] ?? '');
}

/** Parameters of a form-encoded body; empty for any other content type. */
export function formParams(request: GatewayRequest): Params {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  return isForm ? toParams(new URLSearchParams(request.body.toString('utf8'))) : {};
}

/** Names of what ends up in the Function's `event`, without the values: they may be secret. */
export function paramNames(request: GatewayRequest): string[] {
  const query = new URL(request.url, 'http://localhost').searchParams.keys();
  return [...new Set([...query, ...Object.keys(formParams(request)), ...jsonNames(request)])];
}

function jsonNames(request: GatewayRequest): string[] {
  if (!isJson(request)) return [];
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'));
    return typeof value === 'object' && value !== null ? Object.keys(value) : [];
  } catch {
    // The container answers for malformed JSON.
    return [];
  }
}
