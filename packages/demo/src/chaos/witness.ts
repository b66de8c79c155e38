import type { Emulator, SyncChange, TaskRouterEvent } from '@queue-eligibility/twilio-emulator';
import * as z from 'zod';
import { readAttributes, type Ledger } from './ledger';

/** What of a job's document is looked at. */
const jobSchema = z.object({
  id: z.string(),
  kind: z.string(),
  startedBy: z.object({ type: z.string() }),
  status: z.enum(['running', 'paused', 'completed', 'cancelled', 'failed']),
  pass: z.number(),
  hop: z.number(),
  attempt: z.number(),
  lease: z.object({ fence: z.number(), until: z.iso.datetime() }).nullish(),
  progress: z.object({ checked: z.number(), changed: z.number(), failed: z.number() }),
  report: z.record(z.string(), z.unknown()),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type SeenJob = z.infer<typeof jobSchema>;

export const isOpen = ({ status }: SeenJob): boolean => status === 'running' || status === 'paused';

/** Some hop has claimed it. One that two people started at once, and that was not needed, never was. */
export const wasUnderWay = ({ hop, attempt }: SeenJob): boolean => hop > 1 || attempt > 0;

const JOB_PREFIX = 'queue-eligibility.job.';
const JOB_BYTES = 1_024;
/** In a second a document is written twice; a little less, for the way the writes took. */
const SECOND_MS = 900;
/** No more than a few of one sort are told. */
const TOLD = 8;
/** What others changed so shortly before all workers were read for the last time, ms, may have been on its way. */
const ON_ITS_WAY_MS = 3_000;

interface WitnessOptions {
  /** Whether lists are SIDs, so that each write can be held against what was ever true. */
  readsLists: boolean;
  /** Whether TaskRouter gives ETags: then a write without a difference has no excuse. */
  hasETags: boolean;
  /** Whether nobody but the hops writes a job: then they must keep to its write rate. */
  isUncommanded: boolean;
}

/**
 * Watches an account from outside, through nothing but what TaskRouter and Sync hold, and notes whatever must never
 * happen, at the moment it does.
 */
export class Witness {
  readonly violations: string[] = [];
  /** By id, as last seen. */
  readonly jobs = new Map<string, SeenJob>();
  /** Writes that were not somebody else's, by worker. */
  readonly writes = new Map<string, number>();
  /** Longest time in which nothing happened to a job that was running, ms. */
  longestSilenceMs = 0;
  /** When a document of a job last changed, ms since the epoch. */
  lastChangeMs = Date.now();
  /** When the last writes to a job's document were, ms since the epoch. */
  readonly #writtenAtMs = new Map<string, readonly number[]>();
  readonly #lists = new Map<string, unknown>();
  /** When somebody else last changed a worker, and when each queue last changed, ms since the epoch. */
  readonly #othersAtMs = new Map<string, number>();
  readonly #queuesAtMs = new Map<string, number>();
  /** Queues a worker was eligible for at some time, and at every time. */
  readonly #ever = new Map<string, Set<string>>();
  readonly #always = new Map<string, Set<string>>();

  constructor(
    private readonly emulator: Emulator,
    private readonly ledger: Ledger,
    private readonly options: WitnessOptions,
  ) {
    const { taskRouter, sync } = emulator;
    for (const sid of taskRouter.workers.keys()) this.#seeWorker(sid);
    sync.on('change', this.#seeDocument);
    taskRouter.on('worker', this.#seeWorker);
    taskRouter.on('queue', this.#seeQueue);
    taskRouter.on('event', this.#seeEvent);
  }

  close(): void {
    const { taskRouter, sync } = this.emulator;
    sync.off('change', this.#seeDocument);
    taskRouter.off('worker', this.#seeWorker);
    taskRouter.off('queue', this.#seeQueue);
    taskRouter.off('event', this.#seeEvent);
  }

  note(violation: string): void {
    if (this.violations.length < TOLD && !this.violations.includes(violation))
      this.violations.push(violation);
  }

  openJobs(): SeenJob[] {
    return [...this.jobs.values()].filter(isOpen);
  }

  readonly #seeDocument = ({ kind, object }: SyncChange): void => {
    if (object.type !== 'document' || !object.uniqueName?.startsWith(JOB_PREFIX)) return;
    const parsed = jobSchema.safeParse(object.data);
    // A page of a job has a name that begins like the job's own.
    if (!parsed.success || kind === 'removed') return;
    const job = parsed.data;
    const nowMs = Date.now();
    const before = this.jobs.get(job.id);
    this.jobs.set(job.id, job);
    this.lastChangeMs = nowMs;
    const written = this.#writtenAtMs.get(job.id) ?? [];
    const silentMs = nowMs - (written.at(-1) ?? nowMs);
    if (before?.status === 'running') this.longestSilenceMs = Math.max(this.longestSilenceMs, silentMs);
    if (this.options.isUncommanded && nowMs - (written.at(-2) ?? 0) < SECOND_MS) {
      this.note(`the document of ${job.id} was written three times in a second`);
    }
    this.#writtenAtMs.set(job.id, [...written.slice(-1), nowMs]);

    const bytes = Buffer.byteLength(JSON.stringify(object.data));
    if (bytes > JOB_BYTES) this.note(`the document of ${job.id} is ${bytes} bytes`);
    if (before && !isOpen(before)) this.note(`${job.id} was ${before.status}, and changed after that`);
    const { lease } = before ?? {};
    const isClaimed = job.lease && job.lease.fence !== lease?.fence;
    if (isClaimed && lease && Date.parse(lease.until) > nowMs) {
      this.note(`hop ${job.hop} of ${job.id} was claimed while another one held it`);
    }
    if (job.status === 'completed' && job.report['verified'] === true && job.progress.failed === 0) {
      this.#holdAgainstOracle(job.id);
    }
  };

  /** What `verified` claims, at the moment it is said: but for what others changed since the last reading began. */
  #holdAgainstOracle(jobId: string): void {
    if (!this.options.readsLists) return;
    const { taskRouter } = this.emulator;
    const sinceMs = this.#lastReadingAtMs() - ON_ITS_WAY_MS;
    const isSettled = (changedAtMs: number | undefined): boolean => (changedAtMs ?? 0) < sinceMs;
    for (const sid of taskRouter.workers.keys()) {
      if (!isSettled(this.#othersAtMs.get(sid))) continue;
      const list = this.#listOf(sid);
      const carried = new Set<unknown>(Array.isArray(list) ? list : []);
      const eligible = new Set<unknown>(taskRouter.eligibleQueues(sid));
      const differing = [...new Set([...carried, ...eligible])].filter(
        (queue) =>
          carried.has(queue) !== eligible.has(queue) && isSettled(this.#queuesAtMs.get(String(queue))),
      );
      if (differing.length > 0 || !Array.isArray(list)) {
        const what = differing.length > 0 ? String(differing[0]) : 'no list';
        this.note(`${jobId} said verified where the oracle disagrees: ${sid}, ${what}`);
      }
    }
  }

  /** When somebody last began to read the list of all workers, ms since the epoch. */
  #lastReadingAtMs(): number {
    const { entries } = this.emulator.requests;
    const last = entries.findLast(
      ({ resource, method, query, status }) =>
        resource === 'Workers' &&
        method === 'GET' &&
        status === 200 &&
        !/PageToken=|TaskQueueSid=/.test(query),
    );
    return last?.at ?? 0;
  }

  readonly #seeWorker = (sid: string): void => {
    const { taskRouter } = this.emulator;
    if (this.ledger.isActing) this.#othersAtMs.set(sid, Date.now());
    if (!taskRouter.workers.has(sid)) return;
    const eligible = new Set(taskRouter.eligibleQueues(sid));
    const ever = this.#ever.get(sid);
    const always = this.#always.get(sid);
    if (!ever || !always) {
      this.#ever.set(sid, new Set(eligible));
      this.#always.set(sid, eligible);
      this.#lists.set(sid, this.#listOf(sid));
      return;
    }
    for (const queue of eligible) ever.add(queue);
    for (const queue of always) if (!eligible.has(queue)) always.delete(queue);
  };

  readonly #seeQueue = (queueSid: string): void => {
    this.#queuesAtMs.set(queueSid, Date.now());
    for (const sid of this.emulator.taskRouter.workers.keys()) this.#seeWorker(sid);
  };

  readonly #seeEvent = (event: TaskRouterEvent): void => {
    const { EventType: type, WorkerSid: sid } = event;
    if (type !== 'worker.attributes.update' || sid === undefined) return;
    const before = this.#lists.get(sid);
    const list = this.#listOf(sid);
    this.#lists.set(sid, list);
    if (this.ledger.isActing) return;
    this.writes.set(sid, (this.writes.get(sid) ?? 0) + 1);
    const isPlanned = this.ledger.isPlanned(sid);
    const lost = this.ledger.check(sid);
    if (lost) this.note(lost);
    this.#judge(sid, before, { list, isPlanned });
  };

  #judge(sid: string, before: unknown, { list, isPlanned }: { list: unknown; isPlanned: boolean }): void {
    if (!Array.isArray(list)) return this.note(`${sid}: what was written as queues is no list`);
    if (this.options.hasETags && !isPlanned && isSameList(before, list)) {
      this.note(`${sid} was written though nothing was different`);
    }
    if (!this.options.readsLists) return;
    // What is not proven stays as it was carried: only what a write changes is its own.
    const [carried, written] = [textsIn(before), textsIn(list)];
    const wrong = written.find((queue) => !carried.includes(queue) && !this.#ever.get(sid)?.has(queue));
    const missing = carried.find((queue) => !written.includes(queue) && this.#always.get(sid)?.has(queue));
    if (wrong !== undefined) this.note(`${sid} was given ${wrong}, which never matched it`);
    if (missing !== undefined) this.note(`${sid} lost ${missing}, which matched it all the time`);
  }

  #listOf(sid: string): unknown {
    return readAttributes(this.emulator.taskRouter.workers.get(sid)?.attributes ?? '')?.['queues'];
  }
}

const textsIn = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : []);

/** Order is no difference; something that stands twice is. */
function isSameList(a: unknown, b: readonly unknown[]): boolean {
  const [before, after] = [new Set<unknown>(Array.isArray(a) ? a : []), new Set(b)];
  const isSet = Array.isArray(a) && a.length === before.size;
  return isSet && before.size === after.size && [...before].every((one) => after.has(one));
}
