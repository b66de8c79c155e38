import { createHash } from 'node:crypto';
import {
  isNameTaken,
  isNotFound,
  isPreconditionFailed,
  type Clock,
  type Log,
  type Retry,
  type Seal,
} from '@queue-eligibility/batch';
import type { ServiceContext } from 'twilio/lib/rest/sync/v1/service';
import * as z from 'zod';
import { fingerprint, type Attributes } from './attributes';

/**
 * Notices when somebody keeps undoing what we write: another system that owns the same attribute. That is so when the
 * same queues are written again and again for a worker whose other attributes did not change in between. Such a worker
 * is reported and left alone for a while: to fight would be a loop without end, at the price of the rate limit.
 */
export interface Contest {
  /** Takes in what other invocations have noticed. */
  read(): Promise<void>;
  /**
   * Whether just this write, which is about to be made, was undone too often. `leavesMark`: others are to hear of it, for
   * a request; else they hear when it is made a second time.
   */
  isContested(workerSid: string, write: string, leavesMark?: boolean): boolean | Promise<boolean>;
  /** It was written once more. */
  wrote(workerSid: string, write: string): Promise<void>;
  /** Somebody says that it is over. */
  forget(workerSid: string): Promise<void>;
}

/** What was written for a worker: how often, and when last, ms since the epoch. No round yet: it is marked. */
interface Round {
  write: string;
  rounds: number;
  atMs: number;
}

/** What is known of contested workers, beyond one container. */
export interface ContestStore {
  read(): Promise<Map<string, Round>>;
  /** Applies `edit` to what is there now. */
  edit(edit: (before: Map<string, Round>) => void): Promise<void>;
  /** Notes for {@link ROUND_MS} that a write is made; false if that was noted before. */
  mark(workerSid: string, write: string): Promise<boolean>;
}

/** After so many writes of the same, each of them undone, there is no further one. */
const MAX_ROUNDS = 3;
/** What comes later than this after our write is no answer to it, ms. */
const ROUND_MS = 10 * 60_000;
/** For so long a contested worker is left alone, ms. */
const CONTESTED_MS = 60 * 60_000;
/** How long what others noticed is trusted, ms. */
const READ_AGAIN_MS = 1_000;
/** Workers that one container remembers; the oldest fall out. */
const MAX_REMEMBERED = 20_000;

/** Names what is about to be written, and what it follows from. */
export const signatureOf = (attributes: Attributes, text: string): string =>
  createHash('sha256')
    .update(`${fingerprint(attributes)}\n${text}`)
    .digest('base64url')
    .slice(0, 12);

