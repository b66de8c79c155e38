import { startJob, type BatchPorts, type HistoryEntry, type JobsDocument } from '@queue-eligibility/batch';
import {
  isVerified,
  RESYNC,
  LONG_AGO,
  type Rulebook,
  type RulebookStore,
} from '@queue-eligibility/eligibility';

export interface CheckPorts {
  batch: BatchPorts;
  rulebook: RulebookStore;
  /** After this long without a verified resync whoever comes by next starts a check, ms; Infinity: never. */
  maxAgeMs: number;
  /** Called when a check is overdue: whoever passes by may have something else to tell then. Never rejects. */
  onOverdue?: () => Promise<void>;
}

/** What a warm container remembers of the checks it thought about. */
export interface CheckMemory {
  /** Before this, ms since the epoch, no check is thought about again. */
  notBeforeMs: number;
}

/** A container thinks about a check no more often than this, ms. */
const THINK_EVERY_MS = 60_000;
/** Checks that come to nothing are made at growing intervals, up to this one, ms, or the configured age. */
const LONGEST_PAUSE_MS = 24 * 3_600_000;

/**
 * When the next check is due, ms since the epoch, by the jobs that have ended, newest first. The age counts from the
 * last verified resync (`verifiedAt`, as the rulebook has it); after others (unverified, failed, cancelled) from their
 * end, twice as long each time. Null where there never was a resync: the first is for a person to start, or a queue's
 * change.
 */
export function checkDueMs(
  entries: readonly HistoryEntry[],
  maxAgeMs: number,
  verifiedAt: string | null = null,
): number | null {
  const resyncs = entries.filter(({ kind }) => kind === RESYNC);
  const [last] = resyncs;
  // It may have fallen out of the history.
  if (!last) return verifiedAt === null ? null : Date.parse(verifiedAt) + maxAgeMs;
  const found = resyncs.findIndex(isVerified);
  const fruitless = found < 0 ? resyncs.length : found;
  if (fruitless === 0) return Date.parse(verifiedAt ?? last.createdAt) + maxAgeMs;
  const pauseMs = maxAgeMs * 2 ** (fruitless - 1);
  return Date.parse(last.endedAt) + Math.min(pauseMs, Math.max(maxAgeMs, LONGEST_PAUSE_MS));
}

const lastResync = (entries: readonly HistoryEntry[]) => entries.find(({ kind }) => kind === RESYNC);

/**
 * Starts a check when the last verified resync is too old. For whoever passes by: an event, an opened panel. At most
 * one runs, however many ask. `rulebook`: as the caller has read it; undefined where it could not.
 *
 * @returns whether this call started one.
 */
export async function checkIfOverdue(
  { batch, rulebook: store, maxAgeMs, onOverdue }: CheckPorts,
  memory: CheckMemory,
  rulebook: Rulebook | null | undefined,
): Promise<boolean> {
  const nowMs = batch.clock.now();
  if (maxAgeMs === Infinity || nowMs < memory.notBeforeMs) return false;
  const isYoung = ({ verifiedAt = null }: Partial<Rulebook>): boolean =>
    verifiedAt !== null && nowMs < Date.parse(verifiedAt) + maxAgeMs;
  if (isYoung(rulebook ?? {})) return false;
  memory.notBeforeMs = nowMs + THINK_EVERY_MS;
  try {
    const { entries } = await batch.store.readJobs();
    // Read after the jobs, and not as the caller read it: a resync that has ended since tells it here.
    const now = await store.read().catch(() => undefined);
    const last = lastResync(entries);
    const wasResynced = last !== undefined;
    // There were resyncs, and somebody has removed what they left; or other jobs have pushed them out of the history.
    const isMissing = now === null ? wasResynced : !wasResynced && (now?.queues ?? null) !== null;
    const dueMs = checkDueMs(entries, maxAgeMs, isMissing ? LONG_AGO : (now?.verifiedAt ?? null));
    if (isYoung(now ?? {}) || dueMs === null || nowMs < dueMs) return false;
    await onOverdue?.();
    // One that ended since the jobs were read may have told the rulebook after it was read.
    const provided = (jobs: JobsDocument) => lastResync(jobs.entries)?.id === last?.id;
    return (await startJob(batch, { kind: RESYNC, startedBy: { type: 'check' }, provided })).started;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    batch.log('warn', 'check.not_started', { message });
    return false;
  }
}
