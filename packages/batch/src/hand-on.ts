import { RevisionConflict } from './errors';
import { PROTOCOL_VERSION, type RunningJob } from './job';
import { CONFIRM_MS, INVOCATION, SILENT_MS, UNCLAIMED_MS } from './limits';
import type { BatchPorts, HandOff, StoredJob } from './ports';
import { isLeased, transition } from './transition';

const POLL_MS = 300;

/** How a hand-on went: claimed, or not seen to be, with the last error of the dispatcher. */
export type HandOnResult = { claimed: true } | { claimed: false; error: unknown };

/**
 * Starts the guard and the hop that `job` waits for, and stays until the hop has claimed the job, repeating the
 * hand-off, or until `untilMs`. A repeated hand-off is harmless: only one can claim.
 */
export async function handOn(ports: BatchPorts, job: RunningJob, untilMs: number): Promise<HandOnResult> {
  const { clock, store } = ports;
  let error: unknown = null;
  const send = (target: 'hop' | 'guard', attempt: number): void => {
    dispatch(ports, target, { protocol: PROTOCOL_VERSION, jobId: job.id, hop: job.hop, attempt }, (cause) => {
      error = cause;
    });
  };
  for (let attempt = 0; ; attempt++) {
    send('hop', attempt);
    // Both leave in the same moment; the hop first, since somebody waits for it.
    if (attempt === 0) send('guard', 0);
    const confirmByMs = Math.min(untilMs, clock.now() + CONFIRM_MS);
    do {
      await clock.sleep(Math.min(POLL_MS, Math.max(0, confirmByMs - clock.now())));
      const now = await store.readJob(job.id).catch(() => null);
      if (now && isTakenUp(now, job.hop)) return { claimed: true };
    } while (clock.now() < confirmByMs);
    if (clock.now() >= untilMs) return { claimed: false, error };
    ports.log('warn', 'handoff.repeated', { jobId: job.id, hop: job.hop, attempt: attempt + 1 });
  }
}

/**
 * Whoever passes by a job looks after it: one that is silent is started again, one that was paused for long
 * enough goes on. Answers the job as it is now.
 */
export async function recoverJob(ports: BatchPorts, stored: StoredJob): Promise<StoredJob> {
  const { log, clock, store } = ports;
  const { job } = stored;
  const nowMs = clock.now();
  if (job.status === 'paused') {
    if (Date.parse(job.resumesAt) > nowMs) return stored;
    const resumed = transition(job, { type: 'resume', atMs: nowMs });
    if (!resumed.ok || resumed.job.status !== 'running') return stored;
    try {
      const now = await store.writeJob(stored, resumed.job);
      await startAgain(ports, resumed.job);
      log('info', 'job.resumed', { jobId: job.id, by: 'passer-by' });
      return now;
    } catch (error) {
      // Somebody was quicker.
      if (error instanceof RevisionConflict) return stored;
      throw error;
    }
  }
  // Its guard is quicker; and where invocations have to wait, a hundred passers-by must not start a hundred more.
  const isSilent = Date.parse(job.heartbeatAt) + SILENT_MS < nowMs;
  if (job.status === 'running' && isSilent && isLost(job, nowMs)) {
    log('warn', 'job.recovered', { jobId: job.id, hop: job.hop, attempt: job.attempt, by: 'passer-by' });
    await startAgain(ports, job);
  }
  return stored;
}

async function startAgain(ports: BatchPorts, { id, hop, attempt }: RunningJob): Promise<void> {
  const handOff = { protocol: PROTOCOL_VERSION, jobId: id, hop, attempt };
  dispatch(ports, 'guard', { ...handOff, attempt: 0 });
  dispatch(ports, 'hop', handOff);
  // They must be on their way before this invocation is frozen.
  await ports.clock.sleep(POLL_MS);
}

const isTakenUp = ({ job }: StoredJob, hop: number): boolean =>
  job.status !== 'running' || job.hop > hop || job.attempt > 0;

/** Nobody works on it, and nobody is on the way to. */
export function isLost(job: RunningJob, nowMs: number): boolean {
  if (job.lease !== null) return !isLeased(job, nowMs);
  return Date.parse(job.heartbeatAt) + UNCLAIMED_MS < nowMs;
}

/** Sends a hand-off without waiting for the other invocation to end. */
export function dispatch(
  { dispatcher, log, clock }: BatchPorts,
  target: 'hop' | 'guard',
  handOff: HandOff,
  onError: (error: unknown) => void = () => {},
): void {
  const sentAtMs = clock.now();
  dispatcher.dispatch(target, handOff).catch((error: unknown) => {
    // A container that was frozen before the answer came hears of it when it is used again: old news.
    if (clock.now() - sentAtMs > INVOCATION.endByMs) return;
    const message = error instanceof Error ? error.message : String(error);
    log('warn', 'handoff.failed', { target, ...handOff, message });
    onError(error);
  });
}
