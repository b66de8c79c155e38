import { EventEmitter } from 'node:events';
import {
  hasEnded,
  jobDocumentName,
  jobDocumentSchema,
  type EndedJob,
  type Job,
} from '@queue-eligibility/batch';
import type { Emulator, SyncChange } from '@queue-eligibility/twilio-emulator';

const PREFIX = jobDocumentName('');

/**
 * The jobs of an emulated account as their Sync documents tell them, read beside the API: watching costs no request.
 * Emits `job` for every write of a job's document.
 */
export class JobWatcher extends EventEmitter<{ job: [Job] }> {
  readonly #jobs = new Map<string, Job>();
  readonly #sync: Emulator['sync'];

  constructor({ sync }: Pick<Emulator, 'sync'>) {
    super();
    // One listener for each thing that waits; there may be many.
    this.setMaxListeners(0);
    this.#sync = sync;
    sync.on('change', this.#see);
  }

  /** The job with this id, if one was seen. */
  get(jobId: string): Job | undefined {
    return this.#jobs.get(jobId);
  }

  /** The job that was seen first most recently. */
  latest(): Job | undefined {
    return [...this.#jobs.values()].at(-1);
  }

  /** Resolves with the first job that is created after this call, or with the one that runs by then. */
  nextStarted(): Promise<Job> {
    const known = new Set(this.#jobs.keys());
    return this.#first((job) => !known.has(job.id));
  }

  /** Resolves when a job has ended, however it ended; at once when it had already. */
  async ended(jobId: string): Promise<EndedJob> {
    const isEnd = (job: Job): job is EndedJob => job.id === jobId && hasEnded(job);
    const now = this.#jobs.get(jobId);
    if (now && isEnd(now)) return now;
    const job = await this.#first(isEnd);
    if (!isEnd(job)) throw new Error(`${jobId} has not ended`);
    return job;
  }

  /** Stops watching. */
  close(): void {
    this.#sync.off('change', this.#see);
  }

  readonly #see = ({ kind, object }: SyncChange): void => {
    if (kind === 'removed' || object.type !== 'document' || !object.uniqueName?.startsWith(PREFIX)) return;
    // The pages of a job have names that begin like the job's own.
    const parsed = jobDocumentSchema.safeParse(object.data);
    if (!parsed.success) return;
    this.#jobs.set(parsed.data.id, parsed.data);
    this.emit('job', parsed.data);
  };

  #first(isWanted: (job: Job) => boolean): Promise<Job> {
    return new Promise((resolve) => {
      const look = (job: Job): void => {
        if (!isWanted(job)) return;
        this.off('job', look);
        resolve(job);
      };
      this.on('job', look);
    });
  }
}
