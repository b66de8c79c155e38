import { measureResync, withAccount } from '../account';
import { acceptedUpdatesBySecond } from '../requests';
import { formatNumber, type Row } from '../rows';
import type { Sizes } from '../sizes';
import { judgeLargest } from '../targets';
import { costFacts } from './facts';

/** The most workers TaskRouter takes, all of them to be written. */
export async function largestWorkspace({ largest }: Sizes): Promise<Row[]> {
  const { workers, queues } = largest;
  return withAccount({ workers, queues, state: 'absent' }, async (account) => {
    const cost = await measureResync(account);
    const { summary } = cost;
    const { longestMs, maxRssMb, killed } = summary.invocations;
    return [
      {
        scenario: `${formatNumber(workers)} workers and ${formatNumber(queues)} queues, every worker differs`,
        predecessor: null,
        measured: `${summary.status} in ${formatNumber(summary.seconds)} s, ${maxRssMb ?? '?'} MB, longest invocation ${formatNumber(longestMs / 1000, 1)} s`,
        ...judgeLargest({
          completed: summary.status === 'completed',
          inStep: summary.proven,
          memoryMb: maxRssMb,
          longestMs,
          killed,
        }),
        facts: { ...costFacts(cost), bySecond: acceptedUpdatesBySecond(account.emulator.requests) },
      },
    ];
  });
}
