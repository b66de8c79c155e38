import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Job } from '@queue-eligibility/batch';
import { createEmulatorClient } from '@queue-eligibility/twilio-emulator';
import type { WorkerInstance } from 'twilio/lib/rest/taskrouter/v1/workspace/worker';
import type { WorkspaceContext } from 'twilio/lib/rest/taskrouter/v1/workspace';
import type * as z from 'zod';
import {
  accountSchema,
  killedSchema,
  statusSchema,
  watchLineSchema,
  workerSchema,
  type Account,
  type Status,
  type WorkerStanding,
} from '../control-contract';
import type { Summary } from '../summary';
import type { Trouble } from '../troubles';

/** Agents that Teams View shows, at most. */
const SHOWN = 200;

/** No demo runs where it was looked for. */
export class NoDemo extends Error {
  constructor(port: number) {
    super(`No demo answers on port ${port}. Start one in another terminal: npm start`);
  }
}

/** Something was asked of the demo that cannot be done. */
export class CannotTry extends Error {}

/** A resync that is being watched. */
export interface Watch {
  /** The job's documents as they come, until it has ended. */
  jobs: AsyncIterable<Job>;
  /** Resolves after the last document. */
  summary: Promise<Summary>;
}

/** The demo in the other terminal. */
export class Demo {
  readonly account: Account;
  /** The workspace, through the real twilio client: as an admin's own tools would reach it. */
  readonly workspace: WorkspaceContext;

  private constructor(
    private readonly url: string,
    account: Account,
  ) {
    this.account = account;
    const { apiUrl, accountSid, authToken, workspaceSid } = account;
    const client = createEmulatorClient({ url: apiUrl, accountSid, authToken });
    this.workspace = client.taskrouter.v1.workspaces(workspaceSid);
  }

  /** @throws NoDemo */
  static async find(port: number): Promise<Demo> {
    const url = `http://127.0.0.1:${port}`;
    try {
      const response = await fetch(`${url}/account`);
      return new Demo(url, accountSchema.parse(await response.json()));
    } catch {
      throw new NoDemo(port);
    }
  }

  status(): Promise<Status> {
    return this.#ask('GET', '/status', statusSchema);
  }

  /**
   * A worker: the one that is named, else one that `isWanted` prefers, else any of those whom Teams View shows.
   * @throws CannotTry for an unknown one.
   */
  async findWorker(
    sid: string | undefined,
    isWanted: (worker: WorkerInstance) => boolean = () => false,
  ): Promise<WorkerInstance> {
    if (sid === undefined) {
      const shown = await this.workspace.workers.list({ pageSize: SHOWN, limit: SHOWN });
      return shown.find(isWanted) ?? pick(shown);
    }
    try {
      return await this.workspace.workers(sid).fetch();
    } catch (error) {
      if ((error as { status?: unknown }).status !== 404) throw error;
      throw new CannotTry(
        `There is no worker ${sid}. Teams View, or \`try worker\` without --worker, names some.`,
        {
          cause: error,
        },
      );
    }
  }

  /** What a worker carries and what it should. @throws CannotTry for an unknown one. */
  worker(sid: string): Promise<WorkerStanding> {
    return this.#ask('GET', `/worker?sid=${sid}`, workerSchema);
  }

  /** Kills the hop that runs; answers how many were hit. */
  async killHop(): Promise<number> {
    return (await this.#ask('POST', '/kill', killedSchema)).killed;
  }

  /** Lets something go wrong from now on, for a while. */
  async trouble(trouble: Trouble, seconds: number): Promise<void> {
    const response = await fetch(`${this.url}/trouble`, {
      method: 'POST',
      body: JSON.stringify({ trouble, seconds }),
    });
    if (!response.ok) throw new CannotTry(`the demo answered ${response.status}: ${await response.text()}`);
  }

  /** Calls a Function, as the panel does: a POST with a Flex token. @throws CannotTry with its answer. */
  async call(path: `/jobs/${string}`, parameters: object = {}): Promise<void> {
    const response = await fetch(this.account.functionsUrl + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...parameters, Token: this.account.token }),
    });
    if (!response.ok) throw new CannotTry(`${path} answered ${response.status}: ${await response.text()}`);
  }

  /** Watches the next resync, or the one that runs. Resolves when it is sure not to miss anything. */
  async watch(): Promise<Watch> {
    const response = await fetch(`${this.url}/watch`);
    if (!response.body) throw new CannotTry('/watch answered nothing');
    const input = Readable.fromWeb(response.body);
    const lines = createInterface({ input })[Symbol.asyncIterator]();
    await lines.next();
    let tell: (summary: Summary) => void = () => undefined;
    const summary = new Promise<Summary>((resolve) => (tell = resolve));
    return { summary, jobs: readJobs(lines, tell) };
  }

  async #ask<T>(method: 'GET' | 'POST', path: string, schema: z.ZodType<T>): Promise<T> {
    const response = await fetch(this.url + path, { method });
    if (response.status === 404) throw new CannotTry('There is no such worker.');
    if (!response.ok) throw new CannotTry(`the demo answered ${response.status}: ${await response.text()}`);
    return schema.parse(await response.json());
  }
}

async function* readJobs(
  lines: AsyncIterator<string>,
  tell: (summary: Summary) => void,
): AsyncGenerator<Job, void> {
  for (;;) {
    // Cut off in the middle, or closed.
    const next = await lines.next().catch(() => ({ done: true as const, value: undefined }));
    if (next.done) throw new CannotTry('The demo has ended.');
    const line = watchLineSchema.parse(JSON.parse(next.value));
    if (line.type === 'job') yield line.job;
    if (line.type === 'summary') return tell(line.summary);
  }
}

/** One of several, whichever. @throws CannotTry where there is none. */
export function pick<T>(from: readonly T[]): T {
  const one = from[Math.floor(Math.random() * from.length)];
  if (one === undefined) throw new CannotTry('There is nothing to choose from: name a worker and a skill.');
  return one;
}
