import { PermanentError, RevisionConflict } from './errors';
import { handOn } from './hand-on';
import { readFailures, readItems } from './item-pages';
import { hasEnded, type Job, type StartedBy } from './job';
import { closeJob, FIRST_HOP_MS, findKind, startJob, type StartResult } from './jobs';
import type { BatchPorts, StoredJob } from './ports';
import { transition, type Command, type Refusal } from './transition';

/** What a person asks of a job, without the time: that is now. */
export type JobCommand = WithoutTime<Command>;
type WithoutTime<C> = C extends Command ? Omit<C, 'atMs'> : never;

/** A command makes no sense for the job as it is: nothing was changed. */
export class CommandRefused extends PermanentError {
  constructor(code: string, message: string) {
    super(code, message);
  }
}

const REASONS: Partial<Record<Refusal, [code: string, message: (job: Job) => string]>> = {
  over: ['job_over', ({ status }) => `This job has already ended: it is ${status}`],
  paused: ['job_paused', () => 'This job is paused already'],
  not_paused: ['job_not_paused', () => 'This job is not paused: it goes on as it is'],
  being_cancelled: ['job_being_cancelled', () => 'This job is being cancelled, which cannot be taken back'],
};

/**
 * Gives a job a command. Whoever works on it obeys within a heartbeat or two; where nobody does, it is obeyed at once.
 * It is part of the job's document, and so outlives every hop.
 *
 * @returns the job as it is now, or null if there is none.
 * @throws CommandRefused when it makes no sense: `job_over`, `job_paused`, `job_not_paused`, `job_being_cancelled`.
 */
export async function commandJob(
  ports: BatchPorts,
  jobId: string,
  command: JobCommand,
): Promise<StoredJob | null> {
  const { store, clock, log } = ports;
  for (;;) {
    const before = await store.readJob(jobId);
    if (!before) return null;
    const result = transition(before.job, { ...command, atMs: clock.now() });
    if (!result.ok) {
      const [code, message] = REASONS[result.refusal] ?? [result.refusal, () => 'This is not possible now'];
      throw new CommandRefused(code, message(before.job));
    }
    try {
      const after = await store.writeJob(before, result.job);
      log('info', 'job.command', { jobId, ...command });
      await follow(ports, before.job, after);
      return after;
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
    }
  }
}

/** What a command brings with it where nobody works on the job. */
async function follow(ports: BatchPorts, before: Job, { job, ...stored }: StoredJob): Promise<void> {
  if (hasEnded(job)) await closeJob(ports, { ...stored, job });
  if (before.status === 'paused' && job.status === 'running')
    await handOn(ports, job, ports.clock.now() + FIRST_HOP_MS);
}

/**
 * Starts a job for the work items that another one gave up, or answers the one of its kind that runs. Null if there is
 * no such job.
 *
 * @throws CommandRefused `job_not_over`, `nothing_to_retry`; what {@link startJob} throws.
 */
export async function retryJob(
  ports: BatchPorts,
  jobId: string,
  startedBy: StartedBy,
): Promise<StartResult | null> {
  const stored = await ports.store.readJob(jobId);
  if (!stored) return null;
  const { job } = stored;
  if (!hasEnded(job)) {
    throw new CommandRefused('job_not_over', 'This job is still under way: it retries by itself');
  }
  const failures = await readFailures(ports.store, job, Infinity);
  const failed = new Set(failures.map(({ key }) => key));
  if (failed.size === 0) throw new CommandRefused('nothing_to_retry', 'This job gave up nothing');
  const kind = findKind(ports, job.kind);
  if (kind.retry) {
    const { retry } = kind;
    return startJob(ports, {
      kind: retry.kind,
      startedBy,
      items: [...failed].map((key) => retry.toItem(key)),
    });
  }
  // The items themselves say what was to be done; the last one of a key is the one that counts.
  const items = new Map<string, unknown>();
  for (const [item] of await readItems(ports.store, job)) {
    const parsed = kind.itemSchema.safeParse(item);
    if (parsed.success && failed.has(kind.keyOf(parsed.data)))
      items.set(kind.keyOf(parsed.data), parsed.data);
  }
  if (items.size === 0) {
    const message = 'What this job was to do is no longer kept, a day after it ended: start it anew';
    throw new CommandRefused('nothing_to_retry', message);
  }
  return startJob(ports, { kind: job.kind, startedBy, items: [...items.values()] });
}
