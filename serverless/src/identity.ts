import { RetryableError } from '@queue-eligibility/batch';
import type { Twilio } from 'twilio';
import * as z from 'zod';

/** A person with a valid Flex token. */
export interface Identity {
  name: string;
  roles: readonly string[];
}

/** Whether a token is valid could not be found out: that says nothing of the token. */
export class TokenNotChecked extends RetryableError {
  constructor(options?: ErrorOptions) {
    super(
      'token_not_checked',
      'Twilio could not be asked about the Flex token; try again in a moment',
      options,
    );
  }
}

const resultSchema = z.object({
  valid: z.literal(true),
  roles: z.array(z.string()).default([]),
  identity: z.string().optional(),
  worker_sid: z.string().nullish(),
});

/** A Flex token is a compact JWE: five parts of base64url. Whatever else is sent in its place is not worth a request. */
const TOKEN = /^[\w.\-=]{1,8192}$/;
const NAME_BYTES = 80;

/**
 * Whom a Flex token belongs to, by Twilio's own answer (the request that twilio-flex-token-validator makes, but with
 * a status and a time limit); null when it is not valid, expired, or of another account. Roles come from that answer
 * alone.
 *
 * @throws TokenNotChecked
 */
export async function identify(client: Twilio, token: unknown): Promise<Identity | null> {
  if (typeof token !== 'string' || !TOKEN.test(token)) return null;
  const { statusCode, body } = await askTwilio(client, token);
  if (statusCode === 429 || statusCode >= 500) throw new TokenNotChecked();
  const result = resultSchema.safeParse(body);
  if (!result.success) return null;
  const { identity, worker_sid: workerSid, roles } = result.data;
  return { name: clip(identity ?? workerSid ?? 'unknown'), roles };
}

async function askTwilio(client: Twilio, token: string): Promise<{ statusCode: number; body: unknown }> {
  try {
    return (await client.request({
      method: 'post',
      uri: `https://iam.twilio.com/v1/Accounts/${client.accountSid}/Tokens/validate`,
      headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' },
      data: { token },
    })) as { statusCode: number; body: unknown };
  } catch (error) {
    throw new TokenNotChecked({ cause: error });
  }
}

/** A name becomes part of a document of 1 KiB. */
function clip(name: string): string {
  let clipped = name.slice(0, NAME_BYTES);
  while (Buffer.byteLength(clipped) > NAME_BYTES) clipped = clipped.slice(0, -1);
  return clipped;
}
