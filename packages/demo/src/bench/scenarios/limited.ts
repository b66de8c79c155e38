import { measureResync, withAccount } from '../account';
import { acceptedUpdatesBySecond, acceptedUpdatesPerSecond } from '../requests';
import { formatNumber } from '../figures';
import type { Finding } from '../rows';
import type { Sizes } from '../sizes';
import { targets } from '../targets';
import { costFacts } from './facts';
import { flawsOf } from './flaws';

/** Every worker differs, and TaskRouter takes only so many updates a second. */
export async function updatesAreLimited(sizes: Sizes): Promise<Finding[]> {
  const { limitedWorkers: workers, queues, limit } = sizes;
  return withAccount({ workers, queues, state: 'absent', updateLimit: limit }, async (account) => {
    const cost = await measureResync(account);
    const { summary, requests } = cost;
    const updatesPerSecond = acceptedUpdatesPerSecond(account.emulator.requests);
    return [
      {
        scenario: `${limit} updates a second allowed, ${formatNumber(workers)} workers differ`,
        predecessor: null,
        figures: {
          updatesPerSecond: { value: updatesPerSecond, unit: 'updates/s', decimals: 1 },
          share: { value: updatesPerSecond / limit, unit: 'of the limit', decimals: 3 },
          throttled: { value: requests.throttled, unit: 'answers 429' },
          failed: { value: summary.workers.failed, unit: 'failed' },
        },
        target: targets.limited,
        flaws: flawsOf(cost),
        facts: {
          ...costFacts(cost),
          updatesPerSecond,
          limit,
          bySecond: acceptedUpdatesBySecond(account.emulator.requests),
        },
      },
    ];
  });
}
