import {
  createRetry,
  createSeal,
  createSyncStore,
  RetryableError,
  systemClock,
  type AnyJobKind,
  type BatchPorts,
  type Dispatcher,
} from '@queue-eligibility/batch';
import { RESYNC } from '@queue-eligibility/eligibility';
import RequestClient from 'twilio/lib/base/RequestClient';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import * as z from 'zod';
import { Refusal } from './refusal';
import { addressOf, type Place } from './step';

/** Longer than a Function can live, ms. */
const TIMEOUT_MS = 12_000;
const POLICY = { retries: 5, minBackoffMs: 200, maxBackoffMs: 1_000 };

/** As much of the kind as it takes to start a job of it: the work is done by the Functions. */
const RESYNC_KIND: AnyJobKind = {
  name: RESYNC,
  takesItems: false,
  itemSchema: z.unknown(),
  stateSchema: z.unknown(),
  keyOf: String,
  maxAttempts: 1,
  concurrency: 1,
  open: () => Promise.reject(new Error('jobs are done by the Functions')),
};

/**
 * The jobs of a deployment, for whoever has the account's credentials: what the panel does with a Flex token, by the
 * same store and the same signed hand-off.
 * @throws Refusal without the auth token, which signs both.
 */
export function jobsOf(place: Place): BatchPorts {
  const { account, settings } = place;
  const { authToken } = account.credentials;
  if (authToken === null)
    throw new Refusal(
      'Jobs are started and read with the auth token: set AUTH_TOKEN, or press Resync in Flex',
    );
  const retry = createRetry(POLICY);
  const seal = createSeal({ secret: authToken, scope: settings.syncServiceSid });
  const address = addressOf(place);
  return {
    store: createSyncStore(account.client.sync.v1.services(settings.syncServiceSid), retry, seal),
    dispatcher: createDispatcher(address, authToken),
    clock: systemClock,
    random: Math.random,
    log: () => {},
    kinds: [RESYNC_KIND],
    ...(address === null ? {} : { deployment: address }),
  };
}

const createDispatcher = (address: string | null, authToken: string): Dispatcher => ({
  async dispatch(target, { protocol, jobId, hop, attempt }) {
    const data = { protocol: String(protocol), jobId, hop: String(hop), attempt: String(attempt) };
    const { status } = await postSigned(`${address}/batch/${target}`, data, authToken);
    if (status >= 400) throw new RetryableError('handoff_failed', `/batch/${target} answered ${status}`);
  },
});

const http = new RequestClient({ timeout: TIMEOUT_MS });

/** Posts a form to a protected Function, signed as Twilio signs. */
export async function postSigned(
  uri: string,
  data: Record<string, string>,
  authToken: string,
): Promise<{ status: number; body: unknown }> {
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Twilio-Signature': getExpectedTwilioSignature(authToken, uri, data),
  };
  const { statusCode, body } = await http.request<unknown>({ method: 'post', uri, data, headers });
  return { status: statusCode, body };
}
