import { createHmac, timingSafeEqual } from 'node:crypto';
import { systemClock, type Clock } from './ports';

/** What of a Sync document its seal is about. */
export interface SealedDocument {
  uniqueName: string;
  data: unknown;
  /** When Sync last wrote it, by Sync's own clock: nobody can choose it. */
  dateUpdated: Date;
}

/**
 * Shows that we wrote a Sync document, and when: a Flex user's token may write there too. See
 * docs/decisions/0012-sealed-documents.md.
 */
export interface Seal {
  /** `data`, which must be JSON without a `seal` of its own, with a seal over it and the document's unique name. */
  close<T extends object>(name: string, data: T): T & { seal: string };
  /** What was closed, without its seal; null if the document is not as we wrote it, or an older state put back. */
  open(document: SealedDocument): Record<string, unknown> | null;
}

export interface SealOptions {
  /** The account's auth token: whoever has it can do all that a sealed document can ask for. */
  secret: string;
  /** What the documents belong to, the Sync service: they mean nothing in another one. */
  scope: string;
  clock?: Pick<Clock, 'now'>;
}

/**
 * How much later than its seal a document may have been written, ms: an invocation lives for 10 s, the rest is for a
 * clock that is wrong, of a developer's machine say. For so long a state of before can be put back.
 */
const PUT_BACK_MS = 5 * 60_000;
/** 128 bits in base64url. */
const MAC_CHARACTERS = 22;
/** Seconds since the epoch in base 36, and the code over everything: always as long, see `SEAL_BYTES`. */
const SEAL = /^([0-9a-z]{7})\.([\w-]{22})$/;

export function createSeal({ secret, scope, clock = systemClock }: SealOptions): Seal {
  // The token itself is a key for Twilio's signatures, and is to be one for nothing else.
  const key = createHmac('sha256', secret).update(`queue-eligibility/sync/${scope}`).digest();
  const codeOf = (name: string, at: string, data: object): string =>
    createHmac('sha256', key)
      .update(canonicalJson([name, at, data]))
      .digest('base64url')
      .slice(0, MAC_CHARACTERS);

  return {
    close(name, data) {
      const at = Math.floor(clock.now() / 1_000)
        .toString(36)
        .padStart(7, '0');
      return { ...data, seal: `${at}.${codeOf(name, at, data)}` };
    },
    open({ uniqueName, data: whole, dateUpdated }) {
      if (whole === null || typeof whole !== 'object' || !('seal' in whole)) return null;
      const { seal, ...data } = whole;
      const [, at, code] = (typeof seal === 'string' && SEAL.exec(seal)) || [];
      if (at === undefined || code === undefined) return null;
      if (!timingSafeEqual(Buffer.from(code), Buffer.from(codeOf(uniqueName, at, data)))) return null;
      return dateUpdated.getTime() - parseInt(at, 36) * 1_000 > PUT_BACK_MS ? null : data;
    },
  };
}

/** JSON with the keys of every object in order: Sync may give them back in another one. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
