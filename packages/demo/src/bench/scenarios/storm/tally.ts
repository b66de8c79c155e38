import type { Emulator, LoggedRequest } from '@queue-eligibility/twilio-emulator';

/** The log is emptied this often, ms, long before it forgets by itself. */
const DRAIN_MS = 2_000;

const TASK_ROUTER = 'taskrouter.twilio.com';
const SYNC = 'sync.twilio.com';

/** Sums up the requests of a long time, also those about single workers. */
export class RequestTally {
  taskRouter = 0;
  sync = 0;
  throttled = 0;
  /** By method and resource; what is asked about one worker has its parameter in the name. */
  readonly byKind = new Map<string, number>();
  /** Requests to TaskRouter about a worker, by its SID. */
  readonly byWorker = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(private readonly log: Emulator['requests']) {
    log.clear();
    this.#timer = setInterval(() => this.drain(), DRAIN_MS);
  }

  get total(): number {
    return this.taskRouter + this.sync;
  }

  /** Takes in what the log holds, and empties it. */
  drain(): void {
    for (const request of this.log.entries) this.add(request);
    this.log.clear();
  }

  /** Takes in one request. */
  add(request: LoggedRequest): void {
    const { host, method, resource, query, sid, status } = request;
    if (host === TASK_ROUTER) this.taskRouter += 1;
    else if (host === SYNC) this.sync += 1;
    else return;
    if (status === 429) this.throttled += 1;
    const asked = new URLSearchParams(query).get('WorkerSid');
    count(this.byKind, `${method} ${resource ?? '?'}${asked === null ? '' : ' by WorkerSid'}`);
    const worker = asked ?? (resource === 'Worker' ? sid : undefined);
    if (worker !== undefined) count(this.byWorker, worker);
  }

  /** The most requests about one worker. */
  get mostOfOneWorker(): number {
    return [...this.byWorker.values()].reduce((most, requests) => Math.max(most, requests), 0);
  }

  /** Ends it, with all that has come. */
  close(): void {
    clearInterval(this.#timer);
    this.drain();
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
