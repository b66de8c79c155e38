import * as z from 'zod';
import { DEFAULT_PORT, readCommandLine, UsageError, wholeOption } from './command-line';
import { TRIES, type TryName } from './tries';

const whatSchema = z.enum(Object.keys(TRIES) as [TryName, ...TryName[]]);
const schema = z.object({
  port: wholeOption(1_024, 65_532).default(DEFAULT_PORT),
  queue: z.string().min(1, 'must be the name of a queue').optional(),
  expression: z.string().optional(),
  worker: z
    .string()
    .regex(/^WK[0-9a-f]{32}$/, 'must be the SID of a worker')
    .optional(),
  skill: z.string().min(1, 'must be a skill').optional(),
  rate: wholeOption(1, 1_000).default(50),
  of: z.enum(['taskrouter', 'sync'], { error: 'must be taskrouter or sync' }).default('taskrouter'),
  seconds: wholeOption(1, 3_600).optional(),
  help: z.boolean().default(false),
});

/** What `npm run try` takes, and which command it is; null with `--help`. */
export type TryOptions = z.infer<typeof schema> & { what: TryName | null };

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
      rate: text,
      of: text,
      seconds: text,
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return { ...values, what: null };
  const what = whatSchema.safeParse(positionals[0]);
  if (!what.success) {
    throw new UsageError(`One of these must be given: ${whatSchema.options.join(', ')}`);
  }
  const [, more] = positionals;
  // A worker's SID, for instance, is an option.
  if (more !== undefined) throw new UsageError(`${what.data} is followed by options only, not by "${more}"`);
  return { ...values, what: what.data };
}

/** What `--help` prints. */
export const TRY_HELP = `Tries something on the demo that runs in another terminal.

Usage: npm run try -- ${Object.keys(TRIES).join(' | ')} [options]

  queue    changes a queue's target workers expression, as an admin would: its event starts a resync
           --queue NAME --expression TEXT   this one, to this (a queue of the demo's choice)
  worker   adds a skill to a worker, as an admin would: its event makes the worker's list follow
           --worker SID --skill NAME        this one, this skill (of the demo's choice)
  resync   starts a resync
  slow     makes every worker differ, and resyncs at a pace that leaves time to press Pause or Cancel in Flex
           --rate N                         workers a second (50)
  kill     makes every worker differ, and kills a hop in the middle
  silent   makes every worker differ, kills hop and guard in the middle, and lets no other come
           --seconds N                      so long (30)
  full     fills a worker's attributes, so that its list does not fit, and resyncs; once more takes that back
           --worker SID                     this one
  refused  lets TaskRouter refuse the account's credentials, and resyncs
  outage   lets TaskRouter, or Sync, answer 503 in the middle of a resync
           --of taskrouter|sync --seconds N which, and how long (taskrouter, 8)
  status   says how things stand

  --port N   the demo's port (${DEFAULT_PORT})
  --help     this`;
