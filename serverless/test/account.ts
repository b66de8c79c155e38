import type * as jest from '@jest/globals';
import { answerSchemas, type AnswerOf } from '@queue-eligibility/api';
import {
  createSeal,
  hasEnded,
  jobDocumentSchema,
  jobsDocumentSchema,
  type EndedJob,
  type Job,
  type Seal,
} from '@queue-eligibility/batch';
import {
  startTwilio,
  type EmulatedTwilio,
  type EmulatorOptions,
  type FunctionsGateway,
  type StartTwilioOptions,
  type SyncChange,
} from '@queue-eligibility/twilio-emulator';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';

// Jest's own: `npm run runbook` uses accounts without it.
declare const afterEach: typeof jest.afterEach;

/** The artefact that is deployed. */
const project = (): string => new URL('../dist', `file://${__filename}`).pathname;

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** An emulated account with the built Functions deployed to it, and what tests do with it. */
export class Account {
  constructor(readonly twilio: EmulatedTwilio) {}

  get emulator() {
    return this.twilio.emulator;
  }

  /** Where another artefact was deployed since. */
  deployed: FunctionsGateway | null = null;

  get functions(): FunctionsGateway {
    return this.deployed ?? this.twilio.functions;
  }

  /** What the Functions seal their documents with. */
  get seal(): Seal {
    const { authToken, syncServiceSid } = this.emulator;
    return createSeal({ secret: authToken, scope: syncServiceSid });
  }

  /** Writes a document anew as the Functions do, with other values in it. */
  rewrite(name: string, changes: Record<string, unknown>, seal = this.seal): void {
    const { sync } = this.emulator;
    const { seal: _seal, ...values } = sync.get('document', name).data;
    sync.updateDocument(name, { data: seal.close(name, { ...values, ...changes }) });
  }

  /** Writes an item of a map anew in the same way. */
  rewriteItem(name: string, key: string, changes: Record<string, unknown>, seal = this.seal): void {
    const { sync } = this.emulator;
    const map = sync.get('map', name);
    const { seal: _seal, ...values } = sync.existingItem(map, key).data;
    sync.updateItem(map, key, { data: seal.close(`${name}/${key}`, { ...values, ...changes }) });
  }

  token(...roles: string[]): string {
    return this.emulator.issueToken({ identity: 'ada', roles: roles.length > 0 ? roles : ['admin'] });
  }

