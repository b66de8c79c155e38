import { describeError, PermanentError } from './errors';
import { closeJob } from './jobs';
import { dispatch, isLost } from './hand-on';
import { hasEnded } from './job';
import { INVOCATION } from './limits';
import type { BatchPorts, HandOff } from './ports';

/** How often a guard looks once the hop's time is over. */
const LOOK_MS = 2_000;
/**
 * The first look comes so late that the next hop has claimed the job by then, as a rule, and the guard may leave; one that
 * gets no answer any more hands itself on.
 */
const LAST_LOOK_MS = 150;
/** What a guard needs at its end to hand itself on, and how often it tries in that time: nobody else guards it. */
const LEAVE_MS = 450;
const LEAVE_TRIES = 3;
/** A guard that can't read the job hands itself on as well, for an hour: an outage can take the hop with it. */
const MAX_TERMS = 450;

/**
 * The guard beside a hop: waits until the hop's time is over, then sees to it that the job goes on. It leaves when
 * a later hop has claimed the job, since that one came with a guard of its own, or when the job has ended. A hop that
 * it started itself has no other guard: it stays beside that one. It writes nothing: it only starts hops, and only one
 * of those can claim.
 */
export async function runGuard(ports: BatchPorts, handOff: HandOff, startedAtMs: number): Promise<string> {
  const { clock } = ports;
  const endByMs = startedAtMs + INVOCATION.endByMs - LEAVE_MS;
  if (handOff.attempt === 0) await clock.sleep(endByMs - LAST_LOOK_MS - clock.now());
  let guarded = handOff;
  for (;;) {
    // Whatever it waits for, it must be able to hand itself on.
    const seen = await Promise.race([
      look(ports, guarded),
      clock.sleep(endByMs - clock.now()).then(() => guarded),
    ]);
    if (typeof seen === 'string') return seen;
    guarded = seen;
    if (clock.now() + LOOK_MS >= endByMs) break;
    await clock.sleep(LOOK_MS);
  }
  if (handOff.attempt >= MAX_TERMS) return 'given_up';
  let isToSend = true;
  for (let tries = 0; tries < LEAVE_TRIES; tries++) {
    if (isToSend) {
      isToSend = false;
      dispatch(ports, 'guard', { ...guarded, attempt: handOff.attempt + 1 }, () => (isToSend = true));
    }
    // The request must be on its way before this invocation is frozen.
    await clock.sleep(LEAVE_MS / LEAVE_TRIES);
  }
  return 'handed-on';
}

/** Looks after the job once; answers why the guard may leave, or what it is the guard of from now on. */
async function look(ports: BatchPorts, handOff: HandOff): Promise<string | HandOff> {
  const { clock, store, log } = ports;
  try {
    const stored = await store.readJob(handOff.jobId);
    if (!stored) return 'unknown_job';
    const { job } = stored;
    if (hasEnded(job) && !(await closeJob(ports, stored))) return handOff;
    // A job that goes on after a pause comes with a guard of its own.
    if (job.status !== 'running') return 'over';
    if (job.hop > handOff.hop && job.attempt > 0) return 'relieved';
    if (isLost(job, clock.now())) {
      log('warn', 'job.recovered', { jobId: job.id, hop: job.hop, attempt: job.attempt, by: 'guard' });
      dispatch(ports, 'hop', { ...handOff, hop: job.hop, attempt: job.attempt });
      return { ...handOff, hop: job.hop };
    }
  } catch (error) {
    if (error instanceof PermanentError) throw error;
    log('warn', 'guard.blind', { jobId: handOff.jobId, hop: handOff.hop, ...describeError(error) });
  }
  return handOff;
}
