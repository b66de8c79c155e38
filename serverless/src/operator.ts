import { ROLES } from '@queue-eligibility/api';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import * as z from 'zod';
import type { Configuration } from './configuration';
import type { Identity } from './identity';

/** How far a signed call's time may be from ours, ms: what was signed before that is no longer worth anything. */
const SIGNED_FOR_MS = 5 * 60_000;

const signedSchema = z.object({ headers: z.object({ 'x-twilio-signature': z.string().min(1) }) });

interface SignedCall {
  /** The path of the Function, such as /jobs/start. */
  path: string;
  /** The runtime's `event`. */
  event: Readonly<Record<string, unknown>>;
  nowMs?: number;
}

/**
 * The account's own operator, who has the auth token and no Flex token: a command line, a pipeline. Such a call is
 * form-encoded and signed as Twilio signs its webhooks (https://www.twilio.com/docs/usage/security#validating-requests):
 * `X-Twilio-Signature` over our address and all parameters, one of which, `SignedAt`, is the time in ISO 8601, at most five
 * minutes from ours. Null: it is no such call.
 */
export function operatorOf(
  { authToken, functionsBaseUrl }: Pick<Configuration, 'authToken' | 'functionsBaseUrl'>,
  { path, event: { request, ...parameters }, nowMs = Date.now() }: SignedCall,
): Identity | null {
  const signed = signedSchema.safeParse(request);
  // Only what is a text on the wire is covered by the signature.
  if (!signed.success || !Object.values(parameters).every((value) => typeof value === 'string')) return null;
  const signature = signed.data.headers['x-twilio-signature'];
  if (!validateRequest(authToken, signature, functionsBaseUrl + path, parameters)) return null;
  const ageMs = nowMs - Date.parse(String(parameters['SignedAt']));
  return Math.abs(ageMs) <= SIGNED_FOR_MS ? { name: 'operator', roles: ROLES.command } : null;
}
