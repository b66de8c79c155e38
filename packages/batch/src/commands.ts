import { whileContended } from './contention';
import { jobDocumentName } from './documents';
import { PermanentError } from './errors';
import { handOn } from './hand-on';
import { readFailures, readItems } from './item-pages';
import { hasEnded, type Job, type StartedBy } from './job';
import { closeJob, FIRST_HOP_MS, startJob } from './jobs';
import { withoutAgain } from './jobs-document';
import { findKind, type StartResult } from './place-job';
import type { BatchPorts, StoredJob } from './ports';
import { transition, type Command, type Refusal } from './transition';

/** What a person asks of a job, without the time: that is now. */
export type JobCommand = WithoutTime<Command>;
type WithoutTime<C> = C extends Command ? Omit<C, 'atMs'> : never;

/** A command makes no sense for the job as it is: nothing was changed. */
export class CommandRefused extends PermanentError {}

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
  const written = await whileContended(jobDocumentName(jobId), ports, async () => {
    const before = await store.readJob(jobId);
    if (!before) return null;
    const result = transition(before.job, { ...command, atMs: clock.now() });
    if (!result.ok) {
      const [code, message] = REASONS[result.refusal] ?? [result.refusal, () => 'This is not possible now'];
      throw new CommandRefused(code, message(before.job));
    }
    // What was asked for until now is cancelled, too; what comes later is not.
    if (command.type === 'cancel') await store.editJobs((jobs) => withoutAgain(jobs, jobId));
    return { before: before.job, after: await store.writeJob(before, result.job) };
  });
  if (!written) return null;
  log('info', 'job.command', { jobId, ...command });
  await follow(ports, written.before, written.after);
  return written.after;
}

/** What a command brings with it where nobody works on the job. */
async function follow(ports: BatchPorts, before: Job, stored: StoredJob): Promise<void> {
  const { job } = stored;
  await closeJob(ports, stored);
  if (before.status === 'paused' && job.status === 'running')
    await handOn(ports, job, ports.clock.now() + FIRST_HOP_MS);
}

export interface RetryOptions {
  /** Only what was given up with this code. */
  code?: string;
  /** Goes into each item that `retry.toItem` of the kind makes. */
  withItem?: object;
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
  { code, withItem }: RetryOptions = {},
): Promise<StartResult | null> {
  const stored = await ports.store.readJob(jobId);
  if (!stored) return null;
  const { job } = stored;
  if (!hasEnded(job)) {
    throw new CommandRefused('job_not_over', 'This job is still under way: it retries by itself');
  }
  const failures = await readFailures(ports.store, job, Infinity);
  const asked = failures.filter((failure) => code === undefined || failure.code === code);
  const failed = new Set(asked.map(({ key }) => key));
  const kind = findKind(ports, job.kind);
  const { retry } = kind;
  const made = [...failed]
    .map((key) => (retry ? retry.toItem(key) : key))
    .filter((item) => item !== undefined);
  if (made.length === 0) {
    throw new CommandRefused('nothing_to_retry', 'This job gave up nothing that can be tried again');
  }
  if (retry) {
    const items = made.map((item) => (withItem ? Object.assign({}, item, withItem) : item));
    return startJob(ports, { kind: retry.kind, startedBy, items });
  }
  // The items themselves say what was to be done; the last one of a key is the one that counts.
  const items = new Map<string, unknown>();
  for (const [item] of await readItems(ports.store, job)) {
    const parsed = kind.itemSchema.safeParse(item);
    if (parsed.success && failed.has(kind.keyOf(parsed.data)))
      items.set(kind.keyOf(parsed.data), parsed.data);
  }
  if (items.size === 0) {
    const message = 'What this job was to do is no longer kept, a week after it ended: start it anew';
    throw new CommandRefused('nothing_to_retry', message);
  }
  return startJob(ports, { kind: job.kind, startedBy, items: [...items.values()] });
}
