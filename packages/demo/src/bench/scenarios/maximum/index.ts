import type { Scenario } from '../../../scenario';
import { measureResync, withAccount, type Cost } from '../../account';
import { formatNumber } from '../../figures';
import { acceptedUpdatesBySecond } from '../../requests';
import type { Finding } from '../../rows';
import type { Sizes } from '../../sizes';
import { targets } from '../../targets';
import { costFacts, sizeFigures } from '../facts';
import { flawsOf, flawsOfIdle } from '../flaws';
import { silently } from '../silently';
import { makeCentre, MOST_QUEUES, type Centre } from './centre';
import { measureEvaluation } from './evaluation';

/** As many workers and as many queues as TaskRouter takes. */
export async function maximumWorkspace({ maximum: size }: Sizes): Promise<Finding[]> {
  const centre = makeCentre(size);
  const evaluation = measureEvaluation(centre);
  const what = `${formatNumber(size.workers)} workers and ${formatNumber(size.queues)} queues`;
  const found = await withAccount({ workers: 0, queues: 0 }, async (account) => {
    const most = fill(account, centre);
    const first = await measureResync(account);
    const bySecond = acceptedUpdatesBySecond(account.emulator.requests);
    const { failed } = account.emulator.events;
    return { most, first, bySecond, echoesFailed: failed, later: await measureResync(account) };
  });
  const { first, later, ...facts } = found;
  return [
    resyncFinding(`${what}, first resync: every worker differs`, first, { flaws: flawsOf(first), facts }),
    resyncFinding(`${what}, later resync: nothing differs`, later, { flaws: flawsOfIdle(later), facts: {} }),
    {
      scenario: `CPU of evaluating ${formatNumber(size.queues)} rules for ${formatNumber(size.workers)} workers`,
      predecessor: null,
      figures: {
        together: { value: evaluation.together, unit: 's all rules together', decimals: 2 },
        apart: { value: evaluation.apart, unit: 's each by itself', decimals: 1 },
        saving: { value: evaluation.apart / evaluation.together, unit: 'times less', decimals: 1 },
      },
      target: targets.evaluation,
      flaws: [],
      facts: { ...evaluation },
    },
  ];
}

function resyncFinding(
  scenario: string,
  cost: Cost,
  { flaws, facts }: Pick<Finding, 'flaws' | 'facts'>,
): Finding {
  const { summary, requests } = cost;
  return {
    scenario,
    predecessor: null,
    figures: {
      seconds: { value: summary.seconds, unit: 's' },
      requests: { value: requests.total, unit: 'requests' },
      ...sizeFigures(summary.invocations),
    },
    target: targets.largest,
    flaws,
    facts: { ...costFacts(cost), ...facts },
  };
}

/**
 * Puts the centre into the empty workspace, and makes the emulator evaluate all rules for all workers: from then on it
 * evaluates only who changes. Answers the most queues that one worker is eligible for.
 * @throws Error where that is more than fit into a worker's attributes.
 */
function fill({ emulator }: Scenario, { queues, workers }: Centre): number {
  const { taskRouter } = emulator;
  silently(emulator, () => {
    for (const queue of queues) taskRouter.createQueue(queue);
    for (const worker of workers) taskRouter.createWorker(worker);
  });
  taskRouter.membership.prepare([...taskRouter.queues.keys()]);
  const most = Math.max(
    ...[...taskRouter.workers.keys()].map((sid) => taskRouter.eligibleQueues(sid).length),
  );
  if (most > MOST_QUEUES) throw new Error(`a worker is eligible for ${most} queues, which don't fit`);
  return most;
}
