import { hasEnded, type Job } from '@queue-eligibility/batch';
import { defaultIdentities, FlexNotBuilt, usersOf } from '@queue-eligibility/flex-host';
import { build, BuildFailed } from './build';
import { UsageError } from './command-line';
import { startControlServer, type ControlServer } from './control-server';
import { flexWords, openFlex, type DemoFlex } from './flex';
import { JobProgress } from './job-progress';
import { isWorrying, readable } from './log-line';
import { fact, hintLines, summaryLines } from './report';
import { NotBuilt, openScenario, type Scenario } from './scenario';
import { Screen } from './screen';
import { readStartOptions, START_HELP, type StartOptions } from './start-options';
import { exitCodeOf, type Summary } from './summary';
import { tryCommand } from './try-command';
import { count, counted, duration } from './words';

/** `npm start`: the product on an emulated account, a resync in it, and then whatever one wants to try. */
async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) {
    console.log(START_HELP);
    return;
  }
  if (options.build) await build();
  const screen = new Screen(options.json ? process.stderr : process.stdout);
  const interrupted = interruption(() => screen.line('  Ending; Ctrl-C again does not wait.'));
  const demo = await open(options, screen);
  const progress = new JobProgress(screen);
  try {
    const summary = await Promise.race([runFirst(demo.scenario, { screen, progress }), interrupted]);
    if (!summary) {
      process.exitCode = 130;
      return;
    }
    if (options.json) console.log(JSON.stringify(summary, null, 2));
    process.exitCode = exitCodeOf(summary);
    if (options.once) return;
    // Whoever stays has seen the verdict: how the first resync went is not how this program ended.
    process.exitCode = 0;
    screen.line();
    const hints = hintLines((what) => tryCommand(what, options.port), demo.flex?.url);
    for (const line of hints) screen.line(line);
    tellOfJobs(demo.scenario, screen);
    await interrupted;
  } finally {
    progress.end();
    await demo.close();
  }
}

/** A second signal this soon, ms, is the same Ctrl-C: tsx and npm pass on what the terminal has sent already. */
const SAME_SIGNAL_MS = 1_000;

/** Resolves at the first Ctrl-C or termination; another one is not held up. */
function interruption(onFirst: () => void): Promise<null> {
  return new Promise((resolve) => {
    let firstMs = Infinity;
    const stop = (): void => {
      if (Date.now() - firstMs > SAME_SIGNAL_MS) process.exit(130);
      if (firstMs === Infinity) onFirst();
      firstMs = Math.min(firstMs, Date.now());
      resolve(null);
    };
    // Not `once`: tsx ends the process at once when it finds no listener after ours has run.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  });
}

async function open(
  options: StartOptions,
  screen: Screen,
): Promise<{ scenario: Scenario; flex: DemoFlex | null; close(): Promise<void> }> {
  const { workers, queues, seed, state, port, once, verbose } = options;
  const [readMs, writeMs, updateLimit] = [options['read-ms'], options['write-ms'], options['update-limit']];
  screen.line();
  screen.line(screen.paint('strong', 'Queue eligibility, on an emulated Twilio account'));
  screen.line();
  let isClosing = false;
  const scenario = await openScenario({
    workers,
    queues,
    seed,
    state,
    readMs,
    writeMs,
    updateLimit: updateLimit ?? null,
    // Nobody needs to find what ends by itself.
    ...(once ? {} : { ports: { functions: port + 1, api: port + 2 }, flexUsers: usersOf(defaultIdentities) }),
    ...(verbose ? { env: { LOG_HANDOVER_EVENTS: 'true', ENABLE_LOCAL_LOGGING: 'true' } } : {}),
    onLog: (line) => {
      if (!isClosing && (verbose || isWorrying(line)))
        screen.line(screen.paint('soft', `  ${readable(line)}`));
    },
  });
  const { control, flex } = once ? { control: null, flex: null } : await opened(scenario, port);
  const limit = updateLimit === undefined ? '' : `, at most ${count(updateLimit)} updates a second`;
  const { taskRouter } = scenario.emulator;
  const added = taskRouter.workers.size - workers;
  const users = added > 0 ? ` (${added} of them for you, in Flex UI)` : '';
  const differing = taskRouter.inStep().differing.length;
  for (const line of [
    ...fact(
      'Contact centre',
      `${counted(taskRouter.workers.size, 'worker')}${users}, ${counted(queues, 'queue')}, seed ${seed}`,
    ),
    ...(flex ? fact('Flex UI', flexWords(flex)) : []),
    ...fact('Twilio', `answers a read in ${readMs} ms, a write in ${writeMs} ms${limit}`),
    ...fact('At the start', `the lists of ${counted(differing, 'worker')} differ from what they should be`),
  ]) {
    screen.line(line);
  }
  screen.line();
  return {
    scenario,
    flex,
    close: async () => {
      isClosing = true;
      await Promise.all([control?.close(), flex?.close()]);
      await scenario.close();
    },
  };
}

/** Opens the account to other terminals and to a browser; where that fails it must not stay open. */
async function opened(scenario: Scenario, port: number): Promise<{ control: ControlServer; flex: DemoFlex }> {
  try {
    const control = await startControlServer(scenario, port);
    return { control, flex: await openFlex(scenario, port + 3) };
  } catch (error) {
    await scenario.close();
    throw error;
  }
}

/** The first resync, from its start to its summary. */
async function runFirst(
  scenario: Scenario,
  { screen, progress }: { screen: Screen; progress: JobProgress },
): Promise<Summary> {
  const measurement = scenario.measure();
  const show = (job: Job): void => progress.show(job);
  scenario.jobs.on('job', show);
  const job = await scenario.jobs.ended(await scenario.startResync());
  await scenario.settled();
  scenario.jobs.off('job', show);
  measurement.stop();
  progress.end();
  const summary = measurement.summary(job);
  for (const line of summaryLines(summary, screen)) screen.line(line);
  return summary;
}

/** One line for every job that ends while the demo stays up. */
function tellOfJobs({ jobs }: Scenario, screen: Screen): void {
  jobs.on('job', (job) => {
    if (!hasEnded(job)) return;
    const { checked, changed, failed } = job.progress;
    const seconds = (Date.parse(job.endedAt) - Date.parse(job.createdAt)) / 1000;
    const by = { person: 'a person', event: 'an event', check: 'a check' }[job.startedBy.type];
    screen.line(
      `  ${job.endedAt.slice(11, 19)}  a ${job.kind}, started by ${by}, ${job.status} in ${duration(seconds)}: ` +
        `${count(checked)} checked, ${count(changed)} changed, ${count(failed)} failed`,
    );
  });
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nnpm start -- --help lists the options.`;
  const isExpected = [NotBuilt, FlexNotBuilt, BuildFailed].some((expected) => error instanceof expected);
  if (error instanceof Error && isExpected) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${String(error.port)}` : '';
    return `Port${port} is taken: does another demo run? \`npm start -- --port 5000\` takes other ports.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
