import { measureResync, withAccount } from '../account';
import { averageOf, runPredecessor } from '../predecessor-cost';
import type { Finding } from '../rows';
import type { Sizes } from '../sizes';
import { targets } from '../targets';
import { acceptedUpdatesBySecond } from '../requests';
import { costFacts } from './facts';
import { flawsOf } from './flaws';

/** No worker carries a list yet: each is written, and each write comes back as an echo. */
export async function everyWorkerDiffers(sizes: Sizes): Promise<Finding[]> {
  const { workers, queues, predecessorWorkers } = sizes;
  // Half of it before and half of it after, so that both meet the same machine.
  const half = { workers: Math.ceil(predecessorWorkers / 2), queues, state: 'absent' } as const;
  const firstHalf = await runPredecessor(half);
  return withAccount({ workers, queues, state: 'absent' }, async (account) => {
    const cost = await measureResync(account);
    const { summary, requests } = cost;
    const before = averageOf([firstHalf, await runPredecessor(half)]);
    const workersPerSecond = workers / summary.seconds;
    return [
      {
        scenario: 'every worker differs',
        predecessor: {
          requestsPerWorker: { value: before.requestsPerWorker, unit: 'requests a worker', decimals: 2 },
          workersPerSecond: { value: before.workersPerSecond, unit: 'workers/s' },
        },
        figures: {
          requestsPerWorker: { value: requests.total / workers, unit: 'requests a worker', decimals: 2 },
          workersPerSecond: { value: workersPerSecond, unit: 'workers/s' },
          speedUp: { value: workersPerSecond / before.workersPerSecond, unit: 'times as fast', decimals: 1 },
        },
        target: targets.full,
        flaws: flawsOf(cost),
        facts: {
          ...costFacts(cost),
          echoesDelivered: account.emulator.events.delivered,
          echoesFailed: account.emulator.events.failed,
          bySecond: acceptedUpdatesBySecond(account.emulator.requests),
          predecessor: before,
        },
      },
    ];
  });
}
