import { fileURLToPath } from 'node:url';
import { startTwilio, type EmulatedTwilio } from '@queue-eligibility/twilio-emulator';
import twilio from 'twilio';
import { countRequests } from './requests';

/** The predecessor's strategy as Functions, on the same platform and with as many warm containers as ours. */
const PROJECT_DIR = fileURLToPath(new URL('./predecessor', import.meta.url));
const WARM_CONTAINERS = 13;

/** What the predecessor needed. */
export interface PredecessorCost {
  readonly workers: number;
  readonly seconds: number;
  readonly workersPerSecond: number;
  readonly requests: number;
  readonly requestsPerWorker: number;
  readonly writes: number;
  readonly inStep: boolean;
}

export interface PredecessorOptions {
  readonly workers: number;
  readonly queues: number;
  /** What the workers carry at first. */
  readonly state: 'absent' | 'in-step';
}

/** Runs the predecessor's strategy on an account of its own, and measures it until its last echo is through. */
export async function runPredecessor(options: PredecessorOptions): Promise<PredecessorCost> {
  const { workers, queues, state } = options;
  const account = await startTwilio({
    emulator: { workers, queues, queuesAttribute: state, latency: { readMs: 40, writeMs: 80 } },
    functions: { projectDir: PROJECT_DIR, minWarm: WARM_CONTAINERS },
  });
  try {
    // Each container loads its code before anything is measured.
    await Promise.all(Array.from({ length: WARM_CONTAINERS }, () => send(account, '/event-handler', {})));
    account.emulator.requests.clear();
    const startedAt = performance.now();
    await runJob(account);
    const seconds = (performance.now() - startedAt) / 1000;
    await account.emulator.events.idle();
    await account.functions.idle();
    const { total, workerUpdates } = countRequests(account.emulator.requests);
    return {
      workers,
      seconds,
      workersPerSecond: workers / seconds,
      requests: total,
      requestsPerWorker: total / workers,
      writes: workerUpdates,
      inStep: account.emulator.taskRouter.inStep().ok,
    };
  } finally {
    await account.close();
  }
}

async function runJob(account: EmulatedTwilio): Promise<void> {
  const { emulator } = account;
  const client = emulator.client();
  const workers = await client.taskrouter.v1
    .workspaces(emulator.workspaceSid)
    .workers.list({ pageSize: 1000 });
  const { documents } = client.sync.v1.services(emulator.syncServiceSid);
  const { sid: documentSid } = await documents.create({ data: { status: 'running', complete: false } });
  const completed = new Promise<void>((resolve) => {
    emulator.sync.on('change', ({ object }) => {
      const isOurs = object.sid === documentSid && object.type === 'document';
      if (isOurs && object.data['status'] === 'completed') resolve();
    });
  });
  void send(account, '/batch', { documentSid, tasks: workers.map(({ sid }) => sid).join() });
  await completed;
}

async function send({ emulator, functions }: EmulatedTwilio, path: string, form: Record<string, string>) {
  const url = functions.url + path;
  const signature = twilio.getExpectedTwilioSignature(emulator.authToken, url, form);
  const headers = { 'X-Twilio-Signature': signature };
  const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
  await response.text();
}

/** Several runs as one: sums, and the rates that follow from them. */
export function averageOf(costs: readonly PredecessorCost[]): PredecessorCost {
  const sum = (of: (cost: PredecessorCost) => number): number =>
    costs.reduce((total, cost) => total + of(cost), 0);
  const workers = sum((cost) => cost.workers);
  const seconds = sum((cost) => cost.seconds);
  const requests = sum((cost) => cost.requests);
  return {
    workers,
    seconds,
    workersPerSecond: workers / seconds,
    requests,
    requestsPerWorker: requests / workers,
    writes: sum((cost) => cost.writes),
    inStep: costs.every((cost) => cost.inStep),
  };
}
