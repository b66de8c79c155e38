import {
  createMemoryStore,
  createRetry,
  readFailures,
  runHop,
  startJob,
  type AnyJobKind,
  type BatchPorts,
  type Failure,
  type Job,
  type Log,
} from '@queue-eligibility/batch';
import type { Emulator } from '@queue-eligibility/twilio-emulator';
import {
  resyncKind,
  resyncReportSchema,
  workersKind,
  type KindPorts,
  type LeftWorker,
  type QueuesAttribute,
  type RateSignals,
} from '../src';
import type { Rulebook, RulebookStore } from '../src/rulebook';
import { LeapingClock } from './leaping-clock';
import { createTaskRouter, type TaskRouter } from '@queue-eligibility/task-router';

export { LeapingClock };

/** A rulebook in memory, with everything that was ever written into it. */
export function memoryRulebook(): RulebookStore & { written: Rulebook[]; left: LeftWorker[] } {
  const written: Rulebook[] = [];
  return {
    written,
    left: [],
    async read() {
      const last = written.at(-1);
      return last ? { ...last, left: [...this.left] } : null;
    },
    write: async (rulebook) => {
      written.push(structuredClone({ ...rulebook, left: [] }));
    },
    async leave(worker) {
      this.left = [worker, ...this.left.filter(({ workerSid }) => workerSid !== worker.workerSid)];
    },
    async forgetLeft(before) {
      this.left = this.left.filter(({ at }) => at >= before);
    },
  };
}

export interface EndedRun {
  job: Job;
  failures: Failure[];
}

/** What a test may change. */
interface InProcessOptions {
  /** What TaskRouter is seen to answer. */
  alter?: ((real: TaskRouter) => TaskRouter) | undefined;
  attribute?: QueuesAttribute | undefined;
  /** Kinds of job beside those of this package. */
  more?: (ports: KindPorts) => AnyJobKind[];
  /** That of the emulator; whoever has one already gives it. */
  clock?: LeapingClock;
}

/** The kinds of job on an emulator, through the real twilio client, their hops as calls in this process. */
export function createInProcess(
  emulator: Emulator,
  {
    alter = (real) => real,
    attribute = { name: 'queues', form: 'sids' },
    more = () => [],
    clock = new LeapingClock(emulator.clock),
  }: InProcessOptions = {},
) {
  const policy = { retries: 3, minBackoffMs: 1, maxBackoffMs: 5 };
  const workspace = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const taskRouter = ({ throttled, budget }: RateSignals) =>
    clock.watched(
      alter(
        createTaskRouter(workspace, createRetry(policy, throttled), { onBudget: budget, clock: clock.aside }),
      ),
    );
  const rulebook = memoryRulebook();
  const logged: { event: string; facts: Record<string, unknown> }[] = [];
  const log: Log = (_level, event, facts) => logged.push({ event, facts });
  const kindPorts: KindPorts = { taskRouter, rulebook, policy, attribute, log, concurrency: 8 };
  const watched = (kind: AnyJobKind): AnyJobKind => ({
    ...kind,
    open: async (context) => {
      const session = await kind.open(context);
      const perform = session.perform.bind(session);
      return Object.assign(session, {
        perform: (item: unknown, through?: () => void) => clock.during(perform(item, through)),
      });
    },
  });
  const kinds = [resyncKind(kindPorts), workersKind(kindPorts), ...more(kindPorts)].map(watched);
  const store = createMemoryStore();
  const hops = new Set<Promise<unknown>>();
  const ports: BatchPorts = {
    store,
    kinds,
    clock,
    random: Math.random,
    log,
    dispatcher: {
      // No invocation is lost here, so there is nothing to guard.
      dispatch: async (target, handOff) => {
        if (target === 'guard') return;
        const hop = runHop(ports, handOff, clock.now());
        hops.add(hop);
        await hop.finally(() => hops.delete(hop));
      },
    },
  };

  /** Runs a job to its end, and until none of its hops is at work. */
  async function run(kind: string, items?: readonly unknown[]): Promise<EndedRun> {
    const startedBy = { type: 'person', name: 'ada' } as const;
    const { stored } = await startJob(ports, { kind, startedBy, ...(items ? { items } : {}) });
    for (;;) {
      await Promise.all(hops);
      const now = await store.readJob(stored.job.id);
      if (now && now.job.status !== 'running' && hops.size === 0) {
        return { job: now.job, failures: await readFailures(store, now.job) };
      }
      await clock.sleep(50);
    }
  }

  return { run, ports, rulebook, logged };
}

/** What a resync reported. */
export const reportOf = ({ job }: EndedRun) => resyncReportSchema.parse(job.report);

/** Writes to workers that the emulator has taken, by worker. */
export function updatesOf(emulator: Emulator): Map<string, number> {
  const updates = new Map<string, number>();
  for (const { sid = '' } of emulator.requests.filter({ resource: 'Worker', method: 'POST', status: 200 })) {
    updates.set(sid, (updates.get(sid) ?? 0) + 1);
  }
  return updates;
}
