import { describeError, PermanentError, RetryableError, UnreadableDocument } from './errors';
import { handOn, recoverJob } from './hand-on';
import { writePages, type Entry } from './item-pages';
import { hasEnded, newJob, toHistoryEntry, type Json, type RunningJob, type StartedBy } from './job';
import { PAGE_BYTES, STALE_LOCK_MS } from './limits';
import type { AnyJobKind } from './kind';
import type { BatchPorts, Lock, StoredJob } from './ports';
import { initialStatePage } from './run';
import { transition } from './transition';

/** How long starting a job waits for its first hop, ms. */
export const FIRST_HOP_MS = 4_000;

export interface StartOptions {
  kind: string;
  startedBy: StartedBy;
  /** Explicit work items; without them the kind's source is read. */
  items?: readonly unknown[];
  /** What the kind's state starts as; without it, `{}`. */
  state?: Json;
}

/** The job that runs now: started by this call, or found running. */
export interface StartResult {
  stored: StoredJob;
  started: boolean;
  /** The other deployment whose job was found running: two on one workspace share the lock, not the work. */
  heldBy?: string;
}

/** The first hop could not be started: the job is failed, and the reason is somebody's to mend. */
export class HandOffRefused extends PermanentError {
  constructor(jobId: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : 'it was never claimed';
    super('handoff_refused', `The first hop of ${jobId} could not be started: ${why}`, { cause });
  }
}

/** The lock is held by a job that is just ending; asking again shortly is enough. */
export class JobEnding extends RetryableError {
  constructor(kind: string) {
    super('job_ending', `A ${kind} job is just ending; try again in a moment`);
  }
}

/**
 * Starts a job of a kind, or answers the one that runs: at most one of a kind runs at a time. Waits until the
 * first hop has claimed it. A job found silent is put back on its way.
 *
 * @throws PermanentError `unknown_kind`, `bad_items`; HandOffRefused when the first hop can't be reached.
 */
export async function startJob(ports: BatchPorts, options: StartOptions): Promise<StartResult> {
  const kind = findKind(ports, options.kind);
  const items = parseItems(kind, options.items);
  const id = newJobId(ports, options.kind);
  const holder = await acquire(ports, options.kind, id);
  if (holder) return { ...holder, started: false };

  const pages = items
    ? await writePages(
        ports.store,
        { jobId: id, series: 'items', pass: 1, from: 0 },
        items.map((item): Entry => [item, 0]),
      )
    : 0;
  if (options.state !== undefined) {
    const { address, values } = initialStatePage(id, options.state);
    await ports.store.putPage(address, values);
  }
  const job = newJob({
    id,
    kind: options.kind,
    startedBy: options.startedBy,
    nowMs: ports.clock.now(),
    ...(items ? { items: { total: items.length, pages } } : {}),
    hasState: options.state !== undefined,
  });
  const stored = await ports.store.createJob(job);
  ports.log('info', 'job.started', { jobId: id, kind: job.kind, by: job.startedBy.type });
  const [first] = await Promise.all([
    handOn(ports, job, ports.clock.now() + FIRST_HOP_MS),
    announce(ports, stored),
  ]);
  if (!first.claimed && first.error !== null) throw await refuseJob(ports, stored, first.error);
  return { stored, started: true };
}

/**
 * Something changed that a job of this kind must take into account: starts one, or makes the running one look once
 * more when it is through. However many ask at once, at most one job runs, and after the last of them everything
 * is looked at again.
 */
export async function requestJob(
  ports: BatchPorts,
  options: { kind: string; startedBy: StartedBy },
): Promise<'started' | 'noted'> {
  if (await tryStart(ports, options)) return 'started';
  await ports.store.mark(options.kind);
  // The job may have ended before it could see the mark: then nobody else would.
  if (await ports.store.readLock(options.kind)) return 'noted';
  return (await tryStart(ports, options)) ? 'started' : 'noted';
}

