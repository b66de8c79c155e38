import { measureResync, withAccount, type Cost } from '../account';
import { runPredecessor, type PredecessorCost } from '../predecessor-cost';
import { formatNumber, type Row } from '../rows';
import type { Sizes } from '../sizes';
import { judgeIdle } from '../targets';
import { costFacts } from './facts';

/** A workspace in step: its first resync ever, and a later one, as a check makes it. */
export async function nothingDiffers(sizes: Sizes): Promise<Row[]> {
  const { workers, queues } = sizes;
  const before = await runPredecessor({ workers: sizes.predecessorWorkers, queues, state: 'in-step' });
  return withAccount({ workers, queues, state: 'in-step' }, async (account) => {
    const first = await measureResync(account);
    const second = await measureResync(account);
    return [
      row(`nothing differs, first resync`, { sizes, before, cost: first }),
      row(`nothing differs, later resync`, { sizes, before, cost: second }),
    ];
  });
}

function row(scenario: string, of: { sizes: Sizes; before: PredecessorCost; cost: Cost }): Row {
  const { sizes, before, cost } = of;
  const { requests, summary } = cost;
  return {
    scenario,
    predecessor: `${formatNumber(before.requestsPerWorker * sizes.workers)} requests (${formatNumber(before.requestsPerWorker, 1)} a worker)`,
    measured: `${formatNumber(requests.total)} requests, ${formatNumber(summary.seconds, 1)} s`,
    ...judgeIdle({ requests: requests.total, writes: requests.workerUpdates, inStep: summary.proven }),
    facts: { ...costFacts(cost), predecessor: before },
  };
}
