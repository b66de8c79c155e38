import { DEFAULT_PORT } from './command-line';

/** How a person runs a command of `try`: through npm where this was started through npm. */
export function tryCommand(
  what: string,
  port: number,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const run = environment['npm_lifecycle_event'] ? 'npm run try --' : 'npx tsx packages/demo/src/try.ts';
  return `${run} ${what}${port === DEFAULT_PORT ? '' : ` --port ${port}`}`;
}
