import * as z from 'zod';
import { createMemoryStore, transition, type AnyJobKind, type BatchPorts } from '@queue-eligibility/batch';

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
  return { batch, logged, advance: (ms: number) => (nowMs += ms) };
}
