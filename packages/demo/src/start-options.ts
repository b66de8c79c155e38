import * as z from 'zod';
import { DEFAULT_PORT, readCommandLine, wholeOption } from './command-line';

const schema = z.object({
  workers: wholeOption(1, 15_000).default(5_100),
  queues: wholeOption(1, 5_000).default(60),
  state: z
    .enum(['absent', 'in-step', 'stale'], { error: 'must be absent, in-step or stale' })
    .default('absent'),
  seed: wholeOption(0, 1_000_000).default(1),
  'read-ms': wholeOption(0, 5_000).default(40),
  'write-ms': wholeOption(0, 5_000).default(80),
  'update-limit': wholeOption(1, 10_000).optional(),
  port: wholeOption(1_024, 65_532).optional(),
  build: z.boolean().default(false),
  once: z.boolean().default(false),
  json: z.boolean().default(false),
  verbose: z.boolean().default(false),
  help: z.boolean().default(false),
});

/** What `npm start` takes. */
export type StartOptions = z.infer<typeof schema>;

/**
 * Reads the command line of `npm start`.
 * @throws UsageError
 */
export function readStartOptions(args: readonly string[]): StartOptions {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  return readCommandLine(args, {
    schema,
    options: {
      workers: text,
      queues: text,
      state: text,
      seed: text,
      'read-ms': text,
      'write-ms': text,
      'update-limit': text,
      port: text,
      build: flag,
      once: flag,
      json: flag,
      verbose: flag,
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}

/** What `--help` prints. */
export const START_HELP = `Starts an emulated Twilio account with the Functions deployed to it, Flex UI on it, and a resync in it.

Usage: npm start -- [options]; in brackets: what holds without

  --workers N       workers in the workspace, up to 15,000 (5,100)
  --queues N        task queues, up to 5,000 (60)
  --state WORD      what attributes.queues starts as: absent, in-step, stale (absent)
  --seed N          everything random follows from it (1)
  --read-ms N       how long Twilio takes to answer a read (40)
  --write-ms N      and a write (80)
  --update-limit N  Twilio's limit on worker updates a second (none)
  --build           build what would be deployed first, which npm start says by itself
  --once            end after the summary; exit code 0 only if the workspace is provably in step
  --json            print the summary as JSON on stdout, everything else on stderr
  --verbose         show every line the Functions log, not only warnings and errors
  --port N          port for "npm run try" (${DEFAULT_PORT}, or the next that are free); the three after it:
                    Functions, API, Flex UI
  --help            this`;
