import { measureResync, withAccount } from '../account';
import { acceptedUpdatesBySecond } from '../requests';
import { formatNumber } from '../figures';
import type { Finding } from '../rows';
import type { Sizes } from '../sizes';
import { targets } from '../targets';
import { costFacts, sizeFigures } from './facts';
import { flawsOf } from './flaws';

/** The most workers TaskRouter takes, all of them to be written. */
export async function largestWorkspace({ largest }: Sizes): Promise<Finding[]> {
  const { workers, queues } = largest;
  return withAccount({ workers, queues, state: 'absent' }, async (account) => {
    const cost = await measureResync(account);
    const { summary } = cost;
    return [
      {
        scenario: `${formatNumber(workers)} workers and ${formatNumber(queues)} queues, every worker differs`,
        predecessor: null,
        figures: {
          seconds: { value: summary.seconds, unit: 's' },
          ...sizeFigures(summary.invocations),
        },
        target: targets.largest,
        flaws: flawsOf(cost),
        facts: { ...costFacts(cost), bySecond: acceptedUpdatesBySecond(account.emulator.requests) },
      },
    ];
  });
}
