import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  isNameTaken,
  isNotFound,
  type Clock,
  type Log,
  type Retry,
  type Seal,
} from '@queue-eligibility/batch';
import type { ServiceContext } from 'twilio/lib/rest/sync/v1/service';
import * as z from 'zod';
import { newestOf, packFindings, packQueues, unpackFindings, unpackQueues } from './packed-queues';
import { createLeftWorkers, LEFT, leftIn } from './left-workers';
import type { LeftWorker } from './report';
import type { Findings } from './rules';
import type { TaskQueue } from '@queue-eligibility/task-router';

/**
 * What the last resync went by and found out, to be had in one request: an event handler reads this instead of asking
 * TaskRouter for its queues. See docs/decisions/0004-rulebook.md for why that is exact.
 */
export interface Rulebook {
  /** When the last verified resync began to read, ISO 8601; null: never, or nobody knows any more. */
  verifiedAt: string | null;
  /** The queues as that resync saw them; null when they are lost, or too many. */
  queues: TaskQueue[] | null;
  /** What was found out about our reading of their expressions. */
  findings: Findings;
  /** SIDs of queues that were shown to be gone; codes, where nobody knows the SID any more. */
  gone: readonly string[];
  /** Workers that events could not bring in step since, newest first. */
  left: readonly LeftWorker[];
}

/** Once a `signal` is aborted, nothing is written any more. */
export interface RulebookStore {
  /**
   * Null when there never was a resync. What stands there and is not ours says nothing. Queues, findings and what is gone
   * are the same objects as before where they say the same.
   */
  read(): Promise<Rulebook | null>;
  /** Only the one running resync writes. What it says already is not written again. */
  write(rulebook: Omit<Rulebook, 'left'>, signal?: AbortSignal): Promise<void>;
  /** Notes a worker that an event could not bring in step. */
  leave(worker: LeftWorker, signal?: AbortSignal): Promise<void>;
  /** Forgets those that were left before, ISO 8601: a resync has looked at them since. */
  forgetLeft(before: string, signal?: AbortSignal): Promise<void>;
}

/** When the last resync was verified, where there was one and nobody can tell any more. */
export const LONG_AGO = '1970-01-01T00:00:00.000Z';

/** Since when the workspace is known to be in step, ISO 8601; null: it is not known. */
export const knownSince = (rulebook: Pick<Rulebook, 'verifiedAt'> | null): string | null =>
  rulebook === null || rulebook.verifiedAt === LONG_AGO ? null : rulebook.verifiedAt;

/** For how long an event handler may go by what it read, ms. A resync that finds other rules waits that long. */
export const RULEBOOK_TRUSTED_MS = 1_000;

const MAP_NAME = 'queue-eligibility.rulebook';
/** The item that says all, but for queues that it can't hold. Its key comes before those of the pieces. */
const HEAD = '0';
/** Sync takes 16 KiB an item, the seal among them. */
const ITEM_BYTES = 16_000;
/** Characters of packed queues in an item of their own. */
const PIECE_LENGTH = 15_000;
/** 5,000 queues, the most of a workspace, are 11; an invocation has no time to write many more. */
const MAX_PIECES = 12;
/** Large items of a map may be written twice a second, all of them together: the pause between two, ms. */
const WRITE_PAUSE_MS = 550;
/** How often one write is tried while what it depends on comes and goes, or others write it. */
const MAX_TRIES = 6;

/** Which items hold the queues, one after the other. What is written anew goes into the other slot. */
const piecesSchema = z.object({
  slot: z.enum(['a', 'b']),
  count: z.number().int(),
  /** Of the whole: what was overwritten since is none of it. */
  digest: z.string(),
});
type Pieces = z.infer<typeof piecesSchema>;
type Unpacked = Pick<Rulebook, 'queues' | 'findings' | 'gone'>;

const headSchema = z.object({
  workspaceSid: z.string(),
  verifiedAt: z.iso.datetime().nullable(),
  /** See `packQueues`; null: too many even for pieces. */
  queues: z.union([z.string(), piecesSchema]).nullable(),
  /** See `packFindings`. */
  findings: z.string(),
  gone: z.array(z.string()),
});
const pieceSchema = z.object({ text: z.string() });

interface RulebookOptions {
  workspaceSid: string;
  /** What does not carry it was written by somebody else. */
  seal: Seal;
  clock: Pick<Clock, 'now' | 'sleep'>;
  log: Log;
}

