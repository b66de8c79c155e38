import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from '@queue-eligibility/twilio-emulator';
import * as z from 'zod';

/** Workers in one hop. */
const BATCH_SIZE = 15;
/** How often a hop asks whether its hand-off has arrived, and how often at most. */
const POLL_MS = 1_000;
const MAX_POLLS = 11;

const handOffSchema = z.object({ documentSid: z.string(), total: z.number(), tasks: z.array(z.string()) });
const progressSchema = z.object({ remaining: z.number(), complete: z.boolean() });
type HandOff = z.infer<typeof handOffSchema>;

/**
 * The strategy of the system that this project succeeds. Fifteen workers at a time, and for each: fetch it, ask
 * TaskRouter for its queues, update it when the lists differ in any way, order included. Then the progress document
 * is read and written, the rest of the workers is posted to the next hop, and the document is polled each second
 * until that one has said that it is there. Every echo asks for the worker's queues again.
 *
 * It runs in this process, so that its hops pay for no container: it does better here than it would on the platform.
 */
export class Predecessor {
  echoRequests = 0;
  readonly #emulator: Emulator;
  readonly #workspace;
  readonly #documents;
  readonly #server = createServer((request, response) => {
    void read(request).then((body) => {
      if (request.url === '/hop') {
        response.writeHead(200).end();
        this.#start(this.#hop(handOffSchema.parse(JSON.parse(body))));
      } else {
        this.#start(this.#echo(new URLSearchParams(body)).finally(() => response.writeHead(204).end()));
      }
    });
  });
  readonly #pending = new Set<Promise<unknown>>();
  #end: { resolve: () => void; reject: (error: unknown) => void } | null = null;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
    const client = emulator.client({ maxSockets: 50 });
    this.#workspace = client.taskrouter.v1.workspaces(emulator.workspaceSid);
    this.#documents = client.sync.v1.services(emulator.syncServiceSid).documents;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#emulator.taskRouter.updateWorkspace({ eventCallbackUrl: `${this.#url}/event-handler` });
  }

  /** Resolves when the last hop has said that all is done. */
  async run(): Promise<void> {
    const ended = new Promise<void>((resolve, reject) => (this.#end = { resolve, reject }));
    const workers = await this.#workspace.workers.list({ pageSize: 1000 });
    const tasks = workers.map(({ sid }) => sid);
    const data = progress({ tasks, total: tasks.length, complete: false });
    const { sid: documentSid } = await this.#documents.create({ ttl: 3600, data });
    this.#start(this.#handOn({ documentSid, total: tasks.length, tasks }));
    await ended;
  }

  async comeToRest(): Promise<void> {
    await this.#emulator.events.idle();
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get #url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #hop({ documentSid, total, tasks }: HandOff): Promise<void> {
    const document = this.#documents(documentSid);
    // Nobody waits for this: the batch begins at once.
    this.#start(document.update({ data: progress({ tasks, total, complete: true }) }));
    const batch = tasks.slice(0, BATCH_SIZE);
    await Promise.all(batch.map((sid) => this.#syncWorker(sid)));
    const left = tasks.slice(BATCH_SIZE);
    if (left.length === 0) {
      await document.update({
        data: { ...progress({ tasks: left, total, complete: true }), status: 'completed' },
      });
      this.#end?.resolve();
      return;
    }
    const { remaining } = progressSchema.parse((await document.fetch()).data);
    if (remaining === left.length) throw new Error('nothing progressed');
    await document.update({ data: progress({ tasks: left, total, complete: false }) });
    await this.#handOn({ documentSid, total, tasks: left });
  }

  async #handOn(handOff: HandOff): Promise<void> {
    this.#start(
      fetch(`${this.#url}/hop`, { method: 'POST', body: JSON.stringify(handOff) }).then((response) =>
        response.text(),
      ),
    );
    for (let polls = 0; polls < MAX_POLLS; polls++) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      const document = await this.#documents(handOff.documentSid).fetch();
      if (progressSchema.parse(document.data).complete) return;
    }
  }

  async #syncWorker(sid: string): Promise<void> {
    const worker = await this.#workspace.workers(sid).fetch();
    await this.#bringInStep(sid, worker.attributes);
  }

  async #echo(event: URLSearchParams): Promise<void> {
    const sid = event.get('WorkerSid');
    const attributes = event.get('WorkerAttributes');
    if (event.get('EventType') !== 'worker.attributes.update' || sid === null || attributes === null) return;
    const requests = await this.#bringInStep(sid, attributes);
    this.echoRequests += requests;
  }

  /** Answers how many requests it took. */
  async #bringInStep(sid: string, text: string): Promise<number> {
    const attributes = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    const found = await this.#workspace.taskQueues.list({ workerSid: sid, limit: 1000 });
    const queues = found.map((queue) => queue.sid);
    if (JSON.stringify(attributes['queues']) === JSON.stringify(queues)) return 1;
    await this.#workspace.workers(sid).update({ attributes: JSON.stringify({ ...attributes, queues }) });
    return 2;
  }

  /** Lets work run that nobody waits for; the first that fails ends the run. */
  #start(work: Promise<unknown>): void {
    const noted = work
      .catch((error: unknown) => this.#end?.reject(error))
      .finally(() => this.#pending.delete(noted));
    this.#pending.add(noted);
  }
}

function progress(at: { tasks: readonly string[]; total: number; complete: boolean }) {
  const { tasks, total, complete } = at;
  return {
    status: 'running',
    complete,
    total,
    remaining: tasks.length,
    last_updated: new Date().toISOString(),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
