import { measureResync, withAccount } from '../account';
import { acceptedUpdatesBySecond, acceptedUpdatesPerSecond } from '../requests';
import { formatNumber, type Row } from '../rows';
import type { Sizes } from '../sizes';
import { judgeLimit } from '../targets';
import { costFacts } from './facts';

/** Every worker differs, and TaskRouter takes only so many updates a second. */
export async function updatesAreLimited(sizes: Sizes): Promise<Row[]> {
  const { limitedWorkers: workers, queues, limit } = sizes;
  return withAccount({ workers, queues, state: 'absent', updateLimit: limit }, async (account) => {
    const cost = await measureResync(account);
    const { summary, requests } = cost;
    const updatesPerSecond = acceptedUpdatesPerSecond(account.emulator.requests);
    const { failed } = summary.workers;
    return [
      {
        scenario: `${limit} updates a second allowed, ${formatNumber(workers)} workers differ`,
        predecessor: null,
        measured: `${formatNumber(updatesPerSecond, 1)} updates/s (${formatNumber(updatesPerSecond / limit, 2)} of the limit), ${formatNumber(requests.throttled)} answers 429, ${failed} failed`,
        ...judgeLimit({ updatesPerSecond, limit, failed, inStep: summary.proven }),
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
