import { lookAfterJob, startJob, type BatchPorts } from '@queue-eligibility/batch';
import { RESYNC } from './report';
import type { Rulebook } from './rulebook';

export interface PassingPorts {
  batch: BatchPorts;
  /** After this long without a verified resync the next sign of life starts a check, ms; Infinity: never. */
  maxAgeMs: number;
}

/** What a warm container remembers of what it did in passing. */
export interface PassingMemory {
  /** Before this, ms since the epoch, no check is thought about again. */
  noCheckBeforeMs: number;
  /** The resync that is looked after, as far as this container knows. */
  jobId: string | null;
  /** When it looks next, ms since the epoch; null: it has not thought about it yet. */
  lookAtMs: number | null;
  /** When in each {@link LOOK_EVERY_MS} it looks, as a part of it: many containers don't look at once. */
  turn: number;
}

/** `turn`: from 0 to 1, which container's it is. */
export const createPassingMemory = (turn = Math.random()): PassingMemory => ({
  noCheckBeforeMs: 0,
  jobId: null,
  lookAtMs: null,
  turn,
});

/** After a check was asked for, the next is not thought about for this long, ms. */
const CHECK_PAUSE_MS = 60_000;
/** After a resync that failed, no check is started for this long, ms: something has to change first. */
const FAILURE_PAUSE_MS = 5 * 60_000;
/** A container looks after the resync once in this time, ms, with the first event that has a request to spare. */
const LOOK_EVERY_MS = 30_000;

/** Whether the last verified resync is too old, as far as `rulebook` tells. */
export function isOverdue({ batch, maxAgeMs }: PassingPorts, rulebook: Rulebook | null): boolean {
  // Where there is no rulebook at all, only the history can tell whether somebody removed it.
  if (!rulebook) return maxAgeMs < Infinity;
  return rulebook.verifiedAt !== null && batch.clock.now() >= Date.parse(rulebook.verifiedAt) + maxAgeMs;
}

/** Whether a check was asked for so lately that there is nothing to think about. */
export const isCheckPaused = ({ batch }: PassingPorts, { noCheckBeforeMs }: PassingMemory): boolean =>
  batch.clock.now() < noCheckBeforeMs;

/**
 * Starts a check when the last verified resync is too old. For whoever passes by: an event, an opened panel. At
 * most one runs, however many ask. A workspace that never had a resync is waiting for its first, which a person
 * or a queue's change starts.
 *
 * @returns whether this call started one.
 */
export async function checkIfOverdue(
  ports: PassingPorts,
  memory: PassingMemory,
  rulebook: Rulebook | null,
): Promise<boolean> {
  return isOverdue(ports, rulebook) ? startCheck(ports, memory, rulebook) : false;
}

async function startCheck(
  ports: PassingPorts,
  memory: PassingMemory,
  rulebook: Rulebook | null,
): Promise<boolean> {
  if (isCheckPaused(ports, memory)) return false;
  const { batch } = ports;
  const nowMs = batch.clock.now();
  memory.noCheckBeforeMs = nowMs + CHECK_PAUSE_MS;
  try {
    const last = (await batch.store.readJobs()).entries.find(({ kind }) => kind === RESYNC);
    if (!last && !rulebook) return false;
    // The last one came to nothing so recently that another one would too.
    if (last?.status === 'failed' && Date.parse(last.endedAt) + FAILURE_PAUSE_MS > nowMs) return false;
    return (await startJob(batch, { kind: RESYNC, startedBy: { type: 'check' } })).started;
  } catch (error) {
    batch.log('warn', 'check.not_started', { message: messageOf(error) });
    return false;
  }
}

/**
 * A hop and its guard can be lost together; then their job goes on when somebody passes by, and in a contact centre
 * there is always an event to come. `hasSpare`: the event has made no request yet, or is no echo: that is to cost one at most.
 */
export async function lookAfterResync(
  { batch }: PassingPorts,
  memory: PassingMemory,
  { hasSpare }: { hasSpare: boolean },
): Promise<void> {
  const nowMs = batch.clock.now();
  memory.lookAtMs ??= nowMs + memory.turn * LOOK_EVERY_MS;
  if (!hasSpare || nowMs < memory.lookAtMs) return;
  const known = memory.jobId;
  memory.lookAtMs = nowMs + LOOK_EVERY_MS;
  try {
    memory.jobId = await lookAfterJob(batch, RESYNC, known);
    // Which job there is was one request; how it is, the next event asks.
    if (known === null && memory.jobId !== null) memory.lookAtMs = nowMs;
  } catch (error) {
    batch.log('warn', 'resync.not_looked_after', { message: messageOf(error) });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
