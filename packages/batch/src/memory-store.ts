import { DocumentTooLarge, JobIdTaken, RevisionConflict } from './errors';
import type { Job, RunningJob } from './job';
import { jobDocumentName } from './documents';
import { NO_JOBS } from './jobs-document';
import { JOB_BYTES } from './limits';
import type { JobStore, PageAddress, StoredJob } from './ports';

interface Stored<T> {
  value: T;
  revision: number;
}

const copy = <T>(value: T): T => structuredClone(value);

/** A job store in memory: for tests, and the measure of what the Sync one must do. */
export function createMemoryStore(): JobStore {
  const jobs = new Map<string, Stored<Job>>();
  const pages = new Map<string, unknown[]>();
  let board = NO_JOBS;

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
    async readJobs() {
      return copy(board);
    },
    async editJobs(edit) {
      board = copy(edit(board));
      return copy(board);
    },
  };
}
