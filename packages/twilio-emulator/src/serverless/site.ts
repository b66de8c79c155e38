import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Site } from '../domains';
import type { Deployed } from './records';

/** What answers at an environment's domain: its assets, then its Functions. */
export function siteOf(deployed: Deployed, gatewayUrl: string | undefined): Site {
  return {
    origin: gatewayUrl ?? 'http://127.0.0.1:9',
    serve: (request, response) => {
      const path = (request.url ?? '/').split('?', 1)[0];
      const asset = deployed.assets.find((candidate) => candidate.path === path);
      if (asset?.visibility === 'public') {
        response.writeHead(200, { 'Content-Type': asset.contentType, 'Access-Control-Allow-Origin': '*' });
        response.end(asset.content);
      } else if (asset?.visibility === 'protected') {
        answer(response, 403, 'Forbidden');
      } else if (gatewayUrl === undefined) {
        answer(response, 404, 'Could not find requested resource');
      } else {
        proxy(request, response, { origin: gatewayUrl, host: deployed.domainName });
      }
    },
  };
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end(text);
}

function proxy(
  request: IncomingMessage,
  response: ServerResponse,
  to: { origin: string; host: string },
): void {
  const { 'x-twilio-host': _, ...headers } = request.headers;
  const url = new URL(request.url ?? '/', to.origin);
  const forwarded = httpRequest(
    url,
    { method: request.method, headers: { ...headers, host: to.host } },
    (message) => {
      response.writeHead(message.statusCode ?? 502, message.headers);
      message.pipe(response);
      message.on('error', () => response.destroy());
    },
  );
  forwarded.on('error', () => response.destroy());
  request.pipe(forwarded);
}
