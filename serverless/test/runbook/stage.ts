import {
  createSeal,
  jobDocumentName,
  jobDocumentSchema,
  JOBS_DOCUMENT_NAME,
  newJob,
  type EndedJob,
  type Failure,
  type PausedJob,
  type RunningJob,
  type Seal,
} from '@queue-eligibility/batch';
import {
  startTwilio,
  type FaultAction,
  type FaultHandle,
  type SyncChange,
} from '@queue-eligibility/twilio-emulator';
import { Account, type AccountOptions } from '../account';
import { LogLines } from './log-lines';
import { REQUESTS } from './requests';
import type { ListAnswer } from './states';

/** Everything is logged, and little is repeated: a code is to show soon. */
const ENV = {
  TWILIO_SERVICE_RETRY_LIMIT: '2',
  TWILIO_SERVICE_MIN_BACKOFF: '1',
  TWILIO_SERVICE_MAX_BACKOFF: '5',
  LOG_HANDOVER_EVENTS: 'true',
  ENABLE_LOCAL_LOGGING: 'true',
  QUEUE_EDITING: 'true',
};
const A_MINUTE_MS = 60_000;

/** An emulated account on which one cause after the other is brought about. */
export class Stage extends Account {
  readonly log: LogLines;
  readonly #seeded: ReadonlyMap<string, string>;
  readonly #cleanUps: (() => void)[] = [];
  #planted = 0;

