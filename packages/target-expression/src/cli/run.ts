import { parseArgs } from 'node:util';
import { explainCommand } from './explain';
import { lintCommand } from './lint';
import { Problem } from './problem';
import { readRules } from './read-rules';
import { readWorker } from './read-worker';

/** What a command needs of the world. */
export interface World {
  /** The text of a file; `-` is the standard input. @throws what says why it can't be read. */
  readonly read: (file: string) => string;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

export const HELP = `target-expression: Twilio TaskRouter's target workers expressions

  target-expression explain "routing.skills HAS 'x'" worker.json
      Why the expression is true or false of a worker, and what would make it true.
      worker.json: a worker as Twilio's API or command line give it, or its attributes. - reads the standard input.
      Exit code: 0 true, 1 false, 2 uncertain.

  target-expression lint rules.json
      What may be wrong with a workspace's rules.
      rules.json: the task queues as Twilio's API or command line list them, or an array of expressions. - as above.
      Exit code: 0 nothing, 1 errors or warnings.

  --json   prints JSON
  --help   prints this

Exit code 3: the command could not do its work.`;

/** The exit code of a command that could not do its work. */
export const PROBLEM = 3;

/** Runs a command; gives its exit code. */
export function run(args: readonly string[], world: World): number {
  try {
    return runCommand(args, { ...world, print: (text) => world.print(harmless(text)) });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    world.complain(harmless(error.message));
    return PROBLEM;
  }
}

/** Rules and names are written by others: a terminal is not to do what they say, nor to show it the other way round. */
function harmless(text: string): string {
  return text
    .replace(/[^\P{Cc}\n\t]/gu, '\ufffd')
    .replace(/\p{Bidi_Control}/gu, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function runCommand(args: readonly string[], { read, print }: World): number {
  const { values, positionals } = readArguments(args);
  if (values.help) {
    print(HELP);
    return 0;
  }
  const [command, ...rest] = positionals;
  const [first, second] = rest;
  if (command === 'explain' && first !== undefined && second !== undefined && rest.length === 2) {
    const worker = readWorker(textOf(second, read), second);
    const { verdict, output } = explainCommand(first, worker, values.json);
    print(output);
    return verdict === 'uncertain' ? 2 : verdict ? 0 : 1;
  }
  if (command === 'lint' && first !== undefined && rest.length === 1) {
    const { isClean, output } = lintCommand(readRules(textOf(first, read), first), values.json);
    print(output);
    return isClean ? 0 : 1;
  }
  throw new Problem(HELP);
}

function readArguments(args: readonly string[]) {
  const options = {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

function textOf(file: string, read: World['read']): string {
  try {
    return read(file);
  } catch (error) {
    throw new Problem(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
