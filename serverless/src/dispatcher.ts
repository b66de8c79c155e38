import { RetryableError, type Dispatcher } from '@queue-eligibility/batch';
import RequestClient from 'twilio/lib/base/RequestClient';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import type { Configuration } from './configuration';

/** Longer than the other invocation can live, ms. */
const TIMEOUT_MS = 12_000;

/** One of our own Functions did not take a hand-off. */
class HandOffFailed extends RetryableError {
  constructor(path: string, status: number) {
    const hint = status === 403 ? ' Is FUNCTIONS_BASE_URL the address under which they are deployed?' : '';
    super('handoff_failed', `${path} answered ${status}.${hint}`);
  }
}

// Kept between invocations: a container that is used again has its connections still.
let client: RequestClient | null = null;

/**
 * Starts another invocation of ours by a signed, form-encoded POST, which the platform checks parameter by
 * parameter. The address is configuration, never a header of a request.
 */
export function createDispatcher({ functionsBaseUrl, authToken }: Configuration): Dispatcher {
  client ??= new RequestClient({ timeout: TIMEOUT_MS, maxSockets: 50 });
  const http = client;
  return {
    async dispatch(target, { protocol, jobId, hop, attempt }) {
      const path = `/batch/${target}`;
      const uri = `${functionsBaseUrl}${path}`;
      const data = { protocol: String(protocol), jobId, hop: String(hop), attempt: String(attempt) };
      const response = await http.request({
        method: 'post',
        uri,
        data,
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'X-Twilio-Signature': getExpectedTwilioSignature(authToken, uri, data),
        },
      });
      if (response.statusCode >= 400) throw new HandOffFailed(path, response.statusCode);
    },
  };
}
