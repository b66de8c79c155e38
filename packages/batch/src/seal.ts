import { createHmac, timingSafeEqual } from 'node:crypto';

/** What of a Sync document its seal is about. */
export interface SealedDocument {
  uniqueName: string;
  data: unknown;
}

/**
 * Shows that we wrote a Sync document: a Flex user's token may write there too. See
 * docs/decisions/0012-sealed-documents.md.
 */
export interface Seal {
  /** `data`, which must be JSON without a `seal` of its own, with a seal over it and the document's unique name. */
  close<T extends object>(name: string, data: T): T & { seal: string };
  /** What was closed, without its seal; null if the document is not as we wrote it. */
  open(document: SealedDocument): Record<string, unknown> | null;
}

export interface SealOptions {
  /** The account's auth token: whoever has it can do all that a sealed document can ask for. */
  secret: string;
  /** What the documents belong to, the Sync service: they mean nothing in another one. */
  scope: string;
}

/** 128 bits in base64url: see `SEAL_BYTES`. */
const SEAL_CHARACTERS = 22;

export function createSeal({ secret, scope }: SealOptions): Seal {
  // The token itself is a key for Twilio's signatures, and is to be one for nothing else.
  const key = createHmac('sha256', secret).update(`queue-eligibility/sync/${scope}`).digest();
  const codeOf = (name: string, data: object): string =>
    createHmac('sha256', key)
      .update(canonicalJson([name, data]))
      .digest('base64url')
      .slice(0, SEAL_CHARACTERS);

  return {
    close: (name, data) => ({ ...data, seal: codeOf(name, data) }),
    open({ uniqueName, data: whole }) {
      if (whole === null || typeof whole !== 'object' || !('seal' in whole)) return null;
      const { seal, ...data } = whole;
      if (typeof seal !== 'string') return null;
      const [given, expected] = [Buffer.from(seal), Buffer.from(codeOf(uniqueName, data))];
      return given.length === expected.length && timingSafeEqual(given, expected) ? data : null;
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