  /** Calls one of the panel's Functions as an admin, unless a token says otherwise. */
  async call(path: string, parameters: object = {}, token: string | null = this.token()): Promise<Answer> {
    const response = await fetch(this.functions.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...(token === null ? {} : { Token: token }), ...parameters }),
    });
    const text = await response.text();
    try {
      return { status: response.status, body: JSON.parse(text) as Record<string, unknown> };
    } catch {
      return { status: response.status, body: { text } };
    }
  }

  /** What one of them answers; rejects with all that it answered where that is no success. */
  async ask<P extends keyof typeof answerSchemas>(
    path: P,
    parameters: object = {},
    token: string | null = this.token(),
  ): Promise<AnswerOf<P>> {
    const { status, body } = await this.call(path, parameters, token);
    if (status !== 200) throw new Error(`${path} answered ${status} ${JSON.stringify(body)}`);
    return answerSchemas[path].parse(body) as AnswerOf<P>;
  }

  /** Posts a signed form to a protected Function, as Twilio does. */
  async post(
    path: string,
    parameters: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<number> {
    const url = this.functions.url + path;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': getExpectedTwilioSignature(this.emulator.authToken, url, parameters),
        ...headers,
      },
      body: new URLSearchParams(parameters),
    });
    await response.text();
    return response.status;
  }

  /** Sends the event of a worker as it is now. */
  async sendWorkerEvent(workerSid: string, type = 'worker.attributes.update'): Promise<void> {
    const { taskRouter } = this.emulator;
    const worker = taskRouter.worker(workerSid);
    const activity = taskRouter.activities.find(({ sid }) => sid === worker?.activitySid);
    const status = await this.post('/event-handler', {
      EventType: type,
      Sid: `EV${workerSid.slice(2)}`,
      AccountSid: this.emulator.accountSid,
      WorkspaceSid: this.emulator.workspaceSid,
      WorkerSid: workerSid,
      WorkerName: worker?.friendlyName ?? '',
      WorkerAttributes: worker?.attributes ?? '{}',
      WorkerActivitySid: worker?.activitySid ?? '',
      WorkerActivityName: activity?.friendlyName ?? '',
    });
    if (status !== 204) throw new Error(`the event handler answered ${status}`);
  }

  /** Starts a resync and answers its id. */
  async startResync(): Promise<string> {
    const { status, body } = await this.call('/jobs/start');
    if (status !== 200) throw new Error(`/jobs/start answered ${status} ${JSON.stringify(body)}`);
    // No more is read of it: another version of the Functions may have answered.
    return String(body['jobId']);
  }

  async resync(): Promise<EndedJob> {
    return this.end(await this.startResync());
  }

  job(id: string): Job | null {
    const document = this.emulator.sync.find('document', `queue-eligibility.job.${id}`);
    return document?.type === 'document' ? jobDocumentSchema.parse(document.data) : null;
  }

  /** Jobs that took their place: of two that began at the same time one finds it taken, is withdrawn, and does nothing. */
  placed(): Job[] {
    return this.jobs().filter(({ status, attempt }) => status !== 'cancelled' || attempt > 0);
  }

  /** All jobs there are documents of; `isOurs`: that carry our seal. */
  jobs({ isOurs } = { isOurs: false }): Job[] {
    return this.emulator.sync.list('document').flatMap((object) => {
      if (object.type !== 'document') return [];
      const { uniqueName, data } = object;
      const parsed = jobDocumentSchema.safeParse(data);
      return parsed.success && (!isOurs || this.seal.open({ uniqueName: uniqueName ?? '', data }))
        ? [parsed.data]
        : [];
    });
  }

  private isOpen(id: string): boolean {
    const job = this.job(id);
    return job !== null && !hasEnded(job);
  }

  async end(id: string): Promise<EndedJob> {
    await this.until(() => !this.isOpen(id), `job ${id} to end`);
    const job = this.job(id);
    if (!job || !hasEnded(job)) throw new Error(`job ${id} is gone`);
    return job;
  }

  /** Every job has ended and closed, every event was handled, nothing runs. */
  async quiet(): Promise<void> {
    const isQuiet = () => {
      const document = this.emulator.sync.find('document', 'queue-eligibility.jobs');
      const jobs = jobsDocumentSchema.safeParse(document?.type === 'document' ? document.data : null);
      return (jobs.data?.running ?? []).length === 0 && this.jobs({ isOurs: true }).every(hasEnded);
    };
    for (;;) {
      await this.until(isQuiet, 'the jobs to close');
      await this.emulator.events.idle();
      if (isQuiet()) return;
    }
  }

  /** Resolves when a condition on Sync's or TaskRouter's contents holds; looks again at every change. */
  until(condition: () => boolean, what: string, limitMs = 60_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error) => {
        clearTimeout(timer);
        this.emulator.sync.off('change', look);
        this.emulator.taskRouter.off('event', look);
        if (error) reject(error);
        else resolve();
      };
      const look = () => {
        if (condition()) done();
      };
      const timer = setTimeout(() => done(new Error(`waited ${limitMs} ms for ${what}`)), limitMs);
      this.emulator.sync.on('change', look);
      this.emulator.taskRouter.on('event', look);
      look();
    });
  }

  onSyncChange(listener: (change: SyncChange) => void): void {
    this.emulator.sync.on('change', listener);
  }

  /** Every worker's queues as TaskRouter says, by the emulator's own evaluator. */
  differing(): readonly string[] {
    return this.emulator.taskRouter.inStep().differing;
  }

  attributes(workerSid: string): Record<string, unknown> {
    return JSON.parse(this.emulator.taskRouter.worker(workerSid)?.attributes ?? '{}') as Record<
      string,
      unknown
    >;
  }

  workerSids(): string[] {
    return [...this.emulator.taskRouter.workers.keys()];
  }

  /** Worker updates that took effect. */
  writes(): number {
    return this.emulator.requests.count({ method: 'POST', resource: 'Worker', status: 200 });
  }
}

export type AccountOptions = EmulatorOptions & {
  env?: Record<string, string>;
  functions?: Partial<StartTwilioOptions['functions']>;
};

export type Accounts = (options?: AccountOptions) => Promise<Account>;

/** Starts accounts that are closed after each test of the file; containers of the next get the processes of those before. */
export function accounts(): Accounts {
  const open: Account[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((account) => account.twilio.close()));
  });
  return async ({ env = {}, functions = {}, ...emulator } = {}) => {
    const account = new Account(
      await startTwilio({
        emulator: { workers: 40, queues: 12, ...emulator },
        functions: { projectDir: project(), env, processes: globalThis.runtimeProcesses, ...functions },
      }),
    );
    open.push(account);
    return account;
  };
}