  private constructor(account: Account, log: LogLines) {
    super(account.twilio);
    this.log = log;
    this.#seeded = new Map(
      [...this.emulator.taskRouter.workers.values()].map(({ sid, attributes }) => [sid, attributes]),
    );
  }

  /** `projectDir`: the built Functions. No event comes by itself: causes send those that they need. */
  static async open(
    projectDir: string,
    { env, functions, ...emulator }: AccountOptions = {},
  ): Promise<Stage> {
    const log = new LogLines();
    const twilio = await startTwilio({
      emulator: {
        ...{ workers: 12, queues: 6, queuesAttribute: 'in-step' },
        // Causes follow each other so closely that they would use up each other's reads of the jobs document.
        limits: { syncReadsPerSecondPerObject: null },
        ...emulator,
      },
      functions: {
        projectDir,
        env: { ...ENV, ...env },
        eventHandler: null,
        processes: globalThis.runtimeProcesses,
        onLog: ({ json }) => log.add(json),
        ...functions,
      },
    });
    return new Stage(new Account(twilio), log);
  }

  /** Makes it as it was when it was opened. What still runs is ended. */
  async tidy(): Promise<void> {
    const { emulator, functions } = this;
    for (const cleanUp of this.#cleanUps.splice(0)) cleanUp();
    emulator.faults.clear();
    functions.faults.clear();
    for (const { id } of functions.running()) functions.kill(id);
    await functions.idle();
    const { sync, taskRouter } = emulator;
    for (const type of ['document', 'map', 'list'] as const)
      for (const { sid, uniqueName } of sync.list(type))
        if (uniqueName !== JOBS_DOCUMENT_NAME) sync.remove(type, sid);
    // That one is never removed: a container that knows it would take a new one of the same revision for it.
    if (sync.find('document', JOBS_DOCUMENT_NAME))
      this.rewrite(JOBS_DOCUMENT_NAME, { running: [], entries: [] });
    for (const { sid } of [...taskRouter.workers.values()])
      if (!this.#seeded.has(sid)) taskRouter.deleteWorker(sid);
    for (const { sid, friendlyName } of [...taskRouter.queues.values()])
      if (friendlyName.startsWith('Runbook')) taskRouter.deleteQueue(sid);
    for (const [sid, attributes] of this.#seeded) taskRouter.spoilWorker(sid, attributes);
    this.log.forget();
  }

  close(): Promise<void> {
    return this.twilio.close();
  }

  get firstWorker(): string {
    return this.workerSids()[0] ?? '';
  }

  /** Takes the list away from workers, as if nobody had ever looked at them. */
  forgetLists(workerSids: readonly string[] = this.workerSids()): void {
    for (const sid of workerSids) {
      const { queues: _queues, ...others } = this.attributes(sid);
      this.emulator.taskRouter.updateWorker(sid, { attributes: others });
    }
  }

  /** A queue of our own, which only TaskRouter can tell about, and says that everybody is eligible for. */
  askedQueue(): string {
    const { taskRouter } = this.emulator;
    const targetWorkers = 'worker.channel.voice.configured_capacity > 0';
    const { sid } = taskRouter.createQueue({ friendlyName: 'Runbook: asked', targetWorkers });
    taskRouter.overrideQueue(sid, () => true);
    return sid;
  }

  /** From now on such requests go wrong. */
  fault(request: keyof typeof REQUESTS, action: FaultAction, times?: number): FaultHandle {
    const match = REQUESTS[request];
    return this.emulator.faults.add({ match, action, ...(times === undefined ? {} : { times }) });
  }

  /** When a job is claimed, its document is changed, as if much had happened before. */
  atClaim(change: (job: RunningJob) => Partial<RunningJob>): void {
    const look = ({ object }: SyncChange): void => {
      const { data: job } = jobDocumentSchema.safeParse('data' in object ? object.data : null);
      if (job?.status !== 'running' || job.lease === null) return;
      this.emulator.sync.off('change', look);
      queueMicrotask(() => this.rewrite(jobDocumentName(job.id), change(job)));
    };
    this.onSyncChange(look);
    this.#cleanUps.push(() => this.emulator.sync.off('change', look));
  }

  /**
   * A job that waits for its first hop, as starting one leaves it, with what is to be other about it. `page`: its work
   * items; `by`: the deployment that started it.
   */
  plant(
    kind: string,
    changes: Partial<RunningJob> | Partial<PausedJob> = {},
    { page, seal = this.seal, by }: { page?: unknown[]; seal?: Seal; by?: string } = {},
  ): string {
    const { sync } = this.emulator;
    const id = `${kind}-20260105T090000-${String((this.#planted += 1)).padStart(6, '0')}`;
    const name = jobDocumentName(id);
    const items =
      kind === 'resync' || kind === 'dry-run' ? {} : { items: { total: page?.length ?? 1, pages: 1 } };
    const startedBy = { type: 'person', name: 'ada' } as const;
    const job = {
      ...newJob({ id, kind, startedBy, nowMs: Date.now(), hasState: false, ...items }),
      ...changes,
    };
    const { sid: documentSid } = sync.create('document', {
      uniqueName: name,
      data: this.seal.close(name, job),
    });
    const pageName = `${name}.items.1.0`;
    if (page) sync.create('document', { uniqueName: pageName, data: seal.close(pageName, { values: page }) });
    this.nameRunning({ kind, jobId: id, documentSid, ...(by && { by }) });
    return id;
  }

  /** One for workers. */
  plantWorkers(workerSids: readonly string[], changes: Partial<RunningJob> = {}): string {
    return this.plant('workers', changes, { page: workerSids.map((workerSid) => [{ workerSid }, 0]) });
  }

  /** One on which a hop seems to work, for minutes. */
  plantLeased(): string {
    const until = new Date(Date.now() + 10 * A_MINUTE_MS).toISOString();
    return this.plant('resync', { fence: 1, attempt: 1, lease: { fence: 1, until } });
  }

  /** What the jobs document names as running, beside what ran. */
  nameRunning(entry: { kind: string; jobId: string; documentSid: string; by?: string }): void {
    const { sync } = this.emulator;
    const since = new Date().toISOString();
    const running = [{ ...entry, since }];
    if (sync.find('document', JOBS_DOCUMENT_NAME)) this.rewrite(JOBS_DOCUMENT_NAME, { running });
    else
      sync.create('document', {
        uniqueName: JOBS_DOCUMENT_NAME,
        data: this.seal.close(JOBS_DOCUMENT_NAME, { running, entries: [] }),
      });
  }

  /** Sends a planted job its first hop, and waits for the job's end. */
  async run(jobId: string): Promise<EndedJob> {
    await this.sendHop(jobId);
    const job = await this.end(jobId);
    await this.quiet();
    return job;
  }

  /** A resync from its beginning to its end. */
  override resync(changes: Partial<RunningJob> = {}): Promise<EndedJob> {
    return this.run(this.plant('resync', changes));
  }

  /** A resync that hangs while it reads the workers; answers its id. */
  async hold(): Promise<string> {
    this.fault('workers', 'hang');
    const jobId = this.plant('resync');
    // It ends with the account.
    this.sendHop(jobId).catch(() => {});
    await this.until(() => (this.job(jobId)?.attempt ?? 0) > 0, 'the first hop');
    return jobId;
  }

  /** Somebody else's seal. */
  get otherSeal(): Seal {
    return createSeal({ secret: 'the token of before', scope: this.emulator.syncServiceSid });
  }

  /** The hand-off of a job's first hop. */
  sendHop(jobId: string, changes: Record<string, string> = {}): Promise<number> {
    return this.post('/batch/hop', { protocol: '1', jobId, hop: '1', attempt: '0', ...changes });
  }

  list(): Promise<ListAnswer> {
    return this.ask('/jobs/list');
  }

  /** What a job gave up. */
  async failures({ id: jobId }: Pick<EndedJob, 'id'>): Promise<Failure[]> {
    return (await this.ask('/jobs/read', { jobId })).failures;
  }

  /** A TaskRouter event that says nothing of a worker. */
  sendEvent(parameters: Record<string, string>): Promise<number> {
    const { workspaceSid: WorkspaceSid, accountSid: AccountSid } = this.emulator;
    return this.post('/event-handler', {
      Sid: `EV${'1'.repeat(32)}`,
      ...{ AccountSid, WorkspaceSid },
      ...parameters,
    });
  }
}
