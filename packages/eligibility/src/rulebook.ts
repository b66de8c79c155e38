import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { isNameTaken, isNotFound, type Retry, type Seal } from '@queue-eligibility/batch';
import type { ServiceContext } from 'twilio/lib/rest/sync/v1/service';
import * as z from 'zod';
import type { Distrusted } from './rules';
import type { TaskQueue } from './task-router';

/**
 * What the last resync knew, in one document: an event handler that starts cold reads this one instead of asking
 * TaskRouter for its queues. See docs/decisions/0004-rulebook.md for why that is exact.
 */
export interface Rulebook {
  /** When the last verified resync began to read, ISO 8601; null: never. See {@link knownSince}. */
  verifiedAt: string | null;
  /** The queues as that resync saw them; null when they don't fit into a document. */
  queues: TaskQueue[] | null;
  /** Queues about which our evaluation was found wrong. */
  distrusted: Distrusted;
  /**
   * Until then, ISO 8601, a resync runs that will look at every worker once more: what can't be decided without
   * a request is left to it. Null: none does.
   */
  secondLookUntil: string | null;
}

export interface RulebookStore {
  /** Null when there never was a resync; where its document can't be trusted, a rulebook that knows nothing. */
  read(): Promise<Rulebook | null>;
  /** Only the one running resync writes. */
  write(rulebook: Rulebook): Promise<void>;
}

/** For how long an event handler may go by what it read, ms. A resync that finds other rules waits that long. */
export const RULEBOOK_TRUSTED_MS = 1_000;

const DOCUMENT_NAME = 'queue-eligibility.rulebook';
/** Sync takes 16 KiB, the seal among them; beyond this the queues are left out. */
const MAX_BYTES = 16_000;
/** The oldest entries fall out, and would be found again. */
const MAX_DISTRUSTED = 100;

const documentSchema = z.object({
  workspaceSid: z.string(),
  verifiedAt: z.iso.datetime().nullable(),
  /** See {@link pack}: SIDs and expressions of 500 queues are 50 KB in plain. */
  queues: z.string().nullable(),
  distrusted: z.array(z.tuple([z.string(), z.string()])),
  secondLookUntil: z.iso.datetime().nullable(),
});
const expressionsSchema = z.array(z.string());

/** There were resyncs, nobody knows when: the next sign of life starts a check, which writes the rulebook anew. */
const LONG_AGO = '1970-01-01T00:00:00.000Z';
const LOST: Rulebook = { verifiedAt: LONG_AGO, queues: null, distrusted: new Map(), secondLookUntil: null };

/** Whether what earlier resyncs knew is lost. */
export const isLost = ({ verifiedAt }: Rulebook): boolean => verifiedAt === LONG_AGO;

/** Since when the workspace is known to be in step, ISO 8601; null: it is not known. */
export const knownSince = (rulebook: Rulebook | null): string | null =>
  rulebook && !isLost(rulebook) ? rulebook.verifiedAt : null;

interface RulebookOptions {
  workspaceSid: string;
  /** What does not carry it was written by somebody else. */
  seal: Seal;
}

/** Keeps the rulebook in a Sync document. */
export function createRulebookStore(
  sync: ServiceContext,
  retry: Retry,
  { workspaceSid, seal }: RulebookOptions,
): RulebookStore {
  /** Whether it was there when it was last looked at. */
  let isThere = true;

  return {
    async read() {
      try {
        const document = await retry('reading the rulebook', () => sync.documents(DOCUMENT_NAME).fetch());
        isThere = true;
        const parsed = documentSchema.safeParse(seal.open(document));
        if (!parsed.success) return LOST;
        // What is about another workspace is as good as none.
        if (parsed.data.workspaceSid !== workspaceSid) return null;
        const { queues, distrusted, workspaceSid: _ours, ...times } = parsed.data;
        return { ...times, queues: queues === null ? null : unpack(queues), distrusted: new Map(distrusted) };
      } catch (error) {
        if (!isNotFound(error)) throw error;
        isThere = false;
        return null;
      }
    },
    async write({ queues, distrusted, ...times }) {
      const entries = [...distrusted].slice(-MAX_DISTRUSTED);
      const values = { workspaceSid, ...times, queues: queues && pack(queues), distrusted: entries };
      if (Buffer.byteLength(JSON.stringify(values)) > MAX_BYTES) values.queues = null;
      const data = seal.close(DOCUMENT_NAME, values);
      const update = () =>
        retry('writing the rulebook', () => sync.documents(DOCUMENT_NAME).update({ data }));
      const create = () =>
        retry('creating the rulebook', () => sync.documents.create({ uniqueName: DOCUMENT_NAME, data }));
      for (;;) {
        try {
          await (isThere ? update() : create());
          isThere = true;
          return;
        } catch (error) {
          // It came or went since it was looked at, or the answer to its creation got lost.
          if (!isNameTaken(error) && !isNotFound(error)) throw error;
          isThere = isNameTaken(error);
        }
      }
    },
  };
}

/**
 * Two parts in base64: the digits of the SIDs as bytes, since they are random and nothing makes them shorter, and
 * the expressions, compressed. Null for SIDs of another form, and for too many of them to try.
 */
function pack(queues: readonly TaskQueue[]): string | null {
  if (!queues.every(({ sid }) => /^WQ[0-9a-f]{32}$/.test(sid))) return null;
  const sids = Buffer.from(queues.map(({ sid }) => sid.slice(2)).join(''), 'hex');
  if (sids.length > (MAX_BYTES * 3) / 4) return null;
  const text = JSON.stringify(queues.map(({ targetWorkers }) => targetWorkers));
  const expressions = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return `${sids.toString('base64')}.${expressions.toString('base64')}`;
}

function unpack(packed: string): TaskQueue[] | null {
  try {
    const [sids = '', compressed = ''] = packed.split('.');
    const digits = Buffer.from(sids, 'base64').toString('hex').match(/.{32}/g) ?? [];
    const text = brotliDecompressSync(Buffer.from(compressed, 'base64')).toString();
    const expressions = expressionsSchema.parse(JSON.parse(text));
    if (digits.length !== expressions.length) return null;
    return expressions.map((targetWorkers, i) => ({
      sid: `WQ${digits[i]}`,
      friendlyName: '',
      targetWorkers,
    }));
  } catch {
    return null;
  }
}
