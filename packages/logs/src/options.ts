import { parseArgs } from 'node:util';
import * as z from 'zod';

/** The command line or the environment is not as it must be. */
export class UsageError extends Error {}

export const HELP = `npm run logs -- [--job ID | --event EV... | --worker WK...] [options]

One story in order, from what the Functions have logged.

  --job ID            a job, what started it, and every hop and write of it
  --event EV...       an event, and the job that it started
  --worker WK...      everything about one agent
  --hours N           how far back, 1 to 720; default 24, or the day of the job
  --service NAME      the Functions service; default queue-eligibility
  --environment NAME  where it has several
  --json              a line of JSON for each
  --help              this

Needs ACCOUNT_SID and AUTH_TOKEN, in the environment or in .env. Twilio keeps the log of Functions for a limited time.`;

const sid = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `must be ${prefix} and 32 hexadecimal digits`);

const schema = z.object({
  job: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be the id of a job')
    .optional(),
  event: sid('EV').optional(),
  worker: sid('WK').optional(),
  hours: z.coerce
    .number({ error: 'must be a number' })
    .min(1, 'must be 1 or more')
    .max(720, 'must be 720 or less')
    .optional(),
  service: z.string().default('queue-eligibility'),
  environment: z.string().optional(),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});
export type LogOptions = z.infer<typeof schema>;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** @throws UsageError naming the option, and what it must be. */
export function readOptions(args: readonly string[]): LogOptions {
  const options = {
    ...{ job: text, event: text, worker: text, hours: text, service: text, environment: text },
    ...{ json: flag, help: flag },
  };
  let values: object;
  try {
    ({ values } = parseArgs({ args: [...args], options, strict: true }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. To ')[0] ?? '') : String(error));
  }
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  throw new UsageError(
    read.error.issues.map(({ path, message }) => `--${String(path[0])} ${message}`).join('\n'),
  );
}

const HOUR_MS = 3_600_000;
/** A job lives for hours at the most, and what started it came before. */
const AROUND_JOB_MS = { before: HOUR_MS, after: 24 * HOUR_MS };

/** From when to when the log is read, ms since the epoch: a job's id says when it began. */
export function timeOf({ job, hours }: LogOptions, nowMs: number): { fromMs: number; toMs: number } {
  const began = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)-/.exec(job ?? '');
  if (!began || hours !== undefined) return { fromMs: nowMs - (hours ?? 24) * HOUR_MS, toMs: nowMs };
  const [year = 0, month = 1, ...rest] = began.slice(1).map(Number);
  const [day = 1, hour = 0, minute = 0, second = 0] = rest;
  const beganMs = Date.UTC(year, month - 1, day, hour, minute, second);
  return { fromMs: beganMs - AROUND_JOB_MS.before, toMs: Math.min(nowMs, beganMs + AROUND_JOB_MS.after) };
}
