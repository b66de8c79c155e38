import { createEmulator } from '@queue-eligibility/twilio-emulator';
import { Predecessor } from './predecessor';
import { countRequests } from './requests';

/** What the predecessor needed. */
export interface PredecessorCost {
  readonly workers: number;
  readonly seconds: number;
  readonly workersPerSecond: number;
  readonly requests: number;
  readonly requestsPerWorker: number;
  readonly writes: number;
  /** Requests that its event handler made about echoes; part of `requests`. */
  readonly echoRequests: number;
  readonly inStep: boolean;
}

export interface PredecessorOptions {
  readonly workers: number;
  readonly queues: number;
  /** What the workers carry at first. */
  readonly state: 'absent' | 'in-step';
}

/** Runs the predecessor's strategy on an account of its own, and measures it until its last echo is through. */
export async function runPredecessor({
  workers,
  queues,
  state,
}: PredecessorOptions): Promise<PredecessorCost> {
  const emulator = await createEmulator({
    workers,
    queues,
    queuesAttribute: state,
    latency: { readMs: 40, writeMs: 80 },
  });
  const predecessor = new Predecessor(emulator);
  try {
    await predecessor.listen();
    const startedAt = performance.now();
    await predecessor.run();
    const seconds = (performance.now() - startedAt) / 1000;
    await predecessor.comeToRest();
    const { total, workerUpdates } = countRequests(emulator.requests);
    return {
      workers,
      seconds,
      workersPerSecond: workers / seconds,
      requests: total,
      requestsPerWorker: total / workers,
      writes: workerUpdates,
      echoRequests: predecessor.echoRequests,
      inStep: emulator.taskRouter.inStep().ok,
    };
  } finally {
    predecessor.close();
    await emulator.close();
  }
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
    echoRequests: sum((cost) => cost.echoRequests),
    inStep: costs.every((cost) => cost.inStep),
  };
}
