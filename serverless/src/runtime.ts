import type { Twilio as TwilioClient } from 'twilio';

/** What the Functions runtime gives a handler: https://www.twilio.com/docs/serverless/functions-assets/functions/invocation */
export interface FunctionContext extends Readonly<Record<string, unknown>> {
  getTwilioClient(options?: Record<string, unknown>): TwilioClient;
}

/** Request parameters of query and body, with headers under `request`. */
type FunctionEvent = Readonly<Record<string, unknown>>;

type FunctionCallback = (error: null, response: RuntimeResponse) => void;

export type FunctionHandler = (
  context: FunctionContext,
  event: FunctionEvent,
  callback: FunctionCallback,
) => Promise<void>;

interface RuntimeResponse {
  setStatusCode(code: number): void;
  setBody(body: unknown): void;
  appendHeader(key: string, value: string): void;
}

/** The runtime's global. */
declare const Twilio: { Response: new () => RuntimeResponse };

/**
 * An answer in JSON; `null` for an answer without a body. `readableBy`: the origin whose pages a browser lets read it,
 * `*` for all; without it, none. Nothing is said of preflights: the platform answers those itself
 * (https://www.twilio.com/docs/serverless/functions-assets/functions/headers-and-cookies/limitations).
 */
export function answer(status: number, body: object | null, readableBy?: string): RuntimeResponse {
  const response = new Twilio.Response();
  response.setStatusCode(status);
  response.appendHeader('Content-Type', 'application/json');
  if (readableBy !== undefined) {
    response.appendHeader('Access-Control-Allow-Origin', readableBy);
    response.appendHeader('Vary', 'Origin');
  }
  if (body !== null) response.setBody(body);
  return response;
}

/** The body of every answer that is not a success. `facts`: what a program may want of it. */
export const problem = (code: string, message: string, facts: object = {}) => ({
  error: { code, message, ...facts },
});
