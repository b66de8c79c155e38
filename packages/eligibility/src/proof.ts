import { evidenceOf, isProven } from './evidence';
import type { Look } from './look';
import type { Rules } from './rules';
import { PageExpired, type TaskRouter } from '@queue-eligibility/task-router';

/**
 * How far the gathering of evidence is: a round counts the queues that are open, and then asks about those that only an
 * answer can prove. What is still open goes on to the next round, a second later, since counts lag and agents move.
 */
export interface Proving {
  round: number;
  /** Places of the queues of which nothing is proven yet. */
  open: number[];
  /** How many of those this round has counted. */
  counted: number;
  /** The lists that are still to be read, page by page. */
  asking: Asking[];
}

/** How far it is that what was found is confirmed: queues to be counted again, lists to be read again. */
export interface Confirming {
  open: number[];
  asking: Asking[];
}

/** A queue's list of workers, as far as it was read. */
interface Asking {
  place: number;
  cursor: string | null;
  workerSids: string[];
}

const askingOf = (places: readonly number[]): Asking[] =>
  places.map((place) => ({ place, cursor: null, workerSids: [] }));

/** What is open after so many rounds stays unproven. */
const ROUNDS = 4;
/** From this round on TaskRouter is asked about every queue that is open: before, a count that lags may catch up. */
const ASK_ALL_FROM_ROUND = 2;
/** Queues that are counted in one step: a request, which may have to wait for its turn. */
const COUNTED_AT_ONCE = 50;
const ASKED_AT_ONCE = 8;
/** Between two counts of the same queue, ms. */
const PAUSE_MS = 1_000;

/** Begins to gather evidence for the queues of which nothing is proven, but for those that were given up before. */
export function beginProving(look: Look, rules: Rules, givenUp: ReadonlySet<number>): Proving {
  const places = [...rules.list.keys()].filter((place) => !givenUp.has(place));
  return { round: 0, open: openOf(look, places), counted: 0, asking: [] };
}

/** Of these queues, by their places, those of which nothing is proven. */
export const openOf = (look: Look, places: readonly number[]): number[] =>
  places.filter((place) => !isProven(evidenceOf(look.found(place))));

interface ProofParts {
  look: Look;
  rules: Rules;
  taskRouter: TaskRouter;
  sleep: (ms: number) => Promise<void>;
}

/** One step of it, a second or so at the most; null when there is nothing more to be had. */
export async function prove(parts: ProofParts, proving: Proving): Promise<Proving | null> {
  const { look, sleep } = parts;
  if (proving.open.length === 0) return null;
  if (proving.asking.length > 0) {
    const asking = await ask(parts, proving.asking, (...named) => look.answer(...named));
    return asking.length > 0 ? { ...proving, asking } : nextRound(look, proving);
  }
  if (proving.round > 0 && proving.counted === 0) await sleep(PAUSE_MS);
  const counted = proving.counted + COUNTED_AT_ONCE;
  const places = proving.open.slice(proving.counted, counted);
  const counts = await count(parts, places);
  places.forEach((place, i) => (look.memory.counts[place] = counts[i] ?? null));
  if (counted < proving.open.length) return { ...proving, counted };
  const toAsk = openOf(look, proving.open).filter((place) => needsAnswer(look, place, proving.round));
  const asking = askingOf(toAsk);
  return asking.length > 0 ? { ...proving, counted, asking } : nextRound(look, proving);
}

/** One step of confirming what was found, when everybody was read by it; null when all was. */
export async function confirm(parts: ProofParts, { open, asking }: Confirming): Promise<Confirming | null> {
  const { look } = parts;
  if (open.length > 0) {
    const places = open.slice(0, COUNTED_AT_ONCE);
    const counts = await count(parts, places);
    const toAsk = places.filter((place, i) => look.recount(place, counts[i] ?? null));
    return { open: open.slice(COUNTED_AT_ONCE), asking: [...asking, ...askingOf(toAsk)] };
  }
  if (asking.length === 0) return null;
  return { open, asking: await ask(parts, asking, (...named) => look.confirm(...named)) };
}

/** TaskRouter's count of each queue; null where it did not come. */
async function count({ rules, taskRouter }: ProofParts, places: readonly number[]) {
  const sids = places.map((place) => rules.list[place]?.sid ?? '');
  const counts = await taskRouter.countWorkers(sids);
  return sids.map((sid) => counts.get(sid)?.eligible ?? null);
}

function needsAnswer(look: Look, place: number, round: number): boolean {
  const { isSure, isUncertain, count, named } = look.found(place);
  // An answer proves nothing without a count to hold it against.
  if (count === null) return false;
  return !isSure || isUncertain || named !== null || round >= ASK_ALL_FROM_ROUND;
}

function nextRound(look: Look, { round, open: before }: Proving): Proving | null {
  const open = openOf(look, before);
  // A count that did not come twice is not waited for.
  const hopeful = round === 0 ? open : open.filter((place) => look.found(place).count !== null);
  if (hopeful.length === 0 || round + 1 >= ROUNDS) return null;
  return { round: round + 1, open: hopeful, counted: 0, asking: [] };
}

/** Reads a page of each of the first lists; answers what is still to be read. `take`: gets those that have ended. */
async function ask(
  { rules, taskRouter }: ProofParts,
  asking: readonly Asking[],
  take: (place: number, workerSids: readonly string[]) => void,
): Promise<Asking[]> {
  const [first, rest] = [asking.slice(0, ASKED_AT_ONCE), asking.slice(ASKED_AT_ONCE)];
  const read = await Promise.all(first.map((one) => readOn(rules, taskRouter, one)));
  for (const one of read) if (one?.cursor === null) take(one.place, one.workerSids);
  return [...read.filter((one) => one !== null && one.cursor !== null), ...rest] as Asking[];
}

/** The list with one more page, its `cursor` null at its end; null: there is no such queue. */
async function readOn(rules: Rules, taskRouter: TaskRouter, asking: Asking): Promise<Asking | null> {
  const { place, cursor, workerSids } = asking;
  try {
    const page = await taskRouter.workersOfQueue(rules.list[place]?.sid ?? '', cursor);
    return page && { place, cursor: page.next, workerSids: [...workerSids, ...page.entries] };
  } catch (error) {
    // Its next round reads it from the beginning.
    if (error instanceof PageExpired) return null;
    throw error;
  }
}
