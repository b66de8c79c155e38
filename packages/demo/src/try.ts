import { UsageError } from './command-line';
import { Screen } from './screen';
import { CannotTry, Demo, NoDemo } from './try/demo';
import { follow } from './try/follow';
import { tryKill } from './try/kill';
import { tryQueue } from './try/queue';
import { tryStatus } from './try/status';
import { tryWorker } from './try/worker';
import { readTryOptions, TRY_HELP } from './try-options';

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
  switch (options.what) {
    case 'queue':
      return tryQueue(demo, screen, options);
    case 'worker':
      return tryWorker(demo, screen, options);
    case 'kill':
      return tryKill(demo, screen);
    case 'resync': {
      const watch = await demo.watch();
      await demo.startResync();
      await follow(watch, screen);
      return;
    }
    case 'status':
      return tryStatus(demo, screen);
  }
}

main().catch((error: unknown) => {
  const isExpected = error instanceof NoDemo || error instanceof CannotTry || error instanceof UsageError;
  if (isExpected) console.error(error.message);
  else console.error(error);
  if (error instanceof UsageError) console.error('npm run try -- --help lists the commands.');
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
