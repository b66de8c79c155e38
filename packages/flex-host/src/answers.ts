import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers with a text. */
export function answerText(
  response: ServerResponse,
  body: string | Buffer,
  head: { status?: number; headers: Record<string, string> },
): void {
  response.writeHead(head.status ?? 200, head.headers).end(body);
}

/** Answers with JSON that no browser keeps. */
export function answerJson(response: ServerResponse, body: unknown, status = 200): void {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  answerText(response, JSON.stringify(body), { status, headers });
}

/** Answers with an error in the form Twilio's APIs give them, since the page's clients read it. */
export function answerError(response: ServerResponse, error: { status: number; message: string }): void {
  const { status, message } = error;
  const code = 20000 + status;
  answerJson(
    response,
    { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
    status,
  );
}

/** Answers with a script as it is now; a browser that has it already is told so. 404 when it is not there. */
export async function answerScript(
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
): Promise<void> {
  const isMissing = { status: 404, message: `${file} is not there` };
  const found = await stat(file).catch(() => undefined);
  if (!found) return answerError(response, isMissing);
  const etag = `"${found.size.toString(16)}-${Math.round(found.mtimeMs).toString(16)}"`;
  const headers = {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-cache',
    ETag: etag,
  };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  // In one piece: whoever builds it anew may write while it is read, and an answer must be as long as it says.
  const script = await readFile(file).catch(() => undefined);
  if (!script) return answerError(response, isMissing);
  response.writeHead(200, { ...headers, 'Content-Length': script.length }).end(script);
}
