import type { ServerResponse } from 'node:http';
import type { ContainerAnswer } from './container';
import type { NoContainerError } from './pool';

/** An answer of the gateway. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer | string;
}

/** Code of every 5xx of a Function: https://www.twilio.com/docs/api/errors/82002 */
const FUNCTION_ERROR_CODE = 82002;
/** https://www.twilio.com/docs/api/errors/20429 */
const TOO_MANY_REQUESTS_CODE = 20429;

/** Headers that belong to the connection with the container. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

/** A plain-text answer. */
export function textAnswer(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

function errorAnswer(status: number, code: number, message: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, message }),
  };
}

/**
 * What the caller gets for how an invocation ended. The 504 at the time limit is documented
 * (https://www.twilio.com/docs/serverless/functions-assets/functions/request-flow). The bodies are a guess, and so
 * is the 502 of a container that died or said too much: all that is documented is that they are 5xx.
 */
export function answerOf(answer: ContainerAnswer): Answer {
  switch (answer.outcome) {
    case 'answered': {
      const headers = Object.fromEntries(
        Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.includes(name)),
      );
      return { status: answer.status, headers, body: answer.body };
    }
    case 'timed-out':
      return errorAnswer(504, FUNCTION_ERROR_CODE, 'runtime application timed out');
    case 'died':
      return errorAnswer(502, FUNCTION_ERROR_CODE, 'the process of the Function ended before it answered');
    case 'too-large':
      return errorAnswer(502, FUNCTION_ERROR_CODE, 'the response of the Function is too large');
  }
}

/** What the caller gets when there was no container. */
export function noContainerAnswer(error: NoContainerError): Answer {
  return error.reason === 'waited-too-long'
    ? errorAnswer(429, TOO_MANY_REQUESTS_CODE, 'Too Many Requests')
    : errorAnswer(502, FUNCTION_ERROR_CODE, error.message);
}

/** Sends it, unless the caller has hung up. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  const defined = Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined,
  );
  response.writeHead(status, Object.fromEntries(defined)).end(body);
}
