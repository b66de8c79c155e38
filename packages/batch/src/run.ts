import { PermanentError } from './errors';
import { jobDocumentName } from './documents';
import type { JobWriter } from './job-writer';
import type { Job, RunningJob } from './job';
import { GATHER_BEAT_MS, HEARTBEAT_MS, INVOCATION } from './limits';
import { openSession, type Ahead, type AnySession, type Hop } from './prepare';
import { placeText, savePlace } from './state-pages';
import type { Patch } from './transition';

/** What the phases of one hop share. */
export interface Run extends Hop {
  workUntilMs: number;
  phase: RunningJob['phase'];
  /** Where the gathering of this pass goes on; null: from the beginning. */
  cursor: string | null;
  /** The page where the work goes on, if it was read ahead; for whoever takes it first. */
  firstPage: Ahead['firstPage'];
  /** What the phases changed since the last checkpoint. */
  patch: Patch;
  /** The line's part of a checkpoint, while there is a line. */
  lineCheckpoint: (() => Promise<Patch>) | null;
  /** Keeps work of the kind among what is in flight until it has settled. */
  track<T>(work: Promise<T>): Promise<T>;
  /**
   * Waits for one step of the kind, but not past this hop's time: then the step is given up, and with it what it did
   * to the session's state.
   */
  step<T>(work: () => Promise<T>): Promise<T | typeof OUT_OF_TIME>;
  /** The session of this pass; `fresh` drops the one of the pass before. */
  openSession(options?: { fresh: boolean }): Promise<AnySession>;
  /** Stores everything a successor needs, unless there will be none, and answers the patch that makes it count. */
  checkpoint(options?: { isLast: boolean }): Promise<Patch>;
  /** Whether {@link beat} would write now. */
  isBeatDue(): boolean;
  /** Whether there is time for another write before the hand-off. */
  isBeatPossible(): boolean;
  /** Writes a checkpoint if one is due, or is said to be; answers whether somebody wants the job to stop. */
  beat(options?: { isDue: boolean }): Promise<boolean>;
}

/** A step took longer than the hop has. */
export const OUT_OF_TIME = Symbol('out of time');

/** What one hop's phases work with. */
export async function openRun(hop: Hop, ahead: Ahead): Promise<Run> {
  const { ports, writer, pace, inFlight, startedAtMs } = hop;
  const { clock, store } = ports;
  const loaded = await ahead.place;
  const job = running(writer.stored.job);
  let session: AnySession | null = null;
  const state = () => (session ? session.state() : loaded.state);
  let stateVersion = job.stateVersion;
  const stateNow = () => JSON.stringify(state());
  let saved = placeText(stateNow(), loaded.cursor);
  let lastBeatMs = clock.now();
  /** The state before the step that is under way. */
  let stateBeforeStep: string | null = null;

  const save = async (place: string): Promise<void> => {
    if (place === saved) return;
    stateVersion += 1;
    await savePlace(store, job.id, stateVersion, place);
    saved = place;
  };

  const run: Run = {
    ...hop,
    workUntilMs: startedAtMs + INVOCATION.workUntilMs,
    phase: job.phase,
    cursor: loaded.cursor,
    firstPage: ahead.firstPage,
    patch: {},
    lineCheckpoint: null,

    track(work) {
      const forget = () => void inFlight.delete(work);
      inFlight.add(work);
      work.then(forget, forget);
      return work;
    },

    async step(work) {
      stateBeforeStep = stateNow();
      const working = run.track(work());
      // One that is given up may still fail, and nobody would be there to hear.
      working.catch(() => {});
      const leftMs = Math.max(0, startedAtMs + INVOCATION.abandonAtMs - clock.now());
      const result = await Promise.race([
        working,
        clock.sleep(leftMs).then((): typeof OUT_OF_TIME => OUT_OF_TIME),
      ]);
      if (result !== OUT_OF_TIME) stateBeforeStep = null;
      return result;
    },

    async openSession({ fresh } = { fresh: false }) {
      if (session && !fresh) return session;
      const pass = run.patch.pass ?? writer.stored.job.pass;
      session =
        (await (fresh ? null : ahead.session)) ??
        (await openSession(hop, { jobId: job.id, pass, state: state(), first: Promise.resolve([]) }));
      return session;
    },

    async checkpoint({ isLast } = { isLast: false }) {
      // State and line are taken in one breath: the work goes on while they are being stored.
      const changes = { phase: run.phase, ...run.patch };
      run.patch = {};
      const place = placeText(stateBeforeStep ?? stateNow(), run.cursor);
      const line = await run.lineCheckpoint?.();
      if (!isLast) await save(place);
      return { ...changes, ...line, stateVersion, pace: pace.rate() };
    },

    isBeatPossible() {
      // The last write before a hand-off must not crowd the two that the hand-off needs.
      return clock.now() <= run.workUntilMs - HEARTBEAT_MS;
    },

    isBeatDue() {
      const everyMs = run.phase === 'gather' ? GATHER_BEAT_MS : HEARTBEAT_MS;
      return clock.now() - lastBeatMs >= everyMs && run.isBeatPossible();
    },

    async beat({ isDue } = { isDue: run.isBeatDue() }) {
      if (!isDue) return isToStop(writer);
      lastBeatMs = clock.now();
      const patch = await run.checkpoint();
      await writer.apply({ type: 'beat', fence: writer.fence, atMs: clock.now(), patch });
      return isToStop(writer);
    },
  };
  return run;
}

const isToStop = ({ stored: { job } }: JobWriter): boolean =>
  job.status === 'running' && job.command !== null;

/** The job as running: after a claim it is, or the next write says otherwise. */
export function running(job: Job): RunningJob {
  if (job.status !== 'running')
    throw new PermanentError('not_running', `${jobDocumentName(job.id)} has ended`);
  return job;
}
