import { JOB_DOCUMENT_BYTES, LEASE_MS, MAX_HOP_ATTEMPTS, MAX_STALLS } from './limits';
import type { Job, RunningJob } from './job';

/** What a hop may change while it works. */
export type Patch = Partial<
  Pick<
    RunningJob,
    'pass' | 'phase' | 'progress' | 'items' | 'failurePages' | 'stateVersion' | 'pace' | 'report'
  >
>;

/** Everything that can happen to a job. `atMs`: milliseconds since the epoch; `fence`: the sender's claim. */
export type JobEvent =
  | { type: 'claim'; hop: number; atMs: number }
  | { type: 'beat'; fence: number; atMs: number; patch: Patch }
  | { type: 'hand-on'; fence: number; atMs: number; patch: Patch }
  | { type: 'release'; fence: number; atMs: number; error: JobError }
  | { type: 'complete'; fence: number; atMs: number; patch: Patch }
  | { type: 'cancelled'; fence: number; atMs: number; patch: Patch }
  | { type: 'fail'; fence: number; atMs: number; error: JobError }
  | { type: 'cancel'; atMs: number }
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
 * - `not_holder`: the sender's claim is not the newest, or was given back.
 */
export type Refusal = 'over' | 'stale_hop' | 'unknown_hop' | 'leased' | 'not_holder';

export type Transition = { ok: true; job: Job } | { ok: false; refusal: Refusal };

const refuse = (refusal: Refusal): Transition => ({ ok: false, refusal });

/**
 * The rules of a job's life, as one pure function: what the job is after `event`, or why nothing happened.
 * Whoever writes the result does so only if the document is still the one it was computed from.
 */
export function transition(job: Job, event: JobEvent): Transition {
  if (job.status !== 'running') return refuse('over');
  if (event.type === 'claim') return claim(job, event);
  const at = new Date(event.atMs).toISOString();
  if (event.type === 'cancel') return { ok: true, job: { ...job, command: 'cancel' } };
  if (event.type === 'refuse') {
    // Only a job that never got under way: one whose first hop was claimed after all goes on.
    if (job.hop > 1) return refuse('stale_hop');
    return job.attempt > 0 ? refuse('leased') : fail(job, at, event.error);
  }
  if (job.lease?.fence !== event.fence) return refuse('not_holder');

  switch (event.type) {
    case 'beat': {
      const next: RunningJob = { ...job, ...event.patch, heartbeatAt: at };
      // What a heartbeat tells of, the hand-on no longer does.
      return { ok: true, job: isFurther(job, next) ? { ...next, stalls: 0 } : next };
    }
    case 'hand-on': {
      const next: RunningJob = { ...job, ...event.patch, heartbeatAt: at };
      const stalls = isFurther(job, next) ? 0 : job.stalls + 1;
      if (stalls > MAX_STALLS) {
        return fail(next, at, { code: 'no_progress', message: `${stalls} hops in a row got nothing done` });
      }
      return { ok: true, job: { ...next, hop: job.hop + 1, attempt: 0, lease: null, stalls } };
    }
    case 'release':
      return job.attempt >= MAX_HOP_ATTEMPTS
        ? fail(job, at, event.error)
        : { ok: true, job: { ...job, lease: null, heartbeatAt: at } };
    case 'complete':
    case 'cancelled': {
      const status = event.type === 'complete' ? 'completed' : 'cancelled';
      return { ok: true, job: { ...ended({ ...job, ...event.patch }, at), status } };
    }
    case 'fail':
      return fail(job, at, event.error);
  }
}

function claim(job: RunningJob, event: { hop: number; atMs: number }): Transition {
  if (event.hop < job.hop) return refuse('stale_hop');
  if (event.hop > job.hop) return refuse('unknown_hop');
  if (isLeased(job, event.atMs)) return refuse('leased');
  const at = new Date(event.atMs).toISOString();
  if (job.attempt >= MAX_HOP_ATTEMPTS) {
    return fail(job, at, {
      code: 'hop_lost',
      message: `hop ${job.hop} was claimed ${job.attempt} times and never got to its end`,
    });
  }
  const fence = job.fence + 1;
  const until = new Date(event.atMs + LEASE_MS).toISOString();
  return {
    ok: true,
    job: { ...job, fence, lease: { fence, until }, attempt: job.attempt + 1, heartbeatAt: at },
  };
}

/** Whether somebody may be working on the job at `nowMs`. */
export function isLeased(job: RunningJob, nowMs: number): boolean {
  return job.lease !== null && Date.parse(job.lease.until) > nowMs;
}

/** Anything done since: only the place in the work counts, so that a heartbeat alone is no progress. */
function isFurther(before: RunningJob, after: RunningJob): boolean {
  return (
    after.pass !== before.pass ||
    after.phase !== before.phase ||
    after.items.done !== before.items.done ||
    after.items.pages !== before.items.pages ||
    after.progress.checked !== before.progress.checked
  );
}

function fail(job: RunningJob, at: string, error: JobError): Transition {
  const failed = { ...ended(job, at), status: 'failed' as const, error };
  const excess = Buffer.byteLength(JSON.stringify(failed)) - JOB_DOCUMENT_BYTES;
  // A job must be able to end: a long reason is cut rather than refused by the store.
  const message = excess > 0 ? error.message.slice(0, -excess) : error.message;
  return { ok: true, job: { ...failed, error: { ...error, message } } };
}

function ended(job: RunningJob, at: string) {
  const { lease: _lease, fence: _fence, command: _command, stalls: _stalls, status: _status, ...rest } = job;
  return { ...rest, heartbeatAt: at, endedAt: at };
}