/** Tells whoever watches. A job goes on just as well when nobody hears of it. */
async function announce({ store, log }: BatchPorts, { job, sid }: StoredJob): Promise<void> {
  try {
    await store.addRunning({ kind: job.kind, jobId: job.id, documentSid: sid });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log('warn', 'job.not_announced', { jobId: job.id, message });
  }
}

async function tryStart(ports: BatchPorts, options: StartOptions): Promise<boolean> {
  try {
    return (await startJob(ports, options)).started;
  } catch (error) {
    if (error instanceof JobEnding) return false;
    throw error;
  }
}

/** The job of a kind that runs or is paused, put back on its way if it was lost; null if there is none. */
export async function readOpenJob(ports: BatchPorts, kind: string): Promise<StoredJob | null> {
  const lock = await ports.store.readLock(kind);
  const stored = lock && (await readHolder(ports, lock.jobId));
  if (!stored || stored === 'unreadable') return null;
  if (!hasEnded(stored.job)) return recoverJob(ports, stored);
  if (isStale(ports, lock, stored)) await closeJob(ports, stored);
  return null;
}

/**
 * Looks after the job of a kind for one request a call, for whoever passes by often: the first call finds out which job
 * there is, the next ones how it is. `jobId`: what the call before answered, null to begin with.
 */
export async function lookAfterJob(
  ports: BatchPorts,
  kind: string,
  jobId: string | null,
): Promise<string | null> {
  if (jobId === null) return (await ports.store.readLock(kind))?.jobId ?? null;
  const stored = await readHolder(ports, jobId);
  if (!stored || stored === 'unreadable') return null;
  if (!hasEnded(stored.job)) {
    await recoverJob(ports, stored);
    return jobId;
  }
  // Whoever ended it may have been lost before it could give the lock back.
  if (isStale(ports, null, stored)) await closeJob(ports, stored);
  return null;
}

/**
 * Everything that belongs to a job's end; done twice it is done once. `justEnded`: by whoever has just ended it, and need
 * not find out first who holds the lock.
 *
 * @returns false while there is something to look after: a next job has the lock, and is not on its way yet.
 */
export async function closeJob(
  ports: BatchPorts,
  stored: StoredJob,
  { justEnded } = { justEnded: false },
): Promise<boolean> {
  const { store, log } = ports;
  const { job, sid } = stored;
  if (!hasEnded(job)) return true;
  const lock = justEnded ? null : await store.readLock(job.kind);
  if (justEnded || lock?.jobId === job.id) {
    await store.addToHistory(toHistoryEntry(job, sid));
    await store.unlock(job.kind, job.id);
  } else if (lock) {
    const next = await readHolder(ports, lock.jobId);
    if (next === 'unreadable' || (next && hasEnded(next.job))) return true;
    if (next) {
      // Whoever created it may have been lost before it sent the first hand-off.
      await recoverJob(ports, next);
      return next.job.hop > 1 || next.job.attempt > 0;
    }
    if (!isStale(ports, lock, null)) return false;
  }
  // Somebody may have asked for another run after this one last looked.
  if (job.status === 'completed' && (await store.isMarked(job.kind))) {
    log('info', 'job.asked_again', { jobId: job.id, kind: job.kind });
    await startJob(ports, { kind: job.kind, startedBy: job.startedBy });
  }
  return true;
}

/** Makes `jobId` the one job of its kind: null when it is, else the job that holds the lock. */
async function acquire(
  ports: BatchPorts,
  kind: string,
  jobId: string,
): Promise<Omit<StartResult, 'started'> | null> {
  const { store, clock, deployment: by } = ports;
  for (let tries = 0; tries < 10; tries++) {
    const claim = { nowMs: clock.now(), by };
    const lock = await store.lock(kind, jobId, claim);
    if (lock.jobId === jobId) return null;
    const found = await readHolder(ports, lock.jobId);
    const holder = found === 'unreadable' ? null : found;
    if (holder && !hasEnded(holder.job)) {
      const stored = await recoverJob(ports, holder);
      if (by === undefined || lock.by === undefined || lock.by === by) return { stored };
      ports.log('warn', 'lock.of_another_deployment', { kind, jobId: lock.jobId, by: lock.by });
      return { stored, heldBy: lock.by };
    }
    const isFree = found === 'unreadable' || isStale(ports, lock, holder);
    if (isFree && (await store.takeLock(lock, jobId, claim))) {
      ports.log('warn', 'lock.taken_over', { kind, from: lock.jobId, to: jobId });
      if (holder && hasEnded(holder.job)) await store.addToHistory(toHistoryEntry(holder.job, holder.sid));
      return null;
    }
    // The holder is being created, or is just giving the lock back.
    await clock.sleep(300);
  }
  throw new JobEnding(kind);
}

