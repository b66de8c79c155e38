import { answerSchemas, problemSchema, type AnswerOf, type Path } from '@queue-eligibility/api';
import RequestClient from 'twilio/lib/base/RequestClient';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { Refusal } from './refusal';
import { addressOf, type Caller } from './step';

/** Longer than a Function can live, ms. */
const TIMEOUT_MS = 12_000;

const http = new RequestClient({ timeout: TIMEOUT_MS });

export interface SignedAnswer {
  status: number;
  body: unknown;
}

/** Posts a form to one of our Functions, signed as Twilio signs. */
export async function postSigned(
  uri: string,
  data: Record<string, string>,
  authToken: string,
): Promise<SignedAnswer> {
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Twilio-Signature': getExpectedTwilioSignature(authToken, uri, data),
  };
  const { statusCode, body } = await http.request<unknown>({ method: 'post', uri, data, headers });
  return { status: statusCode, body };
}

/**
 * Calls one of the Functions that the panel calls, signed by the account's auth token in the place of a Flex token.
 * @throws Refusal in the Function's own words.
 */
export async function callPanel<P extends Path>(
  place: Caller,
  path: P,
  parameters: Record<string, string> = {},
): Promise<AnswerOf<P>> {
  const { authToken } = place.account.credentials;
  if (authToken === null)
    throw new Refusal(
      'Our Functions are called with the auth token: set AUTH_TOKEN. In Flex, the page does the same',
    );
  const address = addressOf(place);
  if (address === null) throw new Refusal('Nobody knows where the Functions are: deploy them first');
  const data = { ...parameters, SignedAt: new Date().toISOString() };
  const { status, body } = await postSigned(address + path, data, authToken);
  if (status === 200) return answerSchemas[path].parse(parsed(body)) as AnswerOf<P>;
  throw new Refusal(`${path} answered ${status}: ${problemWords(body)}`);
}

/** What a Function says is wrong; of what is none of its answers, the beginning. */
export function problemWords(body: unknown): string {
  const problem = problemSchema.safeParse(parsed(body));
  if (problem.success) return `${problem.data.error.message} (${problem.data.error.code})`;
  return (typeof body === 'string' ? body : JSON.stringify(body ?? '')).slice(0, 200);
}

/** Twilio's client leaves some answers as text. */
export function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
