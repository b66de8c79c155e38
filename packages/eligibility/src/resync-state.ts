import { createHash } from 'node:crypto';
import * as z from 'zod';
import { fromFlags, toFlags } from './flags';
import type { QueueRule } from './rules';

/** What a resync carries from hop to hop. Everything about queues is in the order of the list it began with. */
export const resyncStateSchema = z.object({
  /** Names the list of queues that the rest belongs to. */
  list: z.string().default(''),
  /** Our counts of eligible workers so far, see {@link packCounts}; of use only while a pass is under way. */
  counts: z.string().default(''),
  /** How many queues' counts were held against TaskRouter's so far, in the order of the list. */
  counted: z.number().int().default(0),
  /** How many of those differed, and TaskRouter was not asked about them. */
  open: z.number().int().default(0),
  /** Flags of the queues about which TaskRouter was asked in this pass: the work items point into them. */
  asked: z.string().default(''),
  /** See {@link withConfirmed}. */
  confirmed: z.string().default(''),
  /** Flags of the queues whose count differed in this job: TaskRouter is asked about them until it ends. */
  differing: z.string().default(''),
  /** The list leaves attributes out. */
  unlisted: z.boolean().default(false),
  /** This pass has found workers to reconcile. */
  hasWork: z.boolean().default(false),
  /** How often gathering started over because counts differed. */
  restarts: z.number().int().default(0),
  /** Queues whose count differed and could not be settled. */
  unsettled: z.number().int().default(0),
  /** When this pass began to read, ms since the epoch. */
  passBeganMs: z.number().default(0),
  /** The rulebook promises event handlers another look: see `Rulebook.secondLookUntil`. */
  promised: z.boolean().default(false),
  /** Until when event handlers may go by what the rulebook said before, ms since the epoch. */
  staleUntilMs: z.number().default(0),
});

export type ResyncState = z.infer<typeof resyncStateSchema>;

/**
 * Counts as text: two bytes each, which hold the 15,000 workers that a workspace can have, so that those of 5,000 queues
 * fit into a page beside the rest.
 */
const packCounts = (counts: readonly number[]): string => {
  const bytes = Buffer.alloc(counts.length * 2);
  counts.forEach((count, i) => bytes.writeUInt16LE(Math.min(count, 0xffff), i * 2));
  return bytes.toString('base64');
};

/** A state that belongs to a list of queues: one of another list keeps only what does not depend on it. */
export function stateFor(state: ResyncState, sids: readonly string[]): ResyncState {
  const list = shortHash(sids.join());
  if (state.list === list) return state;
  return { ...state, list, counts: '', asked: '', differing: '' };
}

export const askedOf = (state: ResyncState, sids: readonly string[]): string[] =>
  fromFlags(sids, state.asked);
export const differingOf = (state: ResyncState, sids: readonly string[]): string[] =>
  fromFlags(sids, state.differing);

export function withDiffering(
  state: ResyncState,
  sids: readonly string[],
  more: readonly string[],
): ResyncState {
  const differing = new Set([...differingOf(state, sids), ...more]);
  return { ...state, differing: toFlags(sids, differing) };
}

/**
 * Notes the rules for which our guess agreed with TaskRouter's answer for every worker. They count for as long as all
 * rules are what they were.
 */
export const withConfirmed = (
  state: ResyncState,
  rules: readonly QueueRule[],
  confirmed: ReadonlySet<string>,
): ResyncState => ({
  ...state,
  confirmed: `${digestOf(rules)}.${toFlags(
    rules.map(({ sid }) => sid),
    confirmed,
  )}`,
});

export function confirmedOf({ confirmed }: ResyncState, rules: readonly QueueRule[]): ReadonlySet<string> {
  const [digest, flags = ''] = confirmed.split('.');
  if (digest !== digestOf(rules)) return new Set();
  return new Set(
    fromFlags(
      rules.map(({ sid }) => sid),
      flags,
    ),
  );
}

const digestOf = (rules: readonly QueueRule[]): string =>
  shortHash(rules.map(({ sid, expressionHash }) => `${sid} ${expressionHash}`).join());

export const withCounts = (
  state: ResyncState,
  sids: readonly string[],
  counts: ReadonlyMap<string, number>,
): ResyncState => ({ ...state, counts: packCounts(sids.map((sid) => counts.get(sid) ?? 0)) });

export function countsOf(state: ResyncState, sids: readonly string[]): Map<string, number> {
  const bytes = Buffer.from(state.counts, 'base64');
  return new Map(sids.map((sid, i) => [sid, i * 2 + 2 <= bytes.length ? bytes.readUInt16LE(i * 2) : 0]));
}

const shortHash = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 10);
