import { hasEnded, type Job } from '@queue-eligibility/batch';
import { FlexBuild } from './build';
import { startControlServer } from './control-server';
import { flexDoors, openFlex, type DemoFlex } from './flex';
import { kindWords } from './happenings';
import type { Scenario } from './scenario';
import { count, duration } from './words';

/** Says in the demo's terminal that something happened. */
type Tell = (text: string) => void;

/** Where and how a demo is opened to others. */
export interface LiveOptions {
  /** The first of its ports. */
  port: number;
  /** Whether what Flex needs is built first. */
  build: boolean;
  tell: Tell;
  /** Gets what must be ended with it. */
  closing: (() => unknown)[];
}

/** Opens the account to other terminals and to a browser. */
export async function openToOthers(
  scenario: Scenario,
  { port, tell, closing, ...how }: LiveOptions,
): Promise<DemoFlex> {
  const build = how.build ? new FlexBuild() : null;
  if (build) {
    closing.push(() => build.stop());
    startOnceUnderWay(build, scenario);
  }
  const flex = await openFlex(scenario, { port: port + 3, build });
  closing.push(() => flex.close());
  const control = await startControlServer(scenario, { port, tell, flexUrl: flex.url });
  closing.push(() => control.close());
  if (build) {
    flex.opened.then(
      () => tell(['Flex UI is open:', ...flexDoors(flex.url)].join('\n          ')),
      () => tell(`Flex UI can't be opened. ${flex.notYet() ?? ''}\n  Everything else goes on without it.`),
    );
  }
  return flex;
}

/** Two processors are the resync's until it has written the first lists; then it waits for TaskRouter most of the time. */
function startOnceUnderWay(build: FlexBuild, { jobs }: Scenario): void {
  const see = (job: Job): void => {
    if (job.progress.changed === 0 && !hasEnded(job)) return;
    jobs.off('job', see);
    build.start();
  };
  jobs.on('job', see);
}

/** One line for every job that ends while the demo stays up. @returns What ends it. */
export function tellOfJobs({ jobs, happenings }: Scenario, tell: Tell): () => void {
  const see = (job: Job): void => {
    if (!hasEnded(job)) return;
    const { checked, changed, failed } = job.progress;
    const seconds = (Date.parse(job.endedAt) - Date.parse(job.createdAt)) / 1000;
    tell(
      `${kindWords(job)}, started by ${happenings.starterOf(job)}, ${job.status} in ${duration(seconds)}: ` +
        `${count(checked)} checked, ${count(changed)} changed, ${count(failed)} failed`,
    );
  };
  jobs.on('job', see);
  return () => void jobs.off('job', see);
}
