import { createHash } from 'node:crypto';
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
import { packQueues, unpackQueues } from './packed-queues';
import type { Distrusted } from './rules';
import type { TaskQueue } from './task-router';

/**
 * What the last resync knew, to be had in one request: an event handler that starts cold reads this instead of asking
 * TaskRouter for its queues. See docs/decisions/0004-rulebook.md for why that is exact.
 */
export interface Rulebook {
  /** When the last verified resync began to read, ISO 8601; null: never. See {@link knownSince}. */
  verifiedAt: string | null;
  /** The queues as that resync saw them; null when they are too many. */
  queues: TaskQueue[] | null;
  /** Queues about which our evaluation was found wrong. */
  distrusted: Distrusted;
  /**
   * Until then, ISO 8601, a resync runs that will look at every worker once more: what can't be decided without
   * a request is left to it. Null: none does.
   */
  secondLookUntil: string | null;
}

/** Once a `signal` is aborted, nothing is written any more. */
export interface RulebookStore {
  /** Null when there never was a resync; where what stands there can't be trusted, a rulebook that knows nothing. */
  read(): Promise<Rulebook | null>;
  /** Only the one running resync writes. */
  write(rulebook: Rulebook, signal?: AbortSignal): Promise<void>;
  /**
   * Leaves the rules an event handler goes by where no resync has written any, for {@link LEFT_S}: the echo of what it
   * writes finds them, wherever it is handled.
   */
  leave(queues: TaskQueue[], signal?: AbortSignal): Promise<void>;
}

/** For how long an event handler may go by what it read, ms. A resync that finds other rules waits that long. */
export const RULEBOOK_TRUSTED_MS = 1_000;

/** A first resync may be a long time off, and nobody checks what was left until then. Seconds. */
const LEFT_S = 60;

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
/** How often one write is tried while what it depends on comes and goes. */
const MAX_TRIES = 6;
/** The oldest entries fall out, and would be found again. */
const MAX_DISTRUSTED = 100;

/** Which items hold the queues, one after the other. What is written anew goes into the other slot. */
const piecesSchema = z.object({
  slot: z.enum(['a', 'b']),
  count: z.number().int(),
  /** Of the whole: what was overwritten since is none of it. */
  digest: z.string(),
});
type Pieces = z.infer<typeof piecesSchema>;

const headSchema = z.object({
  workspaceSid: z.string(),
  verifiedAt: z.iso.datetime().nullable(),
  /** See `packQueues`; null: too many even for pieces. */
  queues: z.union([z.string(), piecesSchema]).nullable(),
  distrusted: z.array(z.tuple([z.string(), z.string()])),
  secondLookUntil: z.iso.datetime().nullable(),
});
const pieceSchema = z.object({ text: z.string() });

/** There were resyncs, nobody knows when: the next sign of life starts a check, which writes the rulebook anew. */
const LONG_AGO = '1970-01-01T00:00:00.000Z';
const LOST: Rulebook = { verifiedAt: LONG_AGO, queues: null, distrusted: new Map(), secondLookUntil: null };

/** Whether what earlier resyncs knew is lost. */
export const isLost = ({ verifiedAt }: Rulebook): boolean => verifiedAt === LONG_AGO;

/** Whether two lists of queues ask for the same; their order and their names don't matter. */
export function isSameRules(before: readonly TaskQueue[], now: readonly TaskQueue[]): boolean {
  const text = (queues: readonly TaskQueue[]) =>
    JSON.stringify(queues.map(({ sid, targetWorkers }) => [sid, targetWorkers]).sort());
  return text(before) === text(now);
}

/** Since when the workspace is known to be in step, ISO 8601; null: it is not known. */
export const knownSince = (rulebook: Rulebook | null): string | null =>
  rulebook && !isLost(rulebook) ? rulebook.verifiedAt : null;

interface RulebookOptions {
  workspaceSid: string;
  /** What does not carry it was written by somebody else. */
  seal: Seal;
  clock: Pick<Clock, 'now' | 'sleep'>;
  log: Log;
}

interface Item {
  key: string;
  values: object;
  itemTtl: number;
  signal: AbortSignal | undefined;
}

