import { hasEnded, type Job } from '@queue-eligibility/batch';
import type { Scenario, ScenarioOptions } from '../../../scenario';
import { counted } from '../../../words';
import { comeToRest, measureResync, withAccount } from '../../account';
import { formatNumber } from '../../figures';
import type { Finding } from '../../rows';
import type { Sizes } from '../../sizes';
import { targets } from '../../targets';
import { sizeFigures } from '../facts';
import { flawsOf } from '../flaws';
import { editEverybody } from './edits';
import { InStepWatch } from './in-step';
import { LogTally } from './log-tally';
import { RequestTally } from './tally';

/** As many invocations at once as the platform is taken to allow, and as many callbacks of TaskRouter's. */
const AT_ONCE = 30;
/** So long after the last edit nobody waits any more, ms. */
const GIVEN_UP_MS = 6 * 60_000;

/** Somebody else's system edits every worker within minutes. Nobody presses a button, and no check by age comes to help. */
export async function stormOfEdits({ storm: size }: Sizes): Promise<Finding[]> {
  const { workers, queues, seconds } = size;
  const log = new LogTally();
  const account = {
    onLog: log.add,
    workers,
    queues,
    state: 'in-step' as const,
    minWarm: AT_ONCE,
    emulator: { eventCallback: { concurrency: AT_ONCE } },
    env: { RESYNC_MAX_AGE_MINUTES: '10080' },
  } satisfies ScenarioOptions;
  return withAccount(account, async (scenario) => {
    const { taskRouter, events } = scenario.emulator;
    taskRouter.membership.prepare([...taskRouter.queues.keys()]);
    const before = await measureResync(scenario);
    const [deliveredBefore, failedBefore] = [events.delivered, events.failed];
    log.clear();
    const seen = new StormWatch(scenario);
    const edited = await editEverybody(taskRouter, seconds);
    const openAtLastEdit = seen.inStep.open;
    const lastEditMs = performance.now();
    const isInStep = await seen.inStep.nobody(GIVEN_UP_MS);
    const secondsToInStep = isInStep ? (performance.now() - lastEditMs) / 1_000 : null;
    await comeToRest(scenario);
    const { tally, jobs, invocations } = seen.end();
    const delivered = events.delivered - deliveredBefore;
    const failed = events.failed - failedBefore;
    const count = delivered + failed;
    const left = taskRouter.inStep().differing.length;
    return [
      {
        scenario: `${formatNumber(workers)} workers and ${formatNumber(queues)} queues: everybody is edited within ${formatNumber(seconds)} s by somebody else, ${formatNumber(edited / seconds)} a second, Sync's limits on, ${AT_ONCE} invocations at a time`,
        predecessor: null,
        figures: {
          secondsToInStep: { value: secondsToInStep, unit: 's from the last edit to in step', decimals: 1 },
          events: { value: count, unit: 'events' },
          // The handler answers 204 whatever becomes of it, and logs what it could not do.
          eventsFailed: { value: failed + log.of('event.failed'), unit: 'of them failed' },
          eventsLeft: { value: log.of('event.left'), unit: 'left to a resync' },
          resyncs: { value: jobs.length, unit: 'resyncs that events asked for' },
          requestsPerEvent: { value: tally.total / count, unit: 'requests an event', decimals: 2 },
          taskRouterPerEvent: {
            value: tally.taskRouter / count,
            unit: 'of them to TaskRouter',
            decimals: 2,
          },
          mostOfOneWorker: { value: tally.mostOfOneWorker, unit: 'requests about one worker at the most' },
          ...sizeFigures(invocations),
        },
        target: targets.storm,
        flaws: [
          ...flawsOf(before).map((flaw) => `the resync before: ${flaw}`),
          ...(isInStep ? [] : ['not in step in time']),
          ...(left > 0 ? [`${counted(left, 'worker')} out of step when all had come to rest`] : []),
          ...(edited < workers ? [`only ${counted(edited, 'worker')} edited`] : []),
          ...jobs
            .filter(({ startedBy }) => startedBy.type !== 'event')
            .map(({ id, startedBy }) => `${id} was started by a ${startedBy.type}`),
          ...jobs
            .filter((job) => !hasEnded(job) || job.status !== 'completed')
            .map(({ id, status }) => `${id} ${status}`),
          ...(invocations.killed > 0 ? [`${counted(invocations.killed, 'invocation')} killed`] : []),
        ],
        facts: {
          edited,
          openAtLastEdit,
          delivered,
          failed,
          invocations,
          throttled: tally.throttled,
          byKind: Object.fromEntries([...tally.byKind].sort(([, a], [, b]) => b - a)),
          byWorker: histogram(tally.byWorker.values()),
          jobs: jobs.map(
            ({ id, status, startedBy, pass, hop, progress, report, createdAt, heartbeatAt }) => ({
              ...{ id, status, startedBy, pass, hop, progress, report, createdAt, heartbeatAt },
            }),
          ),
          logged: Object.fromEntries([...log.counts].sort(([, a], [, b]) => b - a)),
        },
      },
    ];
  });
}

/** Everything that is seen of a storm. */
class StormWatch {
  readonly inStep: InStepWatch;
  readonly #tally: RequestTally;
  readonly #measurement: ReturnType<Scenario['measure']>;
  readonly #jobs = new Map<string, Job>();

  constructor(private readonly scenario: Scenario) {
    this.inStep = new InStepWatch(scenario.emulator.taskRouter);
    this.#tally = new RequestTally(scenario.emulator.requests);
    this.#measurement = scenario.measure();
    scenario.jobs.on('job', this.#see);
  }

  end() {
    this.inStep.close();
    this.#tally.close();
    this.#measurement.stop();
    this.scenario.jobs.off('job', this.#see);
    return {
      tally: this.#tally,
      jobs: [...this.#jobs.values()],
      invocations: this.#measurement.invocations(),
    };
  }

  readonly #see = (job: Job): void => void this.#jobs.set(job.id, job);
}

/** How many workers had so many requests. */
function histogram(values: Iterable<number>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