/** Keeps the rulebook in a Sync map, whose items come in one request. */
export function createRulebookStore(
  sync: ServiceContext,
  retry: Retry,
  { workspaceSid, seal, clock, log }: RulebookOptions,
): RulebookStore {
  const map = sync.syncMaps(MAP_NAME);
  // What was there when it was last looked at.
  let items = new Map<string, unknown>();
  let pieces: Pieces | null = null;
  let unpacked: { of: string; said: Unpacked } | null = null;
  let writtenAtMs = -Infinity;

  const toHead = ({ verifiedAt, queues, findings, gone }: Omit<Rulebook, 'left'>) => ({
    workspaceSid,
    verifiedAt,
    queues: queues && packQueues(queues),
    findings: packFindings(queues ?? [], findings),
    gone: newestOf(gone),
  });

  const joinPieces = ({ slot, count, digest }: Pieces): string | null => {
    const texts = Array.from({ length: count }, (_, n) => pieceSchema.safeParse(items.get(`${slot}.${n}`)));
    const text = texts.map(({ data }) => data?.text ?? '').join('');
    return digestOf(text) === digest ? text : null;
  };

  /** What the last resync said, unpacked only where it is not what it said when it was last read. */
  function unpack({ queues: packed, findings, gone }: z.infer<typeof headSchema>): Unpacked {
    const isInPieces = packed !== null && typeof packed === 'object';
    const text = isInPieces ? joinPieces(packed) : packed;
    pieces = isInPieces && text !== null ? packed : null;
    const of = JSON.stringify([text, findings, gone]);
    if (unpacked?.of !== of) {
      const queues = text === null ? null : unpackQueues(text);
      unpacked = { of, said: { queues, gone, findings: unpackFindings(queues ?? [], findings) } };
    }
    return unpacked.said;
  }

  /** False where there are no maps: then nobody can read one either, and events go by TaskRouter's queues. */
  async function createMap(signal?: AbortSignal): Promise<boolean> {
    try {
      await retry('creating the rulebook', () => {
        signal?.throwIfAborted();
        return sync.syncMaps.create({ uniqueName: MAP_NAME });
      });
    } catch (error) {
      if (isNotFound(error)) {
        log('warn', 'rulebook.not_kept', { message: String(error) });
        return false;
      }
      if (!isNameTaken(error)) throw error;
    }
    return true;
  }

  async function put(key: string, values: object, signal?: AbortSignal): Promise<void> {
    const data = seal.close(nameOf(key), values);
    await clock.sleep(Math.max(0, writtenAtMs + WRITE_PAUSE_MS - clock.now()));
    // It comes or goes while nobody looks, and an answer gets lost; not again and again.
    for (let tries = 1; ; tries++) {
      try {
        await retry('writing the rulebook', () => {
          signal?.throwIfAborted();
          return items.has(key)
            ? map.syncMapItems(key).update({ data })
            : map.syncMapItems.create({ key, data });
        });
        items.set(key, values);
        writtenAtMs = clock.now();
        return;
      } catch (error) {
        if (tries === MAX_TRIES || !(isNameTaken(error) || isNotFound(error))) throw error;
        // Nothing to update: it may be to create. Nothing to create it in: so is the map.
        if (isNameTaken(error)) items.set(key, null);
        else if (await createMap(signal)) items.delete(key);
        else return;
      }
    }
  }

  /** Where the text stands afterwards; what stood there before stays until the head no longer names it. */
  async function putPieces(text: string, signal?: AbortSignal): Promise<Pieces | null> {
    const digest = digestOf(text);
    if (pieces?.digest === digest) return pieces;
    const count = Math.ceil(text.length / PIECE_LENGTH);
    if (count > MAX_PIECES) return null;
    const slot = pieces?.slot === 'a' ? 'b' : 'a';
    for (let n = 0; n < count; n++) {
      const piece = { text: text.slice(n * PIECE_LENGTH, (n + 1) * PIECE_LENGTH) };
      const key = `${slot}.${n}`;
      const written = pieceSchema.safeParse(items.get(key));
      if (written.data?.text !== piece.text) await put(key, piece, signal);
    }
    return (pieces = { slot, count, digest });
  }

  return {
    async read() {
      try {
        const page = await retry('reading the rulebook', () => map.syncMapItems.page({ pageSize: 100 }));
        items = new Map(
          page.instances.map(({ key, data }) => [key, seal.open({ uniqueName: nameOf(key), data })]),
        );
      } catch (error) {
        if (!isNotFound(error)) throw error;
        items.clear();
      }
      pieces = null;
      const { data: head } = headSchema.safeParse(items.get(HEAD));
      const left = leftIn(items.get(LEFT));
      const nothing: Rulebook = { verifiedAt: null, queues: null, findings: new Map(), gone: [], left };
      // Not ours, or of before the auth token or this version was changed: a check writes it anew.
      if (!head && items.has(HEAD)) return { ...nothing, verifiedAt: LONG_AGO };
      // What is about another workspace is as good as none.
      if (head?.workspaceSid !== workspaceSid) return left.length > 0 ? nothing : null;
      return { verifiedAt: head.verifiedAt, left, ...unpack(head) };
    },

    async write(rulebook, signal) {
      const head = toHead(rulebook);
      const { queues: packed } = head;
      const whole = !packed || fits(head) ? head : { ...head, queues: await putPieces(packed, signal) };
      const written = headSchema.safeParse(items.get(HEAD)).data;
      if (!isDeepStrictEqual(written, headSchema.parse(whole))) await put(HEAD, whole, signal);
    },

    ...createLeftWorkers({ map, retry, clock, seal, createMap }),
  };
}

/** What an item is called in its seal. */
const nameOf = (key: string): string => `${MAP_NAME}/${key}`;

const fits = (head: object): boolean => Buffer.byteLength(JSON.stringify(head)) <= ITEM_BYTES;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
