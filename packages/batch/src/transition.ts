import { hasEnded, type EndedJob, type Job, type OpenJob, type PausedJob, type RunningJob } from './job';
import { JOB_BYTES, LEASE_MS, MAX_HOP_ATTEMPTS, MAX_PAUSE_MS, MAX_STALLS } from './limits';

/** What a hop may change while it works. */
export type Patch = Partial<
  Pick<
    RunningJob,
    'pass' | 'phase' | 'progress' | 'items' | 'failurePages' | 'stateVersion' | 'pace' | 'report'
  >
>;

/** What a person may ask of a job. */
export type Command =
  | { type: 'cancel'; atMs: number; by?: string }
  | { type: 'pause'; atMs: number }
  | { type: 'resume'; atMs: number }
  /** `itemsPerSecond`: null: as many as Twilio takes. */
  | { type: 'limit-pace'; atMs: number; itemsPerSecond: number | null };

/** Everything that can happen to a job. `atMs`: milliseconds since the epoch; `fence`: the sender's claim. */
export type JobEvent =
  | Command
  | { type: 'claim'; hop: number; atMs: number }
  | { type: 'beat'; fence: number; atMs: number; patch: Patch }
  /** This hop does no more: the next one goes on, unless somebody wants the job to stop. */
  | { type: 'hand-on'; fence: number; atMs: number; patch: Patch }
  | { type: 'release'; fence: number; atMs: number; error: JobError }
  | { type: 'complete'; fence: number; atMs: number; patch: Patch }
  | { type: 'fail'; fence: number; atMs: number; error: JobError }
  /** The first hop can't be started. */
  | { type: 'refuse'; atMs: number; error: JobError };

interface JobError {
  code: string;
  message: string;
}

/**
 * Why an event changed nothing:
 * - `over`: the job has ended;
 * - `stale_hop`: a hand-off of a hop that has already handed on;
 * - `unknown_hop`: a hand-off of a hop nobody handed on to;
 * - `leased`: somebody else works on it;
 * - `not_holder`: the sender's claim is not the newest, or was given back;
 * - `paused`: nobody is to work on it now;
 * - `not_paused`, `being_cancelled`: the command makes no sense now.
 */
export type Refusal =
  | 'over'
  | 'stale_hop'
  | 'unknown_hop'
  | 'leased'
  | 'not_holder'
  | 'paused'
  | 'not_paused'
  | 'being_cancelled';

export type Transition = { ok: true; job: Job } | { ok: false; refusal: Refusal };

const refuse = (refusal: Refusal): Transition => ({ ok: false, refusal });
const accept = (job: Job): Transition => ({ ok: true, job });

/**
 * The rules of a job's life, as one pure function: what the job is after `event`, or why nothing happened.
 * Whoever writes the result does so only if the document is still the one it was computed from.
 */
export function transition(job: Job, event: JobEvent): Transition {
  if (hasEnded(job)) return refuse('over');
  const at = new Date(event.atMs).toISOString();
  if (event.type === 'limit-pace') return accept({ ...job, paceLimit: event.itemsPerSecond });
  if (event.type === 'cancel' || event.type === 'pause' || event.type === 'resume') {
    const by = event.type === 'cancel' && event.by ? { cancelledBy: event.by } : {};
    return command({ ...job, ...by }, event.type, event.atMs);
  }
  if (job.status === 'paused') return refuse('paused');
  if (event.type === 'claim') return claim(job, event);
  if (event.type === 'refuse') {
    // Only a job that never got under way: one whose first hop was claimed after all goes on.
    if (job.hop > 1) return refuse('stale_hop');
    return job.attempt > 0 ? refuse('leased') : accept(failed(job, at, event.error));
  }
  if (job.lease?.fence !== event.fence) return refuse('not_holder');

  switch (event.type) {
    case 'beat': {
      const next: RunningJob = { ...job, ...event.patch, heartbeatAt: at };
      // What a heartbeat tells of, the hand-on no longer does.
      return accept(isFurther(job, next) ? { ...next, stalls: 0 } : next);
    }
    case 'hand-on': {
      const next: RunningJob = { ...job, ...event.patch, heartbeatAt: at };
      if (job.command) return accept(obey(next, event.atMs));
      const stalls = isFurther(job, next) ? 0 : job.stalls + 1;
      if (stalls > MAX_STALLS) {
        const message = `${stalls} hops in a row got nothing done`;
        return accept(failed(next, at, { code: 'no_progress', message }));
      }
      return accept({ ...next, hop: job.hop + 1, attempt: 0, lease: null, stalls });
    }
    case 'release':
      if (job.command) return accept(obey(job, event.atMs));
      return accept(
        job.attempt >= MAX_HOP_ATTEMPTS
          ? failed(job, at, event.error)
          : { ...job, lease: null, heartbeatAt: at },
      );
    case 'complete':
      return accept({ ...ended({ ...job, ...event.patch }, at), status: 'completed' });
    case 'fail':
      return accept(failed(job, at, event.error));
  }
}

