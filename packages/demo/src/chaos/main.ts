import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import * as z from 'zod';
import { readCommandLine, UsageError, wholeOption } from '../command-line';
import { NotBuilt } from '../scenario';
import { counted, duration } from '../words';
import { planCampaign, runCampaign, type StormPlan } from './campaign';
import { HAZARDS } from './hazards';
import { KeptReports } from './kept-reports';
import type { StormReport } from './run-storm';
import { renderSurvival, survivalOf } from './survival';

const usage = `npm run chaos -- [--seed 1] [--storms ${HAZARDS.length}] [--only 7] [--hazards a,b] [--keep file] [--json] [--write]

Breaks what can break while a resync runs, storm after storm, and looks whether anything was lost.

  --seed      everything random follows from it; timing follows from the machine
  --storms    how many: after ${HAZARDS.length} each hazard had its turn
  --only      just this storm of the campaign, from 0
  --hazards   one storm of these, and nothing else
  --keep      keeps the reports in this file, and goes on from it: only what it lacks is run, or has something lost
  --json      the reports as JSON
  --write     puts the table into docs/reliability.md

  hazards     ${HAZARDS.map(({ name }) => name).join(', ')}

Exit code 1 when something was lost, 2 for an option that does not exist.`;

const schema = z.object({
  seed: wholeOption(0, 1_000_000).default(1),
  storms: wholeOption(1, 10_000).default(HAZARDS.length),
  only: wholeOption(0, 10_000).optional(),
  hazards: z
    .string()
    .transform((text) => text.split(',').map((name) => HAZARDS.find((hazard) => hazard.name === name.trim())))
    .refine((found) => !found.includes(undefined), 'must name hazards, with commas between')
    .transform((found) => found.filter((hazard) => hazard !== undefined))
    .optional(),
  keep: z.string().min(1).optional(),
  json: z.boolean().default(false),
  write: z.boolean().default(false),
  help: z.boolean().default(false),
});

const PAGE = fileURLToPath(new URL('../../../../docs/reliability.md', import.meta.url));
const BEGIN = '<!-- chaos -->';
const END = '<!-- /chaos -->';

/** Progress goes to stderr: stdout has the result alone. */
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(args: readonly string[]): Promise<number> {
  const { values } = readCommandLine(args, {
    schema,
    options: {
      seed: { type: 'string' },
      storms: { type: 'string' },
      only: { type: 'string' },
      hazards: { type: 'string' },
      keep: { type: 'string' },
      json: { type: 'boolean' },
      write: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const all: StormPlan[] = values.hazards
    ? [{ seed: values.seed, hazards: values.hazards }]
    : planCampaign(values.seed, values.storms);
  const kept = new KeptReports(all, values.keep ?? null);
  const plans = all.filter((plan, i) => (values.only ?? i) === i && !kept.isDone(plan));
  await runCampaign(plans, (report) => {
    kept.add(report);
    tell(
      lineOf(
        report,
        all.findIndex(({ seed }) => seed === report.seed),
      ),
    );
  });
  const reports = kept.all;
  const rows = survivalOf(reports);
  const lost = reports.filter(({ violations }) => violations.length > 0).length;
  const seconds = reports.reduce((sum, report) => sum + report.seconds, 0);
  const summary =
    `${counted(reports.length, 'storm')} from seed ${values.seed} in ${duration(seconds)}: ` +
    `${lost === 0 ? 'nothing lost' : `something lost in ${lost}`}` +
    `${kept.again.size === 0 ? '' : `; ${kept.again.size} of them ran again after something was judged lost`}.`;
  console.log(values.json ? JSON.stringify(reports, null, 2) : `${renderSurvival(rows)}\n\n${summary}`);
  if (values.write) await writeTable(`${renderSurvival(rows)}\n\n${summary}`);
  return lost === 0 ? 0 : 1;
}

function lineOf(
  { hazards, jobs, healedBy, seconds, violations, longestSilenceMs }: StormReport,
  i: number,
): string {
  const names = hazards.map(({ name, injected }) => `${name} ${injected}`).join(', ');
  const ends = jobs
    .map(({ status, hop, error }) => `${status}${error ? ` ${error.code}` : ''} in ${hop}`)
    .join(', ');
  const facts = `${ends}; in step by ${healedBy}; silent ${duration(longestSilenceMs / 1_000)} at most; ${duration(seconds)}`;
  return [
    `${String(i).padStart(3)}  ${names}: ${facts}`,
    ...violations.map((text) => `     LOST: ${text}`),
  ].join('\n');
}

async function writeTable(table: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const before = page.slice(0, page.indexOf(BEGIN) + BEGIN.length);
  const after = page.slice(page.indexOf(END));
  await writeFile(
    PAGE,
    await format(`${before}\n\n${table}\n\n${after}`, { parser: 'markdown', printWidth: 110 }),
  );
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof UsageError) tell(`${error.message}\n\n${usage}`);
    else
      tell(error instanceof NotBuilt ? error.message : String(error instanceof Error ? error.stack : error));
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
