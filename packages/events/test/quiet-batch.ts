import * as z from 'zod';
import {
  createMemoryStore,
  transition,
  type AnyJobKind,
  type BatchPorts,
  type HistoryEntry,
  type StartedBy,
} from '@queue-eligibility/batch';

const stub: AnyJobKind = {
  name: 'resync',
  takesItems: false,
  itemSchema: z.unknown(),
  stateSchema: z.unknown(),
  keyOf: String,
  maxAttempts: 1,
  concurrency: 1,
  open: () => Promise.reject(new Error('no hop runs here')),
};

/** An ended resync as the history keeps it. */
export function endedResync(endedAtMs: number, changes: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: `resync-${endedAtMs}`,
    kind: 'resync',
    status: 'completed',
    documentSid: 'ET1',
    startedBy: { type: 'person' },
    createdAt: new Date(endedAtMs - 60_000).toISOString(),
    endedAt: new Date(endedAtMs).toISOString(),
    progress: { total: 1, checked: 1, changed: 0, failed: 0 },
    report: reportOf(true),
    ...changes,
  };
}

/** What a resync of one queue reports. */
export const reportOf = (verified: boolean) => ({
  ...{ verified, queues: 1, counted: verified ? 1 : 0, asked: 0 },
  ...{ unproven: verified ? {} : { moving: 1 }, disagreed: 0 },
});

/**
 * Batch ports for whoever only starts jobs: each is claimed at once and then left alone. Time passes only by
 * `advance` and by sleeping.
 */
export function createQuietBatch(startMs: number) {
  let nowMs = startMs;
  let random = 0;
  const store = createMemoryStore();
  const logged: string[] = [];
  const batch: BatchPorts = {
    store,
    kinds: [stub],
    log: (_level, event) => logged.push(event),
    random: () => (random = (random + 0.1234) % 1),
    clock: {
      now: () => nowMs,
      sleep: async (ms) => {
        nowMs += ms;
      },
    },
    dispatcher: {
      dispatch: async (target, { jobId, hop }) => {
        const stored = target === 'hop' ? await store.readJob(jobId) : null;
        const claimed = stored && transition(stored.job, { type: 'claim', hop, atMs: nowMs });
        if (stored && claimed?.ok) await store.writeJob(stored, claimed.job);
      },
    },
  };
  return {
    batch,
    logged,
    advance: (ms: number) => (nowMs += ms),
    /** Jobs have ended, the last of them just now; none runs any more. */
    async end(...ended: HistoryEntry[]): Promise<void> {
      await store.editJobs(({ entries }) => ({ running: [], entries: [...ended.reverse(), ...entries] }));
    },
    /** Who started the resync that runs; null: none runs. `isAgain`: it is to be followed by another one. */
    async running(): Promise<{ startedBy: StartedBy; isAgain: boolean } | null> {
      const entry = (await store.readJobs()).running.find(({ kind }) => kind === 'resync');
      if (!entry) return null;
      const stored = await store.readJob(entry.jobId);
      return stored && { startedBy: stored.job.startedBy, isAgain: entry.again === true };
    },
  };
}