/**
 * A command is obeyed at once where nobody works on the job; else it is left for whoever does, and outlives the loss
 * of that hop with the rest of the document.
 */
function command(job: OpenJob, type: 'cancel' | 'pause' | 'resume', atMs: number): Transition {
  if (job.status === 'paused') {
    if (type === 'pause') return refuse('paused');
    const { resumesAt: _resumesAt, ...rest } = job;
    const heartbeatAt = new Date(atMs).toISOString();
    const resumed: RunningJob = { ...rest, status: 'running', lease: null, command: null, heartbeatAt };
    return accept(type === 'resume' ? resumed : obey({ ...resumed, command: 'cancel' }, atMs));
  }
  if (type === 'cancel') {
    const cancelling: RunningJob = { ...job, command: 'cancel' };
    return accept(isLeased(job, atMs) ? cancelling : obey(cancelling, atMs));
  }
  if (job.command === 'cancel') return refuse('being_cancelled');
  if (type === 'resume') return job.command ? accept({ ...job, command: null }) : refuse('not_paused');
  const pausing: RunningJob = { ...job, command: 'pause' };
  return accept(isLeased(job, atMs) ? pausing : obey(pausing, atMs));
}

/** A job as its command wants it, once nobody works on it. */
function obey(job: RunningJob, atMs: number): EndedJob | PausedJob {
  const at = new Date(atMs).toISOString();
  if (job.command === 'cancel') return { ...ended(job, at), status: 'cancelled' };
  const { lease: _lease, command: _command, ...rest } = job;
  const resumesAt = new Date(atMs + MAX_PAUSE_MS).toISOString();
  // Another hop will go on: hand-offs of this one, late ones too, are old from now on.
  return { ...rest, status: 'paused', hop: job.hop + 1, attempt: 0, heartbeatAt: at, resumesAt };
}

function claim(job: RunningJob, event: { hop: number; atMs: number }): Transition {
  if (event.hop < job.hop) return refuse('stale_hop');
  if (event.hop > job.hop) return refuse('unknown_hop');
  if (isLeased(job, event.atMs)) return refuse('leased');
  if (job.command) return accept(obey(job, event.atMs));
  const at = new Date(event.atMs).toISOString();
  if (job.attempt >= MAX_HOP_ATTEMPTS) {
    const message = `hop ${job.hop} was claimed ${job.attempt} times and never got to its end`;
    return accept(failed(job, at, { code: 'hop_lost', message }));
  }
  const fence = job.fence + 1;
  const until = new Date(event.atMs + LEASE_MS).toISOString();
  return accept({ ...job, fence, lease: { fence, until }, attempt: job.attempt + 1, heartbeatAt: at });
}

/** Whether somebody may be working on the job at `nowMs`. */
export function isLeased(job: RunningJob, nowMs: number): boolean {
  return job.lease !== null && Date.parse(job.lease.until) > nowMs;
}

/**
 * Anything done since: only the place in the work counts, and what the kind keeps of it, so that a heartbeat alone is no
 * progress.
 */
function isFurther(before: RunningJob, after: RunningJob): boolean {
  return (
    after.pass !== before.pass ||
    after.phase !== before.phase ||
    after.stateVersion !== before.stateVersion ||
    after.items.done !== before.items.done ||
    after.items.pages !== before.items.pages ||
    after.progress.checked !== before.progress.checked
  );
}

function failed(job: RunningJob, at: string, error: JobError): EndedJob {
  const whole = { ...ended(job, at), status: 'failed' as const, error };
  const excess = Buffer.byteLength(JSON.stringify(whole)) - JOB_BYTES;
  // A job must be able to end: a long reason is cut rather than refused by the store.
  const message = excess > 0 ? error.message.slice(0, -excess) : error.message;
  return { ...whole, error: { ...error, message } };
}

function ended(job: RunningJob, at: string) {
  const { lease: _lease, command: _command, fence: _fence, stalls: _stalls, ...rest } = job;
  const { paceLimit: _paceLimit, status: _status, ...kept } = rest;
  return { ...kept, heartbeatAt: at, endedAt: at };
}
