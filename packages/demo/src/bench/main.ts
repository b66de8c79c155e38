import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { BuildFailed, buildFunctions } from '../build';
import { UsageError } from '../command-line';
import { NotBuilt } from '../scenario';
import { machineWords, thisMachine } from './machine';
import { BENCH_HELP, readBenchOptions, regionsOf } from './options';
import { withRegion } from './page';
import { formatFigures, renderTable, rowsOf, type Finding, type Row } from './rows';
import { scenarios, type ScenarioName } from './scenarios';
import { fullSizes, quickSizes, type Sizes } from './sizes';

const PAGE = fileURLToPath(new URL('../../../../docs/measurements.md', import.meta.url));

/** Progress goes to stderr: stdout has the result alone. */
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(args: readonly string[]): Promise<number> {
  const options = readBenchOptions(args);
  if (options.help) {
    console.log(BENCH_HELP);
    return 0;
  }
  const { names, quick, times, json, write } = options;
  await buildFunctions();
  const sizes = quick ? quickSizes : fullSizes;
  const measured = new Map<ScenarioName, Row[]>();
  for (const name of names) measured.set(name, await measure(name, sizes, times));
  const rows = [...measured.values()].flat();
  const note = noteOf({ sizes, quick, times });
  console.log(
    json
      ? JSON.stringify({ machine: thisMachine(), times, rows }, null, 2)
      : `${renderTable(rows)}\n\n${note}`,
  );
  if (write) {
    await writeTables(
      regionsOf(names).map(({ region, names: together }) => ({
        region,
        text: `${renderTable(together.flatMap((name) => measured.get(name) ?? []))}\n\n${note}`,
      })),
    );
  }
  return rows.every(({ shortfalls }) => shortfalls.length === 0) ? 0 : 1;
}

/** The rows of one scenario, measured several times. */
async function measure(name: ScenarioName, sizes: Sizes, times: number): Promise<Row[]> {
  const runs: Finding[][] = [];
  for (let run = 1; run <= times; run++) {
    const startedAt = performance.now();
    tell(`${name}, run ${run} of ${times} ...`);
    const findings = await scenarios[name](sizes);
    runs.push(findings);
    for (const { scenario, figures, shortfalls } of rowsOf([findings])) {
      const verdict = shortfalls.length === 0 ? 'met' : `SHORT (${shortfalls.join('; ')})`;
      tell(`  ${verdict}: ${scenario}: ${formatFigures(figures)}`);
    }
    tell(`  took ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  }
  return rowsOf(runs);
}

function noteOf({ sizes, quick, times }: { sizes: Sizes; quick: boolean; times: number }): string {
  const { workers, queues, predecessorWorkers } = sizes;
  const taken = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, on ${machineWords(thisMachine())}`;
  return [
    `${quick ? 'A smoke run, taken' : 'Taken'} ${taken}.`,
    times === 1
      ? 'Each scenario ran once.'
      : `Each scenario ran ${times} times: the median, and in brackets the least and the most where they differ.`,
    `Where a row does not say otherwise: ${workers.toLocaleString('en-GB')} workers and ${queues} queues; the predecessor ran on ${predecessorWorkers} workers, and its totals are scaled.`,
  ].join('\n');
}

async function writeTables(tables: readonly { region: string; text: string }[]): Promise<void> {
  const page = tables.reduce(
    (text, table) => withRegion(text, table.region, table.text),
    await readFile(PAGE, 'utf8'),
  );
  await writeFile(PAGE, await format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const isExpected = error instanceof NotBuilt || error instanceof BuildFailed;
    if (error instanceof UsageError) tell(`${error.message}\n\n${BENCH_HELP}`);
    else tell(isExpected ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
