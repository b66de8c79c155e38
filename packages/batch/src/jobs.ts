import { PermanentError } from './errors';
import { handOn, recoverJob } from './hand-on';
import { hasEnded, toHistoryEntry, type Job, type JobsDocument, type RunningJob } from './job';
import { isAskedAgain, runningOf, withAgain, withEnded } from './jobs-document';
import { CONFIRM_MS } from './limits';
import { isStale, JobEnding, lookAt, placeJob, readHolder } from './place-job';
import type { StartOptions, StartResult } from './place-job';
import type { BatchPorts, StoredJob } from './ports';
import { transition } from './transition';

/** How long starting a job waits for its first hop, ms. */
export const FIRST_HOP_MS = 4_000;

/** The first hop could not be started: the job is failed, and the reason is somebody's to mend. */
export class HandOffRefused extends PermanentError {
  constructor(jobId: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : 'it was never claimed';
    super('handoff_refused', `The first hop of ${jobId} could not be started: ${why}`, { cause });
  }
}

/**
 * Starts a job of a kind, or answers the one that runs: at most one of a kind runs at a time. Waits until the
 * first hop has claimed it. A job found silent is put back on its way.
 *
 * @throws PermanentError `unknown_kind`, `bad_items`; HandOffRefused when the first hop can't be reached.
 */
export async function startJob(ports: BatchPorts, options: StartOptions): Promise<StartResult> {
  const placed = await placeJob(ports, options);
  if (!placed.started) return placed;
  const first = await handOn(ports, placed.stored.job, ports.clock.now() + FIRST_HOP_MS);
  if (!first.claimed && first.error !== null) throw await refuseJob(ports, placed.stored, first.error);
  return placed;
}

/**
 * Something changed that a job of this kind must take into account: starts one, or makes the running one look once
 * more when it is through. However many ask at once, at most one job runs, and after the last of them everything
 * is looked at again; who cancels the job cancels what was asked for before that, too.
 */
export async function requestJob(
  ports: BatchPorts,
  options: { kind: string; startedBy: StartOptions['startedBy'] },
): Promise<'started' | 'noted'> {
  const jobs = await ports.store.editJobs((before) => withAgain(before, options.kind));
  try {
    const found = await lookAt(ports, runningOf(jobs, options.kind));
    if ('stored' in found) return 'noted';
    // One that somebody else is quicker to start begins after the change, too.
    return (await startJob(ports, options)).started ? 'started' : 'noted';
  } catch (error) {
    if (error instanceof JobEnding) return 'noted';
    throw error;
  }
}

/** The job of a kind that runs or is paused, put back on its way if it was lost; null if there is none. */
export async function readOpenJob(ports: BatchPorts, kind: string): Promise<StoredJob | null> {
  const holder = runningOf(await ports.store.readJobs(), kind);
  const stored = holder && (await readHolder(ports, holder.jobId));
  if (!stored || stored === 'unreadable') return null;
  if (!hasEnded(stored.job)) return recoverJob(ports, stored);
  // Whoever ended it may have been lost before it could tell.
  if (isStale(ports, stored.job.endedAt)) await closeJob(ports, stored);
  return null;
}

/**
 * Everything that belongs to a job's end; done twice it is done once. Where somebody asked for another run, the next job
 * takes this one's place in the jobs document: until then the wish stands there, whoever is lost.
 *
 * @param byMs until when to wait for the first hop of that one, ms since the epoch.
 * @returns false while there is something to look after: a next job is not on its way yet.
 */
export async function closeJob(
  ports: BatchPorts,
  { job, sid }: StoredJob,
  byMs = ports.clock.now() + CONFIRM_MS,
): Promise<boolean> {
  if (!hasEnded(job)) return true;
  const { id, kind, startedBy } = job;
  const isWanted = (jobs: JobsDocument) => isAskedAgain(jobs, id);
  const entry = toHistoryEntry(job, sid);
  const edit = (before: JobsDocument) => (isWanted(before) ? before : withEnded(before, entry));
  const jobs = await ports.store.editJobs(edit);
  if (isWanted(jobs)) ports.log('info', 'job.asked_again', { jobId: id, kind });
  const next = isWanted(jobs)
    ? await placeJob(ports, { kind, startedBy })
    : await lookAt(ports, runningOf(jobs, kind));
  if ('free' in next) return true;
  if (next.started) return (await handOn(ports, next.stored.job, byMs)).claimed;
  return isOnItsWay(next.stored.job);
}

/** Whoever created it may have been lost before it sent the first hand-off. */
const isOnItsWay = (job: Job): boolean => job.status !== 'running' || job.hop > 1 || job.attempt > 0;

async function refuseJob(ports: BatchPorts, stored: StoredJob<RunningJob>, cause: unknown): Promise<Error> {
  const refusal = new HandOffRefused(stored.job.id, cause);
  const now = await ports.store.readJob(stored.job.id);
  if (!now || now.job.status !== 'running' || now.job.attempt > 0) return refusal;
  const error = { code: refusal.code, message: refusal.message.slice(0, 200) };
  const result = transition(now.job, { type: 'refuse', atMs: ports.clock.now(), error });
  if (result.ok) await closeJob(ports, await ports.store.writeJob(now, result.job));
  return refusal;
}
