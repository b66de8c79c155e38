import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { build, BuildFailed } from '../build';
import { NotBuilt } from '../scenario';
import { renderTable, type Row } from './rows';
import { ON_DEMAND, scenarios } from './scenarios';
import { fullSizes, quickSizes } from './sizes';

const usage = `npm run bench -- [--quick] [--json] [scenario ...]

Measures the product on an emulated Twilio account, 40 ms a read and 80 ms a write,
against the strategy of its predecessor, and holds what it finds against the targets.

  --quick    small workspaces: a smoke run
  --json     the rows with everything measured, as JSON
  scenario   ${Object.keys(scenarios).join(', ')}; all of them unless named,
             but ${[...ON_DEMAND].join(', ')}, which takes a quarter of an hour

Exit code 1 when a target is missed, 2 for an option that does not exist.`;

/** Progress goes to stderr: stdout has the result alone. */
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(args: string[]): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    tell(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  const unknown = positionals.find((name) => !Object.hasOwn(scenarios, name));
  if (unknown !== undefined) {
    tell(`There is no scenario ${unknown}.\n\n${usage}`);
    return 2;
  }
  if (values.help) {
    console.log(usage);
    return 0;
  }
  await build();
  const rows = await measure(positionals, values.quick);
  console.log(values.json ? JSON.stringify(rows, null, 2) : `${renderTable(rows)}\n\n${note(values.quick)}`);
  return rows.every(({ met }) => met) ? 0 : 1;
}

async function measure(names: readonly string[], quick: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, run] of Object.entries(scenarios)) {
    if (names.length > 0 ? !names.includes(name) : ON_DEMAND.has(name)) continue;
    const startedAt = performance.now();
    tell(`${name} ...`);
    const found = await run(quick ? quickSizes : fullSizes);
    for (const { scenario, measured, met } of found)
      tell(`  ${met ? 'met' : 'MISSED'}: ${scenario}: ${measured}`);
    tell(`  took ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
    rows.push(...found);
  }
  return rows;
}

function note(quick: boolean): string {
  const { workers, queues, predecessorWorkers } = quick ? quickSizes : fullSizes;
  return [
    `${quick ? 'A smoke run: ' : ''}${workers} workers and ${queues} queues, 40 ms a read and 80 ms a write, echo callbacks on, ${availableParallelism()} processors.`,
    `The predecessor ran on ${predecessorWorkers} workers, since its rate and its requests a worker stay the same; totals are scaled.`,
    'Containers were warm. Requests are those to TaskRouter and Sync. Counts and ratios are what to compare:',
    'seconds depend on the machine, which runs Twilio and the Functions at once.',
  ].join('\n');
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const isExpected = error instanceof NotBuilt || error instanceof BuildFailed;
    tell(isExpected ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  },
);
