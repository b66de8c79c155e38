import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  startTwilio,
  type EmulatedTwilio,
  type EmulatorOptions,
  type FlexUser,
  type LogLine,
} from '@queue-eligibility/twilio-emulator';
import * as z from 'zod';
import { Happenings } from './happenings';
import { JobWatcher } from './jobs';
import { Measurement } from './measurement';

/** What the emulated account is like. */
export interface ScenarioOptions {
  workers: number;
  queues: number;
  /** Everything random follows from it. Default 1. */
  seed?: number;
  /** What `attributes.queues` starts as. Default `absent`. */
  state?: 'absent' | 'in-step' | 'stale';
  /** How long TaskRouter and Sync take to answer, ms. Default 40 and 80. */
  readMs?: number;
  writeMs?: number;
  /** TaskRouter's limit on worker updates a second. Default null: none. */
  updateLimit?: number | null;
  /** Who logs in to Flex: workers beside the others. Default: nobody. */
  flexUsers?: FlexUser[];
  /** Ports on 127.0.0.1. Default 0: any free ones. */
  ports?: { functions: number; api: number };
  /** Containers that are started ahead. Default 4: what a resync with its echoes uses from the first second. */
  minWarm?: number;
  /** What else the account is like. */
  emulator?: EmulatorOptions;
  /** Variables of the Functions beside the required ones. */
  env?: Record<string, string>;
  /** Called for every line the Functions print. */
  onLog?: (line: LogLine) => void;
}

/** An emulated account with the built Functions deployed to it, and what it takes to use and watch them. */
export interface Scenario extends EmulatedTwilio {
  readonly jobs: JobWatcher;
  readonly happenings: Happenings;
  /** A Flex token of an admin, good for an hour. */
  token(): string;
  /**
   * Calls a Function of the panel, `/jobs/start` for instance, as the panel does.
   * @throws Error with the Function's own words when it does not answer 200.
   */
  post(path: string, parameters?: Record<string, unknown>): Promise<unknown>;
  /** Starts a resync, or finds the one that runs. Answers its job's id. */
  startResync(): Promise<string>;
  /** Resolves when the echoes of what was written are through and no hop runs. Guards may: they do no work. */
  settled(): Promise<void>;
  /** Begins to count requests and invocations. */
  measure(): Measurement;
}

const PROJECT_DIR = fileURLToPath(new URL('../../../serverless/dist', import.meta.url));

/** The Functions were not built. */
export class NotBuilt extends Error {
  constructor() {
    super('serverless/dist is not there: run `npm run build` first');
  }
}

const startedSchema = z.object({ jobId: z.string() });
const problemSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/**
 * Starts the account.
 * @throws NotBuilt, and what listening on a taken port throws.
 */
export async function openScenario(options: ScenarioOptions): Promise<Scenario> {
  if (!existsSync(PROJECT_DIR)) throw new NotBuilt();
  const twilio = await startTwilio({
    emulator: {
      workers: options.workers,
      queues: options.queues,
      seed: options.seed ?? 1,
      queuesAttribute: options.state ?? 'absent',
      latency: { readMs: options.readMs ?? 40, writeMs: options.writeMs ?? 80 },
      limits: { updatesPerSecond: options.updateLimit ?? null },
      flex: { users: options.flexUsers ?? [] },
      port: options.ports?.api ?? 0,
      ...options.emulator,
    },
    functions: {
      projectDir: PROJECT_DIR,
      port: options.ports?.functions ?? 0,
      minWarm: options.minWarm ?? 4,
      seed: options.seed ?? 1,
      ...(options.env ? { env: options.env } : {}),
      ...(options.onLog ? { onLog: options.onLog } : {}),
    },
  });
  return withControls(twilio);
}

function withControls(twilio: EmulatedTwilio): Scenario {
  const { emulator, functions } = twilio;
  const jobs = new JobWatcher(emulator);
  const happenings = new Happenings(emulator.taskRouter);
  const token = () => emulator.issueToken({ identity: 'demo.admin@example.com', roles: ['admin'] });

  async function post(path: string, parameters: Record<string, unknown> = {}): Promise<unknown> {
    const response = await fetch(functions.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...parameters, Token: token() }),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as unknown;
    throw new Error(`${path} answered ${response.status}: ${messageIn(text)}`);
  }

  return {
    emulator,
    functions,
    jobs,
    happenings,
    token,
    post,
    startResync: async () => startedSchema.parse(await post('/jobs/start')).jobId,
    settled: async () => {
      await emulator.events.idle();
      while (functions.running().some(({ path }) => path === '/batch/hop')) await sleep(20);
    },
    measure: () => new Measurement(twilio),
    close: async () => {
      jobs.close();
      happenings.close();
      await twilio.close();
    },
  };
}

function messageIn(text: string): string {
  try {
    return problemSchema.parse(JSON.parse(text)).error.message;
  } catch {
    return text.slice(0, 300);
  }
}
