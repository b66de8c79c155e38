import type { Agent } from 'node:http';
import { request } from 'node:http';

/** A request that Twilio makes of somebody else. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the answer may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly agent: Agent;
}

/** Posts to a loopback address. Resolves to whether the answer was 2xx; never rejects. */
export function postWebhook(target: URL, webhook: WebhookRequest): Promise<boolean> {
  return new Promise((resolve) => {
    const { headers, body, timeoutMs, agent } = webhook;
    const post = request(target, {
      method: 'POST',
      agent,
      timeout: timeoutMs,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'TwilioProxy/1.1' },
    });
    post.on('response', (response) => {
      const status = response.statusCode ?? 0;
      response.on('end', () => resolve(status >= 200 && status < 300));
      response.on('close', () => resolve(false));
      response.resume();
    });
    post.on('timeout', () => post.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    post.on('error', () => resolve(false));
    post.end(body);
  });
}
