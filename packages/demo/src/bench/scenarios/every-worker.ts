import { measureResync, withAccount } from '../account';
import { averageOf, runPredecessor } from '../predecessor-cost';
import { formatNumber, type Row } from '../rows';
import type { Sizes } from '../sizes';
import { judgeFull } from '../targets';
import { acceptedUpdatesBySecond } from '../requests';
import { costFacts } from './facts';

/** No worker carries a list yet: each is written, and each write comes back as an echo. */
export async function everyWorkerDiffers(sizes: Sizes): Promise<Row[]> {
  const { workers, queues, predecessorWorkers } = sizes;
  // Half of it before and half of it after, so that both meet the same machine.
  const half = { workers: Math.ceil(predecessorWorkers / 2), queues, state: 'absent' } as const;
  const firstHalf = await runPredecessor(half);
  return withAccount({ workers, queues, state: 'absent' }, async (account) => {
    const cost = await measureResync(account);
    const { summary, requests } = cost;
    const before = averageOf([firstHalf, await runPredecessor(half)]);
    const workersPerSecond = workers / summary.seconds;
    const speedUp = workersPerSecond / before.workersPerSecond;
    const requestsPerWorker = requests.total / workers;
    return [
      {
        scenario: 'every worker differs',
        predecessor: `${formatNumber(before.requestsPerWorker, 2)} requests a worker, ${formatNumber(before.workersPerSecond)} workers/s`,
        measured: `${formatNumber(requestsPerWorker, 2)} requests a worker, ${formatNumber(workersPerSecond)} workers/s: ${formatNumber(speedUp, 1)} times as fast`,
        ...judgeFull({ requestsPerWorker, speedUp, inStep: summary.proven }),
        facts: {
          ...costFacts(cost),
          requestsPerWorker,
          workersPerSecond,
          speedUp,
          echoesDelivered: account.emulator.events.delivered,
          echoesFailed: account.emulator.events.failed,
          bySecond: acceptedUpdatesBySecond(account.emulator.requests),
          predecessor: before,
        },
      },
    ];
  });
}
