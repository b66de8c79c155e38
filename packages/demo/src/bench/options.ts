import * as z from 'zod';
import { readCommandLine, UsageError, wholeOption } from '../command-line';
import { ON_DEMAND, scenarioNames, type ScenarioName } from './scenarios';

const byDefault = scenarioNames.filter((name) => !ON_DEMAND.has(name));

export const BENCH_HELP = `npm run bench -- [--times 3] [--quick] [--json] [--write] [scenario ...]

Measures the product on an emulated Twilio account, 40 ms a read and 80 ms a write, against the strategy of its
predecessor, and holds the medians against the targets. On two quiet processors it takes about twenty minutes.

  --times    how often each scenario runs; the table has the medians, and the spread beside them
  --quick    small workspaces, once unless --times says otherwise: a smoke run
  --json     the rows with everything measured, as JSON
  --write    puts the table into docs/measurements.md: nobody writes figures there by hand
  scenario   ${byDefault.join(', ')}: all of them unless some are named
             ${[...ON_DEMAND].join(', ')}: only by name. A run takes about 7 minutes (maximum), 6 (storm), 5 (plan), 15 (scale)

Exit code 1 when a row falls short of its target, 2 for an option that does not exist.`;

const schema = z.object({
  times: wholeOption(1, 100).optional(),
  quick: z.boolean().default(false),
  json: z.boolean().default(false),
  write: z.boolean().default(false),
  help: z.boolean().default(false),
});

/** What the command is asked to do. */
export interface BenchOptions {
  /** In the order of the table. */
  names: readonly ScenarioName[];
  times: number;
  quick: boolean;
  json: boolean;
  write: boolean;
  help: boolean;
}

/** @throws UsageError */
export function readBenchOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = readCommandLine(args, {
    schema,
    positionals: true,
    options: {
      times: { type: 'string' },
      quick: { type: 'boolean' },
      json: { type: 'boolean' },
      write: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const unknown = positionals.find((name) => !scenarioNames.some((known) => known === name));
  if (unknown !== undefined) throw new UsageError(`There is no scenario ${unknown}.`);
  const names =
    positionals.length === 0 ? byDefault : scenarioNames.filter((name) => positionals.includes(name));
  if (values.write) {
    if (values.quick) throw new UsageError('--write takes no figures of a smoke run.');
    regionsOf(names);
  }
  return { ...values, names, times: values.times ?? (values.quick ? 1 : 3) };
}

/**
 * The tables of the page: one of all that is measured by default, always taken in one run, and one for each of the rest.
 * @throws UsageError where only a part of that one was measured.
 */
export function regionsOf(
  names: readonly ScenarioName[],
): { region: string; names: readonly ScenarioName[] }[] {
  const together = names.filter((name) => !ON_DEMAND.has(name));
  if (together.length > 0 && together.length < byDefault.length)
    throw new UsageError(`--write takes all of ${byDefault.join(', ')} from one run, or none.`);
  return [
    ...(together.length > 0 ? [{ region: 'bench', names: together }] : []),
    ...names
      .filter((name) => ON_DEMAND.has(name))
      .map((name) => ({ region: `bench ${name}`, names: [name] })),
  ];
}
