import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { measureJob, measureResync, withAccount } from '../account';
import { runPredecessor } from '../predecessor-cost';
import type { Finding } from '../rows';
import type { Sizes } from '../sizes';
import { partTarget } from '../targets';
import { costFacts } from './facts';
import { flawsOf } from './flaws';

/** The part of the workers that the change is to concern. */
const WANTED_SHARE = 0.03;

/** An admin changes the expression of one queue; the event starts the resync, nobody else does. */
export async function oneExpressionChanges(sizes: Sizes): Promise<Finding[]> {
  const { workers, queues } = sizes;
  const before = await runPredecessor({ workers: sizes.predecessorWorkers, queues, state: 'in-step' });
  const change = await findChange(sizes);
  return withAccount({ workers, queues, state: 'in-step' }, async (account) => {
    const { taskRouter } = account.emulator;
    await measureResync(account);
    let secondsToInStep: number | null = null;
    const changedAt = performance.now();
    const cost = await measureJob(account, async () => {
      const started = account.jobs.nextStarted();
      taskRouter.updateQueue(change.queueSid, { targetWorkers: change.expression });
      void whenInStep(taskRouter).then((at) => (secondsToInStep = (at - changedAt) / 1000));
      return (await started).id;
    });
    const secondsToVerified = (Date.parse(cost.job.endedAt) - Date.parse(cost.job.createdAt)) / 1000;
    const changed = cost.summary.workers.changed;
    return [
      {
        scenario: `one expression changes, about ${100 * WANTED_SHARE} % differ`,
        predecessor: {
          requests: { value: before.requestsPerWorker * workers + changed, unit: 'requests and more' },
        },
        figures: {
          requests: { value: cost.requests.total, unit: 'requests' },
          changed: { value: changed, unit: 'changed workers' },
          inStep: { value: secondsToInStep, unit: 's to in step', decimals: 1 },
          verified: { value: secondsToVerified, unit: 's to verified', decimals: 1 },
        },
        target: partTarget(changed),
        flaws: flawsOf(cost),
        facts: { ...costFacts(cost), change, secondsToInStep, secondsToVerified, predecessor: before },
      },
    ];
  });
}

interface Change {
  readonly queueSid: string;
  readonly before: string;
  readonly expression: string;
  /** Workers that differ after it. */
  readonly differing: number;
}

/** Tries changes on a workspace that is the same, since it grew from the same seed. */
async function findChange({ workers, queues }: Sizes): Promise<Change> {
  const twin = await createEmulator({ workers, queues, queuesAttribute: 'in-step' });
  try {
    const { taskRouter } = twin;
    const wanted = WANTED_SHARE * workers;
    const tried: Change[] = [];
    for (const { sid, targetWorkers } of [...taskRouter.queues.values()]) {
      if (!/ HAS /.test(targetWorkers) || /worker\.|=='|"[\w-]+" IN/.test(targetWorkers)) continue;
      for (const expression of [
        `(${targetWorkers}) AND location.remote == false`,
        `(${targetWorkers}) AND location.floor > 2`,
        `(${targetWorkers}) AND location.floor > 5`,
      ]) {
        taskRouter.updateQueue(sid, { targetWorkers: expression });
        const differing = taskRouter.inStep().differing.length;
        tried.push({ queueSid: sid, before: targetWorkers, expression, differing });
      }
      taskRouter.updateQueue(sid, { targetWorkers });
    }
    const [best] = tried.sort((a, b) => Math.abs(a.differing - wanted) - Math.abs(b.differing - wanted));
    if (!best) throw new Error('no queue of this workspace has an expression to change');
    return best;
  } finally {
    await twin.close();
  }
}

/** Resolves with the moment, by `performance.now()`, at which the last worker out of step was written. */
function whenInStep(taskRouter: Emulator['taskRouter']): Promise<number> {
  const open = new Set(taskRouter.inStep().differing);
  return new Promise((resolve) => {
    const look = ({ WorkerSid }: Readonly<Record<string, string>>): void => {
      if (WorkerSid !== undefined) open.delete(WorkerSid);
      if (open.size > 0) return;
      taskRouter.off('event', look);
      resolve(performance.now());
    };
    taskRouter.on('event', look);
  });
}