/** Keeps the rulebook in a Sync map, whose items come in one request. */
export function createRulebookStore(
  sync: ServiceContext,
  retry: Retry,
  { workspaceSid, seal, clock, log }: RulebookOptions,
): RulebookStore {
  const map = sync.syncMaps(MAP_NAME);
  const nameOf = (key: string): string => `${MAP_NAME}/${key}`;
  // What was there when it was last looked at.
  let isThere = true;
  let items = new Map<string, unknown>();
  let pieces: Pieces | null = null;
  let writtenAtMs = -Infinity;

  const toHead = ({ queues, distrusted, ...times }: Rulebook) => ({
    workspaceSid,
    ...times,
    queues: queues && packQueues(queues),
    distrusted: [...distrusted].slice(-MAX_DISTRUSTED),
  });

  const unpackPieces = ({ slot, count, digest }: Pieces): TaskQueue[] | null => {
    const texts = Array.from({ length: count }, (_, n) => pieceSchema.safeParse(items.get(`${slot}.${n}`)));
    const text = texts.map(({ data }) => data?.text ?? '').join('');
    return digestOf(text) === digest ? unpackQueues(text) : null;
  };

  /** False where there are no maps: then nobody can read one either, and events go by TaskRouter's queues. */
  async function makeSureOfMap(signal?: AbortSignal): Promise<boolean> {
    if (isThere) return true;
    try {
      await retry('creating the rulebook', () => {
        signal?.throwIfAborted();
        return sync.syncMaps.create({ uniqueName: MAP_NAME });
      });
    } catch (error) {
      if (isNotFound(error)) {
        log('warn', 'rulebook.not_kept', { message: messageOf(error) });
        return false;
      }
      if (!isNameTaken(error)) throw error;
    }
    return (isThere = true);
  }

  /** Writes an item that is there or is not. `itemTtl`: seconds until it goes, 0 for ever. */
  async function send(how: 'create' | 'update', { key, values, itemTtl, signal }: Item): Promise<void> {
    const data = seal.close(nameOf(key), values);
    await retry('writing the rulebook', () => {
      signal?.throwIfAborted();
      return how === 'update'
        ? map.syncMapItems(key).update({ data, itemTtl })
        : map.syncMapItems.create({ key, data, itemTtl });
    });
  }

  async function put(key: string, values: object, signal?: AbortSignal): Promise<void> {
    const item = { key, values, itemTtl: 0, signal };
    await clock.sleep(Math.max(0, writtenAtMs + WRITE_PAUSE_MS - clock.now()));
    // It comes or goes while nobody looks, and an answer gets lost; not again and again.
    for (let tries = 1; ; tries++) {
      if (!(await makeSureOfMap(signal))) return;
      try {
        await send(items.has(key) ? 'update' : 'create', item);
        items.set(key, values);
        writtenAtMs = clock.now();
        return;
      } catch (error) {
        if (tries === MAX_TRIES || !(isNameTaken(error) || isNotFound(error))) throw error;
        // Nothing to update: it may be to create. Nothing to create it in: so is the map.
        if (isNameTaken(error)) items.set(key, null);
        else isThere = items.delete(key);
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
        isThere = true;
        items = new Map(
          page.instances.map(({ key, data }) => [key, seal.open({ uniqueName: nameOf(key), data })]),
        );
      } catch (error) {
        if (!isNotFound(error)) throw error;
        isThere = false;
        items.clear();
      }
      pieces = null;
      if (!items.has(HEAD)) return null;
      const parsed = headSchema.safeParse(items.get(HEAD));
      if (!parsed.success) return LOST;
      // What is about another workspace is as good as none.
      if (parsed.data.workspaceSid !== workspaceSid) return null;
      const { queues: packed, distrusted, workspaceSid: _ours, ...times } = parsed.data;
      const isInPieces = packed !== null && typeof packed === 'object';
      const queues = isInPieces ? unpackPieces(packed) : unpackQueues(packed ?? '');
      if (isInPieces && queues) pieces = packed;
      return { ...times, queues, distrusted: new Map(distrusted) };
    },

    async write(rulebook, signal) {
      const head = toHead(rulebook);
      const { queues: packed } = head;
      if (!packed || fits(head)) await put(HEAD, head, signal);
      else await put(HEAD, { ...head, queues: await putPieces(packed, signal) }, signal);
    },

    async leave(queues, signal) {
      const head = toHead({ verifiedAt: null, queues, distrusted: new Map(), secondLookUntil: null });
      if (!fits(head) || !(await makeSureOfMap(signal))) return;
      try {
        await send('create', { key: HEAD, values: head, itemTtl: LEFT_S, signal });
      } catch (error) {
        // Another event's, or a resync's, which is better.
        if (!isNameTaken(error) && !isNotFound(error)) throw error;
      }
    },
  };
}

const fits = (head: object): boolean => Buffer.byteLength(JSON.stringify(head)) <= ITEM_BYTES;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
