import { describeError, PermanentError, RevisionConflict } from './errors';
import { handOn } from './hand-on';
import { closeJob } from './jobs';
import { gather, perform, settle, type PhaseResult } from './phases';
import { JobWriter, LeaseLost } from './job-writer';
import { PROTOCOL_VERSION } from './job';
import { INVOCATION } from './limits';
import type { BatchPorts, HandOff, StoredJob } from './ports';
import { prepare, type Ahead, type Hop } from './prepare';
import { openRun, type Run } from './run';
import { transition } from './transition';

/** The last write waits for its turn until then, ms after the hop began: the hand-off is to follow it. */
const LAST_WRITE_MS = INVOCATION.endByMs - 600;

/** What came of an invocation of the hop Function. */
export type HopResult =
  /** The hand-off was of no use: another hop works, the job is over or unknown, the protocol differs. */
  | { result: 'ignored'; reason: string }
  | { result: 'handed-on'; hop: number }
  /** Nobody is to go on: the job has ended, or is paused. */
  | { result: 'stopped'; status: string };

/**
 * One hop: claims the job, works until its time is nearly up, checkpoints, and hands on. Whatever goes wrong, the
 * job is left in a state from which somebody goes on: see docs/decisions/0003-recovery.md.
 *
 * @param startedAtMs when this invocation began, ms since the epoch: its time is counted from there.
 */
export async function runHop(ports: BatchPorts, handOff: HandOff, startedAtMs: number): Promise<HopResult> {
  if (handOff.protocol !== PROTOCOL_VERSION) return ignored(ports, handOff, 'protocol_mismatch');
  const before = await ports.store.readJob(handOff.jobId);
  if (!before) return ignored(ports, handOff, 'unknown_job');
  const claim = transition(before.job, { type: 'claim', hop: handOff.hop, atMs: ports.clock.now() });
  if (!claim.ok) return ignored(ports, handOff, claim.refusal);
  const kind = ports.kinds.find(({ name }) => name === before.job.kind);
  const writer = new JobWriter(ports, before);
  // First the claim is on its way: a hop that is lost in what it reads meanwhile was counted.
  const claiming = writer.claim(claim.job);
  const prepared =
    kind && claim.job.status === 'running' ? prepare({ ports, kind, writer, startedAtMs }, claim.job) : null;
  try {
    await claiming;
  } catch (error) {
    prepared?.hop.stop.abort();
    if (error instanceof RevisionConflict) return ignored(ports, handOff, 'leased');
    throw error;
  }
  const { job } = writer.stored;
  if (job.status !== 'running') return stop(ports, writer.stored, startedAtMs);
  ports.log('info', 'hop.claimed', { ...facts(handOff), fence: job.fence, attempt: job.attempt });
  try {
    if (!prepared) throw new PermanentError('unknown_kind', `No job kind ${job.kind} in this deployment`);
    return await work(prepared);
  } catch (error) {
    prepared?.hop.stop.abort();
    if (error instanceof LeaseLost) {
      ports.log('warn', 'hop.lease_lost', { jobId: job.id, hop: job.hop, why: error.message });
      return { result: 'ignored', reason: 'lease_lost' };
    }
    const isAtRest = await Promise.race([
      Promise.allSettled([...(prepared?.hop.inFlight ?? [])]).then(() => true),
      ports.clock.sleep(startedAtMs + INVOCATION.abandonAtMs - ports.clock.now()).then(() => false),
    ]);
    return giveBack(ports, writer, { error, isAtRest, startedAtMs });
  }
}

async function work({ hop, ahead }: { hop: Hop; ahead: Ahead }): Promise<HopResult> {
  const run = await openRun(hop, ahead);
  const end = await runPhases(run);
  // Before the next hop hears of it: what this one has given up must not write while that one works.
  hop.stop.abort();
  return finish(run, end);
}

async function runPhases(run: Run): Promise<Exclude<PhaseResult, 'next'>> {
  for (;;) {
    const result = await { gather, perform, settle }[run.phase](run);
    if (result !== 'next') return result;
  }
}

async function finish(run: Run, end: Exclude<PhaseResult, 'next'>): Promise<HopResult> {
  const { ports, writer } = run;
  const patch = await run.checkpoint({ isLast: end === 'completed' });
  const type = end === 'completed' ? 'complete' : 'hand-on';
  const byMs = run.startedAtMs + LAST_WRITE_MS;
  const stored = await writer.apply({ type, fence: writer.fence, atMs: ports.clock.now(), patch }, byMs);
  const { job } = stored;
  if (job.status !== 'running') return stop(ports, stored, run.startedAtMs);
  ports.log('info', 'hop.handed_on', { jobId: job.id, hop: job.hop - 1, done: job.progress.checked });
  await handOn(ports, job, run.startedAtMs + INVOCATION.endByMs);
  return { result: 'handed-on', hop: job.hop };
}

async function stop(ports: BatchPorts, stored: StoredJob, startedAtMs: number): Promise<HopResult> {
  const { id, status, progress } = stored.job;
  const error = stored.job.status === 'failed' ? { error: stored.job.error } : {};
  const event = status === 'paused' ? 'job.paused' : 'job.ended';
  ports.log(status === 'failed' ? 'error' : 'info', event, { jobId: id, status, ...progress, ...error });
  await closeJob(ports, stored, startedAtMs + INVOCATION.endByMs);
  return { result: 'stopped', status };
}

/**
 * The hop itself failed: the same hop is tried again while it has attempts, unless that can't help. `isAtRest`: nothing
 * of it is in flight. Else nothing is given back, and nobody begins before the lease has run out: two would be at work.
 */
async function giveBack(
  ports: BatchPorts,
  writer: JobWriter,
  { error, isAtRest, startedAtMs }: { error: unknown; isAtRest: boolean; startedAtMs: number },
): Promise<HopResult> {
  const described = describeError(error);
  const { id, hop } = writer.stored.job;
  ports.log('error', 'hop.failed', { jobId: id, hop, isAtRest, ...described });
  if (!isAtRest) return { result: 'ignored', reason: 'in_flight' };
  const type = error instanceof PermanentError ? 'fail' : 'release';
  const event = { type, fence: writer.fence, atMs: ports.clock.now(), error: described } as const;
  const stored = await writer.apply(event, startedAtMs + LAST_WRITE_MS);
  const { job } = stored;
  if (job.status !== 'running') return stop(ports, stored, startedAtMs);
  const endByMs = startedAtMs + INVOCATION.endByMs;
  const pauseMs = Math.min(500 * 2 ** job.attempt, endByMs - ports.clock.now() - 1_000);
  if (pauseMs > 0) await ports.clock.sleep(pauseMs);
  await handOn(ports, job, endByMs);
  return { result: 'handed-on', hop: job.hop };
}

function ignored(ports: BatchPorts, handOff: HandOff, reason: string): HopResult {
  ports.log('info', 'hop.ignored', { ...facts(handOff), reason });
  return { result: 'ignored', reason };
}

const facts = ({ jobId, hop, attempt, protocol }: HandOff) => ({
  jobId,
  hop,
  handOffAttempt: attempt,
  protocol,
});
