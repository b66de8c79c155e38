import type { FetchedWorker, Page, TaskQueue, TaskRouter, Worker, WorkerCount } from '../src/task-router';

/** An error as the twilio client raises it. */
export const refusal = (status: number, code?: number): Error =>
  Object.assign(new Error(`status ${status}`), { status, ...(code === undefined ? {} : { code }) });

/** An error of the network: nobody knows whether the request took effect. */
export const lost = (code = 'ECONNRESET'): Error => Object.assign(new Error('socket hang up'), { code });

export const WORKER_SID = `WK${'1'.repeat(32)}`;
export const queueSid = (n: number): string => `WQ${String(n).padStart(32, '0')}`;

export const aWorker = (changes: Partial<Worker> = {}): Worker => ({
  sid: WORKER_SID,
  friendlyName: 'ada',
  activitySid: `WA${'1'.repeat(32)}`,
  activityName: 'Available',
  attributes: '{}',
  updated: '',
  ...changes,
});

/** Queues with these expressions, numbered from 1. */
export const queuesWith = (...expressions: string[]): TaskQueue[] =>
  expressions.map((targetWorkers, i) => ({
    sid: queueSid(i + 1),
    friendlyName: `queue ${i + 1}`,
    targetWorkers,
  }));

/** What happens to an update, before it or in its place. */
export type Interference = (worker: FakeTaskRouter) => void | Promise<void>;

/**
 * One worker and TaskRouter's own word on its queues, scripted: what it does to each update in turn, and what was
 * asked of it. For what an emulator can't be made to do.
 */
export class FakeTaskRouter implements TaskRouter {
  /** Null: the answer leaves them out. */
  attributes: string | null = '{}';
  activityName = 'Available';
  /** Somebody deleted the worker. */
  isGone = false;
  version = 1;
  etags = true;
  /** The ETag of a version. */
  etagOf = (version: number): string => `"${version}"`;
  queues: TaskQueue[] = [];
  /** TaskRouter's answer for the worker, as long as there is none in `answers`. */
  eligible = new Set<string>();
  /** TaskRouter's answers for the worker in turn: queues, or why there is none. */
  readonly answers: (Iterable<string> | Error)[] = [];
  /** One for each update; without any, it succeeds. */
  readonly updates: Interference[] = [];
  /** Names of the requests made, in order. */
  readonly requests: string[] = [];
  /** Attributes that were written. */
  readonly written: string[] = [];
  beforeFetch: (time: number) => void = () => {};
  private fetches = 0;

  private etag = (): string | null => (this.etags ? this.etagOf(this.version) : null);

  /** Somebody else's write. */
  edit(attributes: string): void {
    this.attributes = attributes;
    this.version += 1;
  }

  async fetchWorker(sid: string): Promise<FetchedWorker | null> {
    this.requests.push('fetchWorker');
    this.beforeFetch((this.fetches += 1));
    if (this.isGone) return null;
    const { attributes, activityName } = this;
    return { ...aWorker({ sid, attributes, activityName }), etag: this.etag() };
  }

  async updateAttributes(_sid: string, attributes: string, etag: string | null): Promise<string | null> {
    this.requests.push('updateAttributes');
    await this.updates.shift()?.(this);
    if (this.isGone) throw refusal(404, 20404);
    // Compared strictly: a weak one is like none that there is.
    if (etag !== null && (etag.startsWith('W/') || etag !== this.etag()?.replace(/^W\//, '')))
      throw refusal(412, 20412);
    this.take(attributes);
    return this.etag();
  }

  /** The write takes effect, whatever its sender hears. */
  take(attributes: string): void {
    this.edit(attributes);
    this.written.push(attributes);
  }

  async listQueues(): Promise<TaskQueue[]> {
    this.requests.push('listQueues');
    return this.queues;
  }

  async queuesOfWorker(): Promise<Set<string>> {
    this.requests.push('queuesOfWorker');
    const answer = this.answers.shift() ?? this.eligible;
    if (answer instanceof Error) throw answer;
    return new Set(answer);
  }

  listWorkers = (): Promise<Page<Worker>> => notScripted('listWorkers');
  workersOfQueue = (): Promise<Page<string> | null> => notScripted('workersOfQueue');
  countWorkers = (): Promise<Map<string, WorkerCount>> => notScripted('countWorkers');
  hasQueue = (): Promise<boolean> => notScripted('hasQueue');
}

const notScripted = (what: string): Promise<never> => Promise.reject(new Error(`${what} is not scripted`));
