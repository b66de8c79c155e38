import { describeError, PermanentError, RevisionConflict } from './errors';
import { handOn } from './hand-on';
import { closeJob } from './jobs';
import { gather, perform, settle, type PhaseResult } from './phases';
import { JobWriter, LeaseLost } from './job-writer';
import { PROTOCOL_VERSION, type RunningJob } from './job';
import { INVOCATION } from './limits';
import type { BatchPorts, HandOff, StoredJob } from './ports';
import { withOwnPages } from './own-pages';
import { createPace } from './pace';
import { openRun, type Run } from './run';
import { loadPlace, type Place } from './state-pages';
import type { AnyJobKind } from './kind';
import { transition } from './transition';

/** By then everything in flight was given up, ms after the hop began. */
const GIVEN_UP_MS = INVOCATION.abandonAtMs + 200;

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
  // Read while the claim is being written: nobody writes what nobody has claimed.
  const loading = kind ? loadPlace(ports, kind, before.job) : null;
  loading?.catch(() => {});
  let claimed: StoredJob;
  try {
    claimed = await ports.store.writeJob(before, claim.job);
  } catch (error) {
    if (error instanceof RevisionConflict) return ignored(ports, handOff, 'leased');
    throw error;
  }
  if (claimed.job.status !== 'running') return stop(ports, claimed, startedAtMs);
  const { fence, attempt } = claimed.job;
  ports.log('info', 'hop.claimed', { ...facts(handOff), fence, attempt });
  return work(ports, { ...claimed, job: claimed.job }, { kind, loading, startedAtMs });
}

/** What a hop has at hand when it has claimed its job. */
interface Beginning {
  kind: AnyJobKind | undefined;
  loading: Promise<Place> | null;
  startedAtMs: number;
}

async function work(
  ports: BatchPorts,
  claimed: StoredJob<RunningJob>,
  { kind, loading, startedAtMs }: Beginning,
): Promise<HopResult> {
  const { job } = claimed;
  const writer = new JobWriter(ports, claimed, job.fence);
  const stop = new AbortController();
  const { clock } = ports;
  const inFlight = new Set<Promise<unknown>>();
  // A step that hangs must not write when its container is used again.
  void clock.sleep(startedAtMs + GIVEN_UP_MS - clock.now()).then(() => stop.abort());
  try {
    if (!kind || !loading)
      throw new PermanentError('unknown_kind', `No job kind ${job.kind} in this deployment`);
    const pace = createPace(job.pace, {
      ...(ports.rateShare === undefined ? {} : { share: ports.rateShare }),
      limit: () => (writer.stored.job.status === 'running' ? writer.stored.job.paceLimit : null),
    });
    const place = await loading;
    const ownPorts = { ...ports, store: withOwnPages(ports.store) };
    const { signal } = stop;
    const run = openRun({ ports: ownPorts, kind, writer, pace, signal, inFlight, startedAtMs, place });
    const end = await runPhases(run);
    // Before the next hop hears of it: what this one has given up must not write while that one works.
    stop.abort();
    return await finish(run, end);
  } catch (error) {
    if (error instanceof LeaseLost) {
      ports.log('warn', 'hop.lease_lost', { jobId: job.id, hop: job.hop, why: error.message });
      return { result: 'ignored', reason: 'lease_lost' };
    }
    stop.abort();
    const isAtRest = await Promise.race([
      Promise.allSettled(inFlight).then(() => true),
      clock.sleep(startedAtMs + INVOCATION.abandonAtMs - clock.now()).then(() => false),
    ]);
    return await giveBack(ports, writer, { error, isAtRest, startedAtMs });
  } finally {
    stop.abort();
  }
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
