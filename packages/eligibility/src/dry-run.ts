import type { Failure, JobKind, Outcome } from '@queue-eligibility/batch';
import type { TaskRouter } from '@queue-eligibility/task-router';
import * as z from 'zod';
import type { KindPorts } from './kind-ports';
import type { WorkItem } from './reading';
import { WRITTEN } from './reconcile';
import { DRY_RUN, WOULD_CHANGE } from './report';
import { resyncKind } from './resync';
import { resyncStateSchema } from './resync-state';
import type { RulebookStore } from './rulebook';

/** The log's name for a worker that a resync would write. */
const WOULD_BE_WRITTEN = 'worker.would_be_written';

/** Workers that are named as examples. */
const SAMPLES = 20;

const sampleSchema = z.object({ workerSid: z.string(), message: z.string() });
const stateSchema = resyncStateSchema.extend({ samples: z.array(sampleSchema).default([]) });
type Sample = z.infer<typeof sampleSchema>;

/**
 * A resync up to each write, and without it: what it counts as changed would be, what it gives up would be, and some of the
 * workers are named with what they would carry. It writes no worker and nothing that event handlers go by, and proves
 * nothing. A kind of its own, so that it is no answer to whoever asks for a resync meanwhile.
 */
export function dryRunKind(ports: KindPorts): JobKind<WorkItem, z.infer<typeof stateSchema>, Sample> {
  const found = new Map<string, Sample>();
  const { name: attribute } = ports.attribute;
  const resync = resyncKind({
    ...ports,
    taskRouter: (signals) =>
      withoutWrites(ports.taskRouter(signals), (workerSid, before, after) => {
        const message = `Would carry ${countOf(after, attribute)} queues, and carries ${countOf(before, attribute)}.`;
        found.set(workerSid, { workerSid, message });
      }),
    rulebook: readOnly(ports.rulebook),
    log: (level, event, facts) => ports.log(level, event === WRITTEN ? WOULD_BE_WRITTEN : event, facts),
  });
  return {
    ...resync,
    name: DRY_RUN,
    stateSchema,
    retry: { kind: DRY_RUN, toItem: () => undefined },
    async open(context) {
      const session = await resync.open(context);
      const samples = [...context.state.samples];
      return {
        gather: (cursor) => session.gather?.(cursor) ?? Promise.reject(new Error('a resync has a source')),
        async perform(item): Promise<Outcome<Sample>> {
          const outcome = await session.perform(item);
          const effect = found.get(item.w);
          found.delete(item.w);
          return effect && outcome.result === 'changed' ? { ...outcome, effect } : outcome;
        },
        absorb(sample) {
          if (samples.length < SAMPLES) samples.push(sample);
        },
        state: () => ({ ...session.state(), samples: [...samples] }),
        async conclude(summary) {
          // Nothing was written: there is nothing to look at once more.
          const conclusion = await session.conclude({ ...summary, changed: 0 });
          const named = samples.map(({ workerSid: key, message }): Failure => ({
            key,
            code: WOULD_CHANGE,
            message,
            attempts: 1,
          }));
          return {
            ...conclusion,
            report: { ...conclusion.report, verified: false, dryRun: true },
            remarks: [...named, ...(conclusion.remarks ?? [])],
          };
        },
      };
    },
  };
}

/** TaskRouter, but for its writes, which are told to `onWrite` with what the worker's attributes were. */
function withoutWrites(
  real: TaskRouter,
  onWrite: (workerSid: string, before: string | null, after: string) => void,
): TaskRouter {
  const fetched = new Map<string, string | null>();
  return {
    ...real,
    async fetchWorker(workerSid) {
      const worker = await real.fetchWorker(workerSid);
      fetched.set(workerSid, worker?.attributes ?? null);
      return worker;
    },
    async updateAttributes(workerSid, attributes) {
      onWrite(workerSid, fetched.get(workerSid) ?? null, attributes);
      fetched.delete(workerSid);
    },
  };
}

const readOnly = (rulebook: RulebookStore): RulebookStore => ({
  read: () => rulebook.read(),
  write: async () => {},
  leave: async () => {},
  forgetLeft: async () => {},
});

/** Entries of our attribute; 0 where there is none that can be counted. */
function countOf(attributes: string | null, name: string): number {
  try {
    const value = (JSON.parse(attributes ?? '{}') as Record<string, unknown>)[name];
    return Array.isArray(value) ? value.length : 0;
  } catch {
    return 0;
  }
}
