import type { Job } from '@queue-eligibility/batch';
import { defaultIdentities, FlexNotBuilt, usersOf } from '@queue-eligibility/flex-host';
import { BuildFailed, buildFunctions } from './build';
import { DEFAULT_PORT, UsageError } from './command-line';
import { tellOfEdits } from './edits';
import { flexWords, type DemoFlex } from './flex';
import { JobProgress } from './job-progress';
import { openToOthers, tellOfJobs } from './live';
import { isWorrying, readable } from './log-line';
import { portsFrom, PortTaken } from './ports';
import { fact, hintLines, summaryLines } from './report';
import { NotBuilt, openScenario, type Scenario } from './scenario';
import { Screen } from './screen';
import { readStartOptions, START_HELP, type StartOptions } from './start-options';
import { exitCodeOf, type Summary } from './summary';
import { tryCommand } from './try-command';
import { count, counted } from './words';

/** `npm start`: the product on an emulated account, a resync in it, and then whatever one wants to try. */
async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) {
    console.log(START_HELP);
    return;
  }
  const screen = new Screen(options.json ? process.stderr : process.stdout);
  const interrupted = interruption(() => screen.line('  Ending; Ctrl-C again does not wait.'));
  screen.line();
  screen.line(screen.paint('strong', 'Queue eligibility, on an emulated Twilio account'));
  screen.line();
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
    if (!demo.live) return;
    // Whoever stays has seen the verdict: how the first resync went is not how this program ended.
    process.exitCode = 0;
    const { port, flex } = demo.live;
    screen.line();
    for (const line of hintLines((what) => tryCommand(what, port), flex)) screen.line(line);
    demo.closing.push(tellOfJobs(demo.scenario, demo.tell), tellOfEdits(demo.scenario.emulator, demo.tell));
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
    // SIGHUP: the terminal was closed; SIGBREAK: Ctrl-Break on Windows.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) process.on(signal, stop);
  });
}

/** What stays up when the summary has been shown. */
interface Live {
  /** The first of its ports. */
  port: number;
  flex: DemoFlex;
}

interface OpenDemo {
  scenario: Scenario;
  /** Null with `--once`. */
  live: Live | null;
  /** Says that something happened, with the time. */
  tell: (text: string) => void;
  /** What is to be ended with it. */
  closing: (() => unknown)[];
  close(): Promise<void>;
}

async function open(options: StartOptions, screen: Screen): Promise<OpenDemo> {
  const { workers, queues, seed, state, once, verbose } = options;
  const [readMs, writeMs, updateLimit] = [options['read-ms'], options['write-ms'], options['update-limit']];
  const port = once ? null : await findPorts(options.port, screen);
  if (options.build) {
    screen.progress(() => '  Building the Functions...', '  Building the Functions...');
    await buildFunctions();
    screen.endProgress();
  }
  const tell = (text: string): void => screen.line(`  ${new Date().toTimeString().slice(0, 8)}  ${text}`);
  const closing: (() => unknown)[] = [];
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
    ...(port === null
      ? {}
      : { ports: { functions: port + 1, api: port + 2 }, flexUsers: usersOf(defaultIdentities) }),
    env: {
      // There is nothing here that is kept elsewhere.
      QUEUE_EDITING: 'true',
      ...(verbose ? { LOG_HANDOVER_EVENTS: 'true', ENABLE_LOCAL_LOGGING: 'true' } : {}),
    },
    onLog: (line) => {
      if (!isClosing && (verbose || isWorrying(line)))
        screen.line(screen.paint('soft', `  ${readable(line)}`));
    },
  });
  const close = async (): Promise<void> => {
    isClosing = true;
    await Promise.all(closing.map((end) => end()));
    await scenario.close();
  };
  try {
    const flex =
      port === null ? null : await openToOthers(scenario, { port, build: options.build, tell, closing });
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
    return { scenario, live: port === null || !flex ? null : { port, flex }, tell, closing, close };
  } catch (error) {
    // What could not be opened whole must not stay open.
    await close();
    throw error;
  }
}

/** The ports that were asked for; without a wish the next free ones, and a word where they are not the usual ones. */
async function findPorts(asked: number | undefined, screen: Screen): Promise<number> {
  if (asked !== undefined) return portsFrom({ exactly: asked });
  const port = await portsFrom({ about: DEFAULT_PORT });
  if (port !== DEFAULT_PORT) {
    screen.line(
      `  Ports from ${DEFAULT_PORT} on are taken, perhaps by another demo: this one takes ${port} to ${port + 3}.`,
    );
    screen.line();
  }
  return port;
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

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nnpm start -- --help lists the options.`;
  const isExpected = [NotBuilt, FlexNotBuilt, BuildFailed, PortTaken].some((one) => error instanceof one);
  if (error instanceof Error && isExpected) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${String(error.port)}` : '';
    return `Port${port} was taken by somebody else just now: start it again.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
