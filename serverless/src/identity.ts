import { validator } from 'twilio-flex-token-validator';
import * as z from 'zod';
import type { Configuration } from './configuration';

/** A person with a valid Flex token. */
export interface Identity {
  name: string;
  roles: readonly string[];
}

const resultSchema = z.object({
  valid: z.literal(true),
  roles: z.array(z.string()).default([]),
  identity: z.string().optional(),
  worker_sid: z.string().nullish(),
});

/** A Flex token is a compact JWE: five parts of base64url. Whatever else is sent in its place is not worth a request. */
const TOKEN = /^[\w.\-=]{1,8192}$/;
const TIMEOUT_MS = 4_000;

/**
 * Whom a Flex token belongs to, by Twilio's own answer; null when it is not valid, expired, or of another account.
 * Roles come from that answer alone.
 *
 * @throws when Twilio could not be asked: that says nothing of the token.
 */
export async function identify(
  token: unknown,
  { accountSid, authToken }: Configuration,
): Promise<Identity | null> {
  if (typeof token !== 'string' || !TOKEN.test(token)) return null;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the token check took too long')), TIMEOUT_MS);
  });
  try {
    const result = await Promise.race([validator(token, accountSid, authToken), timeout]);
    const parsed = resultSchema.safeParse(result);
    if (!parsed.success) return null;
    const { identity, worker_sid: workerSid, roles } = parsed.data;
    return { name: clip(identity ?? workerSid ?? 'unknown'), roles };
  } catch (error) {
    // The validator rejects with Twilio's message for a token that is not valid, as with one of the network's.
    if (error instanceof Error || isNetworkMessage(error)) {
      throw new Error('the token could not be checked', { cause: error });
    }
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Of what the validator rejects with, what says nothing of the token: it keeps only the message, not the status. */
const OUTAGE =
  /ECONN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|socket hang up|certificate|JSON|too many requests|unavailable|internal server error|bad gateway|gateway time-?out/i;

const isNetworkMessage = (error: unknown): boolean => typeof error === 'string' && OUTAGE.test(error);

/** A name is part of a document of 1 KiB. */
function clip(name: string): string {
  let clipped = name.slice(0, 80);
  while (Buffer.byteLength(clipped) > 80) clipped = clipped.slice(0, -1);
  return clipped;
}
