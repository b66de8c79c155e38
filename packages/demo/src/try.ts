import { UsageError } from './command-line';
import { Screen } from './screen';
import { CannotTry, Demo, NoDemo } from './try/demo';
import { tryFull } from './try/full';
import { tryKill } from './try/kill';
import { tryOutage } from './try/outage';
import { tryQueue } from './try/queue';
import { tryRefused } from './try/refused';
import { tryResync } from './try/resync';
import { trySilent } from './try/silent';
import { trySlow } from './try/slow';
import { tryStatus } from './try/status';
import { tryWorker } from './try/worker';
import type { TryName } from './tries';
import { readTryOptions, TRY_HELP, type TryOptions } from './try-options';

type Trying = (demo: Demo, screen: Screen, options: TryOptions) => Promise<void>;

const TRYING: Readonly<Record<TryName, Trying>> = {
  queue: tryQueue,
  worker: tryWorker,
  resync: tryResync,
  slow: trySlow,
  kill: tryKill,
  silent: trySilent,
  full: tryFull,
  refused: tryRefused,
  outage: tryOutage,
  status: tryStatus,
};

/** `npm run try`: something to try on the demo that runs in another terminal. */
async function main(): Promise<void> {
  const options = readTryOptions(process.argv.slice(2));
  if (options.what === null) {
    console.log(TRY_HELP);
    return;
  }
  const screen = new Screen(process.stdout);
  const demo = await Demo.find(options.port);
  screen.line();
  await TRYING[options.what](demo, screen, options);
}

/** What a person has to know of it: a defect of ours comes with its stack, an answer of Twilio's without. */
function explain(error: unknown): unknown {
  const isExpected = error instanceof NoDemo || error instanceof CannotTry || error instanceof UsageError;
  if (isExpected) return error.message;
  const isAnswer = error instanceof Error && 'status' in error && typeof error.status === 'number';
  return isAnswer ? `Twilio answered ${String(error.status)}: ${error.message}` : error;
}

main().catch((error: unknown) => {
  console.error(explain(error));
  if (error instanceof UsageError) console.error('npm run try -- --help lists the commands.');
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