interface ContestPorts {
  store: ContestStore;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

/** The contest of one container. */
export function createContest({ store, clock, log }: ContestPorts): Contest {
  const mine = new Map<string, Round>();
  let others = new Map<string, Round>();
  let readAtMs = -Infinity;
  let saving: { rounds: Map<string, Round | null>; done: Promise<void> } | null = null;

  const isOf = (round: Round | undefined, write: string, withinMs: number): round is Round =>
    round?.write === write && clock.now() - round.atMs < withinMs;
  const roundsOf = (round: Round | undefined, write: string, withinMs: number): number =>
    isOf(round, write, withinMs) ? round.rounds : 0;
  const known = (workerSid: string, write: string, withinMs: number): number =>
    Math.max(
      roundsOf(mine.get(workerSid), write, withinMs),
      roundsOf(others.get(workerSid), write, withinMs),
    );
  const isOver = (workerSid: string, write: string): boolean =>
    known(workerSid, write, CONTESTED_MS) >= MAX_ROUNDS;

  async function read(): Promise<void> {
    if (clock.now() - readAtMs < READ_AGAIN_MS) return;
    readAtMs = clock.now();
    others = await store.read();
  }

  /** What is to be saved at the same time is saved together: many workers may be contested at once. */
  function save(workerSid: string, round: Round | null): Promise<void> {
    if (saving) {
      saving.rounds.set(workerSid, round);
      return saving.done;
    }
    const rounds = new Map([[workerSid, round]]);
    const done = Promise.resolve().then(async () => {
      saving = null;
      await store.edit((before) => {
        for (const [sid, one] of rounds) {
          if (one) before.set(sid, later(before.get(sid), one));
          else before.delete(sid);
        }
        others = before;
      });
    });
    saving = { rounds, done };
    return done;
  }

  /** Another container's round after what this one knew of is one more than it knew. */
  const later = (there: Round | undefined, round: Round): Round => {
    // It is this very one, whose answer got lost.
    if (isOf(there, round.write, ROUND_MS) && there.atMs === round.atMs) return there;
    return isOf(there, round.write, ROUND_MS) && there.rounds >= round.rounds
      ? { ...round, rounds: there.rounds + 1 }
      : round;
  };

  function remember(workerSid: string, round: Round): void {
    mine.delete(workerSid);
    mine.set(workerSid, round);
    if (mine.size > MAX_REMEMBERED) mine.delete(mine.keys().next().value ?? '');
  }

  /** Whether nobody has made this write lately, as far as can be known. */
  async function mark(workerSid: string, write: string): Promise<boolean> {
    try {
      const isFirst = await store.mark(workerSid, write);
      remember(workerSid, { write, rounds: isFirst ? 0 : 1, atMs: clock.now() });
      return isFirst;
    } catch (error) {
      // The write is worth more than to know whether it is a contest.
      log('warn', 'contest.not_marked', { workerSid, message: String(error) });
      return true;
    }
  }

  return {
    read,
    isContested(workerSid, write, leavesMark = false) {
      if (isOver(workerSid, write)) return true;
      const last = mine.get(workerSid);
      const isAgain = roundsOf(last, write, ROUND_MS) > 0;
      if (isAgain) return read().then(() => isOver(workerSid, write));
      // The first time is no contest; what was marked and came to nothing is tried again.
      if (!leavesMark || isOf(last, write, ROUND_MS)) return false;
      return mark(workerSid, write).then(async (isFirst) => {
        if (!isFirst) await read();
        return !isFirst && isOver(workerSid, write);
      });
    },
    async wrote(workerSid, write) {
      const round = { write, rounds: known(workerSid, write, ROUND_MS) + 1, atMs: clock.now() };
      remember(workerSid, round);
      if (round.rounds === 1) return;
      log('warn', 'worker.undone', { workerSid, rounds: round.rounds });
      await save(workerSid, round);
    },
    async forget(workerSid) {
      mine.delete(workerSid);
      await read();
      if (others.has(workerSid)) await save(workerSid, null);
    },
  };
}

const DOCUMENT_NAME = 'queue-eligibility.contested';
/** A document holds 16 KiB, and one below 10 KiB may be written more than twice a second. */
const MAX_SAVED = 90;

const documentSchema = z.object({
  workers: z.array(z.tuple([z.string(), z.string(), z.number().int(), z.number()])),
});

/** Keeps what is known of contested workers in a Sync document. What does not carry the `seal` says nothing. */
export function createContestStore(sync: ServiceContext, retry: Retry, seal: Seal): ContestStore {
  interface Found {
    revision: string | null;
    rounds: Map<string, Round>;
  }

  async function find(): Promise<Found> {
    try {
      const document = await retry('reading contested workers', () => sync.documents(DOCUMENT_NAME).fetch());
      const parsed = documentSchema.safeParse(seal.open(document));
      const workers = parsed.success ? parsed.data.workers : [];
      return {
        revision: document.revision,
        rounds: new Map(workers.map(([sid, write, rounds, atMs]) => [sid, { write, rounds, atMs }])),
      };
    } catch (error) {
      if (isNotFound(error)) return { revision: null, rounds: new Map() };
      throw error;
    }
  }

  async function save(revision: string | null, rounds: ReadonlyMap<string, Round>): Promise<void> {
    const newest = [...rounds].sort(([, a], [, b]) => b.atMs - a.atMs).slice(0, MAX_SAVED);
    const workers = newest.map(([sid, round]) => [sid, round.write, round.rounds, round.atMs]);
    const data = seal.close(DOCUMENT_NAME, { workers });
    // It forgets itself when nothing was contested for a while.
    const ttl = (2 * CONTESTED_MS) / 1_000;
    await retry('noting contested workers', () =>
      revision === null
        ? sync.documents.create({ uniqueName: DOCUMENT_NAME, data, ttl })
        : sync.documents(DOCUMENT_NAME).update({ data, ttl, ifMatch: revision }),
    );
  }

  return {
    read: async () => (await find()).rounds,
    async edit(edit) {
      for (;;) {
        const { revision, rounds } = await find();
        edit(rounds);
        try {
          await save(revision, rounds);
          return;
        } catch (error) {
          if (!isNameTaken(error) && !isPreconditionFailed(error) && !isNotFound(error)) throw error;
        }
      }
    },
    async mark(workerSid, write) {
      const uniqueName = `queue-eligibility.wrote.${workerSid}.${write}`;
      let tries = 0;
      try {
        await retry('marking a write', () => {
          tries += 1;
          return sync.documents.create({ uniqueName, data: {}, ttl: ROUND_MS / 1_000 });
        });
        return true;
      } catch (error) {
        if (!isNameTaken(error)) throw error;
        // Taken at a repeated try: by the first one, whose answer got lost.
        return tries > 1;
      }
    },
  };
}
