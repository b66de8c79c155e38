import * as z from 'zod';
import { DEFAULT_PORT, readCommandLine, UsageError, wholeOption } from './command-line';

const whatSchema = z.enum(['queue', 'worker', 'kill', 'resync', 'status']);
const schema = z.object({
  port: wholeOption(1_024, 65_532).default(DEFAULT_PORT),
  queue: z.string().min(1, 'must be the name of a queue').optional(),
  expression: z.string().optional(),
  worker: z
    .string()
    .regex(/^WK[0-9a-f]{32}$/, 'must be the SID of a worker')
    .optional(),
  skill: z.string().min(1, 'must be a skill').optional(),
  help: z.boolean().default(false),
});

/** What `npm run try` takes, and which command it is; null with `--help`. */
type TryOptions = z.infer<typeof schema> & { what: z.infer<typeof whatSchema> | null };

/**
 * Reads the command line of `npm run try`.
 * @throws UsageError
 */
export function readTryOptions(args: readonly string[]): TryOptions {
  const text = { type: 'string' } as const;
  const { values, positionals } = readCommandLine(args, {
    schema,
    positionals: true,
    options: {
      port: text,
      queue: text,
      expression: text,
      worker: text,
      skill: text,
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return { ...values, what: null };
  const what = whatSchema.safeParse(positionals[0]);
  if (!what.success || positionals.length > 1) {
    throw new UsageError(`One of these must be given: ${whatSchema.options.join(', ')}`);
  }
  return { ...values, what: what.data };
}

/** What `--help` prints. */
export const TRY_HELP = `Tries something on the demo that runs in another terminal.

Usage: npm run try -- queue | worker | kill | resync | status [options]

  queue   changes a queue's target workers expression, as an admin would: its event starts a resync
          --queue NAME --expression TEXT   this one, to this (a queue of the demo's choice)
  worker  adds a skill to a worker, as an admin would: its event makes the worker's list follow
          --worker SID --skill NAME        this one, this skill (of the demo's choice)
  kill    changes the queue of everybody, so that every worker differs, and kills a hop in the middle
  resync  starts a resync
  status  says how things stand

  --port N   the demo's port (${DEFAULT_PORT})
  --help     this`;
