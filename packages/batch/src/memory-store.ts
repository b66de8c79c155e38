import { DocumentTooLarge, JobIdTaken, RevisionConflict } from './errors';
import type { Job, JobsDocument, RunningJob } from './job';
import { jobDocumentName } from './documents';
import { NO_JOBS, withEnded, withRunning } from './jobs-document';
import { JOB_BYTES } from './limits';
import type { JobStore, Lock, PageAddress, StoredJob } from './ports';

interface Stored<T> {
  value: T;
  revision: number;
}

const copy = <T>(value: T): T => structuredClone(value);

/** A job store in memory: for tests, and the measure of what the Sync one must do. */
export function createMemoryStore(): JobStore {
  const jobs = new Map<string, Stored<Job>>();
  const pages = new Map<string, unknown[]>();
  const locks = new Map<string, Stored<Omit<Lock, 'revision'>>>();
  const marks = new Set<string>();
  let board: JobsDocument = NO_JOBS;

  const stored = <J extends Job>(job: J, revision: number): StoredJob<J> => ({
    job: copy(job),
    sid: `ET${job.id}`,
    name: jobDocumentName(job.id),
    revision: String(revision),
  });
  const put = <J extends Job>(job: J, revision: number): StoredJob<J> => {
    const bytes = Buffer.byteLength(JSON.stringify(job));
    if (bytes > JOB_BYTES) throw new DocumentTooLarge(jobDocumentName(job.id), bytes, JOB_BYTES);
    jobs.set(job.id, { value: copy(job), revision });
    return stored(job, revision);
  };
  const pageKey = ({ jobId, series, pass, index }: PageAddress): string =>
    [jobId, series, pass, index].join('/');
  const toLock = ({ value, revision }: Stored<Omit<Lock, 'revision'>>): Lock => ({
    ...value,
    revision: String(revision),
  });

  return {
    async createJob(job: RunningJob) {
      if (jobs.has(job.id)) throw new JobIdTaken(job.id);
      return put(job, 1);
    },
    async readJob(id) {
      const found = jobs.get(id);
      return found ? stored(found.value, found.revision) : null;
    },
    async writeJob(before, job) {
      const found = jobs.get(job.id);
      if (!found || String(found.revision) !== before.revision) throw new RevisionConflict(before.name);
      return put(job, found.revision + 1);
    },
    async putPage(address, values) {
      pages.set(pageKey(address), copy([...values]));
    },
    async getPage(address) {
      const values = pages.get(pageKey(address));
      return values ? copy(values) : null;
    },
    async lock(kind, jobId, { nowMs, by }) {
      const held = locks.get(kind);
      if (held) return toLock(held);
      const lock = { value: { kind, jobId, since: new Date(nowMs).toISOString(), by }, revision: 1 };
      locks.set(kind, lock);
      return toLock(lock);
    },
    async readLock(kind) {
      const held = locks.get(kind);
      return held ? toLock(held) : null;
    },
    async takeLock(stale, jobId, { nowMs, by }) {
      const held = locks.get(stale.kind);
      if (!held || String(held.revision) !== stale.revision) return false;
      const since = new Date(nowMs).toISOString();
      locks.set(stale.kind, { value: { kind: stale.kind, jobId, since, by }, revision: held.revision + 1 });
      return true;
    },
    async unlock(kind, jobId) {
      if (locks.get(kind)?.value.jobId === jobId) locks.delete(kind);
    },
    async mark(kind) {
      marks.add(kind);
    },
    async isMarked(kind) {
      return marks.has(kind);
    },
    async clearMark(kind) {
      return marks.delete(kind);
    },
    async addRunning(entry) {
      board = withRunning(board, copy(entry));
    },
    async addToHistory(entry) {
      board = withEnded(board, copy(entry));
    },
    async readJobs() {
      return copy(board);
    },
  };
}
