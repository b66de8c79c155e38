import {
  hasEnded,
  jobDocumentSchema,
  JOBS_DOCUMENT_NAME,
  jobsDocumentSchema,
  RESYNC,
  type HistoryEntry,
  type Job,
  type JobsDocument,
  type LeftWorker,
} from '@queue-eligibility/api';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { toProblem, type FunctionsClient, type Problem } from '../functions-client';
import type { ConnectionState, SyncConnection } from './sync-connection';
import { withSample, type Sample } from './throughput';

/** A job that runs. */
export interface WatchedJob {
  jobId: string;
  kind: string;
  documentSid: string;
  /** Null until its document was read. */
  job: Job | null;
  samples: readonly Sample[];
}

/** What is known of the jobs. */
export interface JobsState {
  status: 'loading' | 'ready' | 'failed';
  /** Why the Functions could not be asked last. */
  error: Problem | null;
  connection: ConnectionState;
  /** By how much this browser's clock is ahead of that of the Functions, ms. */
  aheadMs: number;
  /** When the last verified resync began to read, ISO 8601; null: there was none. */
  verifiedAt: string | null;
  /** Agents that events could not bring in step since the last resync, newest first. */
  left: readonly LeftWorker[];
  running: readonly WatchedJob[];
  /** Ended jobs, newest first. */
  history: readonly HistoryEntry[];
}

/** The jobs, live. */
export interface JobsWatch extends StoreApi<JobsState> {
  /**
   * Begins to watch, with the first caller; the answer ends it, with the last. Who is not patient is told of changes
   * also while Sync can't be reached: then the Functions are asked now and then.
   */
  open(options: { isPatient: boolean }): () => void;
  /** Asks the Functions anew. */
  reload(): Promise<void>;
}

export interface JobsWatchOptions {
  functions: FunctionsClient;
  connect: () => SyncConnection;
  /** Called when a resync has ended. */
  onResyncEnded: () => void;
}

/** How often the Functions are asked while Sync can't be reached, ms; never while it can. */
const POLL_MS = 5_000;

/** Watches the jobs: the Functions are asked once, everything after that comes from Sync. */
export function createJobsWatch({ functions, connect, onResyncEnded }: JobsWatchOptions): JobsWatch {
  const store = createStore<JobsState>(() => ({
    status: 'loading',
    error: null,
    connection: 'connecting',
    aheadMs: 0,
    verifiedAt: null,
    left: [],
    running: [],
    history: [],
  }));
  let watchers = 0;
  let impatient = 0;
  let session: Session | null = null;

  /** One time of watching: what belongs to an older one is of no interest any more. */
  interface Session {
    sync: SyncConnection;
    poll: ReturnType<typeof setInterval>;
    stops: Map<string, () => void>;
    isFollowingBoard: boolean;
  }

  async function reload(): Promise<void> {
    try {
      const { verifiedAt, now, left = [], running, history } = await functions.call('/jobs/list', {});
      const aheadMs = now === undefined ? 0 : Date.now() - Date.parse(now);
      store.setState({ status: 'ready', error: null, aheadMs, verifiedAt, left });
      takeBoard({
        running: running.map(({ jobId, documentSid, job }) => ({ jobId, documentSid, kind: job.kind })),
        entries: history,
      });
      for (const { jobId, job } of running) takeJob(jobId, job);
    } catch (error) {
      // What is known stays, and what Sync tells stays true.
      const status = store.getState().status === 'ready' ? 'ready' : 'failed';
      store.setState({ status, error: toProblem(error) });
    }
  }

  function takeBoard({ running, entries }: JobsDocument): void {
    const { running: before, history } = store.getState();
    const known = new Set(history.map(({ id }) => id));
    const ended = entries.filter(({ id }) => !known.has(id));
    store.setState({
      history: entries,
      running: running.map(
        (entry) => before.find(({ jobId }) => jobId === entry.jobId) ?? { ...entry, job: null, samples: [] },
      ),
    });
    for (const { jobId, documentSid } of running) void followJob(jobId, documentSid);
    if (history.length > 0 && ended.some(({ kind }) => kind === RESYNC)) onResyncEnded();
  }

  function takeJob(jobId: string, data: unknown): void {
    const parsed = jobDocumentSchema.safeParse(data);
    if (!parsed.success) return;
    const job = parsed.data;
    store.setState(({ running }) => ({
      running: running.map((watched) => {
        if (watched.jobId !== jobId || isOlder(job, watched.job)) return watched;
        return { ...watched, job, samples: withSample(watched.samples, job) };
      }),
    }));
  }

  async function followJob(jobId: string, documentSid: string): Promise<void> {
    const now = session;
    if (!now || now.stops.has(jobId)) return;
    now.stops.set(jobId, () => {});
    try {
      const stop = await now.sync.follow(documentSid, (data) => {
        if (session === now) takeJob(jobId, data);
      });
      if (session === now) now.stops.set(jobId, stop);
      else stop();
    } catch {
      // Not there: the job is over, and the jobs document tells.
      now.stops.delete(jobId);
    }
  }

  async function followBoard(): Promise<void> {
    const now = session;
    if (!now || now.isFollowingBoard) return;
    now.isFollowingBoard = true;
    try {
      const stop = await now.sync.follow(JOBS_DOCUMENT_NAME, (data) => {
        const parsed = jobsDocumentSchema.safeParse(data);
        if (session !== now || !parsed.success) return;
        const wasKnown = store.getState().history[0]?.id;
        takeBoard(parsed.data);
        // Since when all is in step, only the Functions know.
        if (wasKnown !== undefined && parsed.data.entries[0]?.id !== wasKnown) void reload();
      });
      now.stops.set(JOBS_DOCUMENT_NAME, stop);
    } catch {
      // Until the Functions have made it.
      now.isFollowingBoard = false;
    }
  }

  function begin(): void {
    const sync = connect();
    const poll = setInterval(() => {
      if (impatient > 0 && store.getState().connection !== 'connected') void reload();
    }, POLL_MS);
    session = { sync, poll, stops: new Map(), isFollowingBoard: false };
    store.setState({ status: 'loading', connection: 'connecting' });
    void reload().then(followBoard);
    sync.onState((connection) => {
      const was = store.getState().connection;
      store.setState({ connection });
      // What happened meanwhile is replayed; the rest is asked for.
      if (connection === 'connected' && was !== 'connecting') void reload().then(followBoard);
    });
  }

  function end(): void {
    if (!session) return;
    clearInterval(session.poll);
    for (const stop of session.stops.values()) stop();
    session.sync.close();
    session = null;
  }

  return {
    ...store,
    reload,
    open({ isPatient }) {
      if (!isPatient) impatient += 1;
      if (watchers++ === 0) begin();
      return () => {
        if (!isPatient) impatient -= 1;
        if (--watchers === 0) end();
      };
    },
  };
}

/** Whether a document is older than the one that is known: an answer may come behind the event that follows it. */
function isOlder(job: Job, known: Job | null): boolean {
  if (!known || hasEnded(job)) return false;
  return hasEnded(known) || job.heartbeatAt < known.heartbeatAt;
}
