import { measureResync, withAccount, type Cost } from '../account';
import { runPredecessor, type PredecessorCost } from '../predecessor-cost';
import type { Finding } from '../rows';
import type { Sizes } from '../sizes';
import { targets, type Target } from '../targets';
import type { Scenario } from '../../scenario';
import { costFacts } from './facts';
import { flawsOfIdle } from './flaws';
import { silently } from './silently';

/** A workspace in step: its first resync ever, and later ones, as a check makes them, by rules of either form. */
export async function nothingDiffers(sizes: Sizes): Promise<Finding[]> {
  const { workers, queues } = sizes;
  const before = await runPredecessor({ workers: sizes.predecessorWorkers, queues, state: 'in-step' });
  const size = { workers, queues, state: 'in-step' } as const;
  const asSeeded = await withAccount(size, async (account) => ({
    first: await measureResync(account),
    later: await measureResync(account),
  }));
  const undocumented = await withAccount(size, async (account) => {
    writeRulesOtherwise(account);
    await measureResync(account);
    return measureResync(account);
  });
  const toFinding = (scenario: string, cost: Cost, target: Target): Finding =>
    findingOf(scenario, { sizes, before, cost, target });
  return [
    toFinding('nothing differs, first resync', asSeeded.first, targets.first),
    toFinding('nothing differs, later resync', asSeeded.later, targets.later),
    toFinding('the same where every rule has an undocumented form', undocumented, targets.later),
  ];
}

function findingOf(
  scenario: string,
  of: { sizes: Sizes; before: PredecessorCost; cost: Cost; target: Target },
): Finding {
  const { sizes, before, cost, target } = of;
  const { requests, summary } = cost;
  return {
    scenario,
    predecessor: {
      requests: { value: before.requestsPerWorker * sizes.workers, unit: 'requests' },
      perWorker: { value: before.requestsPerWorker, unit: 'a worker', decimals: 1 },
    },
    figures: {
      requests: { value: requests.total, unit: 'requests' },
      seconds: { value: summary.seconds, unit: 's', decimals: 1 },
    },
    target,
    flaws: flawsOfIdle(cost),
    facts: { ...costFacts(cost), predecessor: before },
  };
}

/** Every rule in a form that Twilio does not document, meaning the same. */
function writeRulesOtherwise({ emulator }: Scenario): void {
  silently(emulator, ({ taskRouter }) => {
    for (const { sid, targetWorkers } of [...taskRouter.queues.values()])
      taskRouter.updateQueue(sid, { targetWorkers: undocumentedForm(targetWorkers) });
  });
}

/** With keywords in lower case and `=` for `==`: none of these signs stands in a constant of the seeded rules. */
const undocumentedForm = (expression: string): string =>
  expression
    .replace(/ (AND|OR|HAS|IN|NOT IN|CONTAINS) /g, (keyword) => keyword.toLowerCase())
    .replaceAll('==', '=');