/** The job that holds a lock; `unreadable` when nobody here can go on with it: then the next may begin. */
async function readHolder(
  { store, log }: BatchPorts,
  jobId: string,
): Promise<StoredJob | 'unreadable' | null> {
  try {
    return await store.readJob(jobId);
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    log('warn', 'job.unreadable', { jobId, ...describeError(error) });
    return 'unreadable';
  }
}

/** Whether the lock of a job that has ended, or never came to be, was left behind by whoever should give it back. */
function isStale({ clock }: BatchPorts, lock: Lock | null, holder: StoredJob | null): boolean {
  const since = holder && hasEnded(holder.job) ? holder.job.endedAt : lock?.since;
  return since !== undefined && Date.parse(since) + STALE_LOCK_MS < clock.now();
}

async function refuseJob(ports: BatchPorts, stored: StoredJob<RunningJob>, cause: unknown): Promise<Error> {
  const refusal = new HandOffRefused(stored.job.id, cause);
  const now = await ports.store.readJob(stored.job.id);
  if (!now || now.job.status !== 'running' || now.job.attempt > 0) return refusal;
  const error = { code: refusal.code, message: refusal.message.slice(0, 200) };
  const result = transition(now.job, { type: 'refuse', atMs: ports.clock.now(), error });
  if (result.ok) await closeJob(ports, await ports.store.writeJob(now, result.job));
  return refusal;
}

/** @throws PermanentError `unknown_kind` */
export function findKind({ kinds }: BatchPorts, name: string): AnyJobKind {
  const kind = kinds.find((candidate) => candidate.name === name);
  if (kind) return kind;
  const known = kinds.map((candidate) => candidate.name).join(', ');
  throw new PermanentError('unknown_kind', `No job kind "${name}"; this deployment knows: ${known}`);
}

function parseItems(kind: AnyJobKind, items: readonly unknown[] | undefined): unknown[] | undefined {
  if (kind.takesItems !== (items !== undefined)) {
    const what = kind.takesItems ? 'needs' : 'finds its work itself and takes no';
    throw new PermanentError('bad_items', `A ${kind.name} job ${what} work items`);
  }
  return items?.map((item, i) => parseItem(kind, item, i));
}

function parseItem(kind: AnyJobKind, item: unknown, index: number): unknown {
  const parsed = kind.itemSchema.safeParse(item);
  if (parsed.success) {
    if (Buffer.byteLength(JSON.stringify(parsed.data)) < PAGE_BYTES) return parsed.data;
    throw new PermanentError('bad_items', `Work item ${index + 1} is larger than ${PAGE_BYTES} bytes`);
  }
  const problem = parsed.error.issues[0];
  const where = problem?.path.length ? ` at ${problem.path.join('.')}` : '';
  throw new PermanentError(
    'bad_items',
    `Work item ${index + 1}${where}: ${problem?.message ?? 'unknown shape'}`,
  );
}

/** Sorts by time and says what it is: resync-20261124T062641-4f9a1c. */
function newJobId({ clock, random }: BatchPorts, kind: string): string {
  const time = new Date(clock.now()).toISOString().slice(0, 19).replace(/[-:]/g, '');
  const tail = Math.floor(random() * 16 ** 6)
    .toString(16)
    .padStart(6, '0');
  return `${kind}-${time}-${tail}`;
}
