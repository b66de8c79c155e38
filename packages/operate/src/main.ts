import { UsageError } from './options';
import { Refusal, twilioWords } from './refusal';

/** Runs a command: its number is the exit code; what went wrong is said without a stack, 2 for a wrong command line. */
export async function main(command: (args: readonly string[]) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command(process.argv.slice(2));
  } catch (error) {
    if (error instanceof Refusal) console.error(error.message);
    // The prompt was left with Ctrl-C.
    else if ((error as { name?: unknown }).name === 'ExitPromptError') console.error('Nothing was written.');
    else console.error(`Failed: ${twilioWords(error)}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
