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
 * An answer in JSON; `null` for an answer without a body. Any origin may read it: what it takes to get one is a
 * Flex token in the body, never a cookie.
 */
export function answer(status: number, body: object | null): RuntimeResponse {
  const response = new Twilio.Response();
  response.setStatusCode(status);
  response.appendHeader('Content-Type', 'application/json');
  response.appendHeader('Access-Control-Allow-Origin', '*');
  response.appendHeader('Access-Control-Allow-Methods', 'OPTIONS, POST, GET');
  response.appendHeader('Access-Control-Allow-Headers', 'Content-Type');
  if (body !== null) response.setBody(body);
  return response;
}

/** The body of every answer that is not a success. */
export const problem = (code: string, message: string) => ({ error: { code, message } });
