import { readFile, writeFile } from 'node:fs/promises';
import type { PlanView } from '@queue-eligibility/api';
import {
  changedSince,
  expectedSince,
  exportWide,
  finished,
  leftOutRows,
  preview,
  previewRestoreSteps,
  readCsv,
  type Preview,
  type Wanted,
} from '@queue-eligibility/skills/plan';
import { DEPLOYMENT_OPTIONS, openDeployment } from './deployment';
import { main } from './main';
import { readOptions, UsageError } from './options';
import { callPanel } from './panel';
import { Refusal } from './refusal';
import { applyPlan, makePlan, readPlan, writeAudit, writePreview, type CsvOptions } from './skills/apply';
import { holdAgainstTaskRouter } from './skills/sample';
import { showPreview, table } from './skills/tables';
import { tellWhoChanged } from './skills/who-changed';
import { problemWords, sentenceOf } from './skills/words';
import { namesOf, readWorkspace } from './skills/workspace';
import type { Place } from './step';
import { counted } from './talk';

const HELP = `Changes the skills of many agents by a plan: shown first, applied as it was shown, and taken back.

Usage: npm run skills -- [one of these] [options]

  --csv FILE --preview   what the changes of a file would do, to agents and to queues; nothing is written
  --csv FILE --apply     the same, then does it: --note says why
  --undo PLAN            takes a plan back, as far as all is still as it left it: --note says why; with --preview it is
                         only shown, with who has changed agents since
  --plan PLAN --apply    applies a plan that was made before, and confirmed by another admin since
  --confirm PLAN         says yes to a plan for many agents that somebody else has made
  --list                 the plans that are kept
  --audit PLAN           what a plan did to each agent, as a CSV, and who had changed those that it left alone
  --export               all agents with their skills, as a CSV to be edited and read again

  --note TEXT            why
  --until TIME           take it back then, ISO 8601: 2026-12-24T18:00:00Z
  --unknown-skills       skills that are not in the workspace's list are meant
  --out FILE             where the CSV goes (skills.csv)
  --service NAME         the unique name of the Functions service (queue-eligibility)
  --environment NAME     of its environment (prod)
  --env FILE             the variables (.env)
  --help                 this

A file has an agent a row (worker_sid, friendly_name or email) and a skill a column: a level, x (has it), - (take it away),
off (disabled), nothing (leave alone); or a row for each change, with a column action. docs/skills.md says all of it. The exit
code is 0 where all that was planned is done; rows that are left out are named, and don't change it.`;

const OPTIONS = {
  csv: { type: 'string' },
  preview: { type: 'boolean' },
  apply: { type: 'boolean' },
  undo: { type: 'string' },
  plan: { type: 'string' },
  confirm: { type: 'string' },
  list: { type: 'boolean' },
  audit: { type: 'string' },
  export: { type: 'boolean' },
  note: { type: 'string' },
  until: { type: 'string' },
  'unknown-skills': { type: 'boolean' },
  out: { type: 'string' },
  ...DEPLOYMENT_OPTIONS,
} as const;
type Options = ReturnType<typeof readOptions<typeof OPTIONS>>;

async function skills(args: readonly string[]): Promise<number> {
  const options = readOptions(args, OPTIONS);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const command = commandOf(options);
  const { place } = await openDeployment(options);
  return command(place);
}

/** @throws UsageError */
function commandOf(options: Options): (place: Place) => Promise<number> {
  const { csv, undo, plan, confirm, audit, out = 'skills.csv', note } = options;
  const asked = [csv, undo, plan, confirm, audit, options.list, options.export].filter(
    (one) => one !== undefined,
  );
  if (asked.length !== 1)
    throw new UsageError(
      'Say one of --csv, --undo, --plan, --confirm, --list, --audit, --export; --help tells more',
    );
  if (options.preview && options.apply) throw new UsageError('Say --preview or --apply, not both');
  if (plan !== undefined && !options.apply)
    throw new UsageError('--plan goes with --apply: it does what the plan says');
  if (options.until !== undefined && Number.isNaN(Date.parse(options.until)))
    throw new UsageError(`--until must be a time such as 2026-12-24T18:00:00Z, not "${options.until}"`);
  const isDone = undo === undefined ? csv !== undefined && options.apply : !options.preview;
  if (isDone && !note) throw new UsageError('--note says why: whoever reads it later will want to know');
  if (csv !== undefined) return (place) => fromCsv(place, csv, { ...options, out });
  if (undo !== undefined)
    return (place) => undoPlan(place, undo, { note: note ?? '', out, isPreview: options.preview === true });
  if (plan !== undefined) return async (place) => ((await applyPlan(place, plan, { out })) ? 0 : 1);
  if (confirm !== undefined) return (place) => confirmPlan(place, confirm);
  if (audit !== undefined)
    return async (place) => {
      await writeAudit(place, audit, { out });
      return 0;
    };
  return options.list ? listPlans : (place) => exportAgents(place, out);
}

async function fromCsv(place: Place, file: string, options: Options & { out: string }): Promise<number> {
  const { talk } = place;
  const wanted = await readFileOf(place, file);
  if (!wanted) return 1;
  const workspace = await readWorkspace(place);
  const shown = preview(wanted, workspace, { unknownSkills: options['unknown-skills'] === true });
  showPreview(talk, shown);
  await holdAgainstTaskRouter(place, shown, workspace);
  const { agents } = workspace;
  const leftOut = leftOutRows({ ...{ wanted, agents, preview: shown }, wordsOf: sentenceOf });
  const written: CsvOptions = { out: options.out, leftOut, names: namesOf(agents) };
  if (!options.apply) {
    await writePreview(place, shown, written);
    talk.line('Nothing was written. --apply does it.');
    return 0;
  }
  if (shown.agents.length === 0) {
    talk.line('There is nothing to do.');
    if (leftOut.length > 0) await writePreview(place, shown, written);
    return 0;
  }
  const plan = await makePlan(place, shown, factsOf(file, shown, options));
  // What is applied later, when it is confirmed, knows no more of the rows that were left out.
  if (plan.state === 'to-confirm') await writePreview(place, shown, written);
  return await start(place, plan, written);
}

/** What a plan is beside its agents. */
const factsOf = (file: string, { agents }: Preview, options: Options): Record<string, string> => ({
  note: options.note ?? '',
  summary: `${file}, ${counted(agents.length, 'agent')}`.slice(0, 200),
  ...(options.until === undefined ? {} : { until: new Date(options.until).toISOString() }),
  ...(options['unknown-skills'] ? { unknownSkills: 'true' } : {}),
});

async function readFileOf({ talk }: Place, file: string): Promise<Wanted[] | null> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new Refusal(`${file} can't be read: ${String(error)}`);
  });
  const { wanted, problems, encoding } = readCsv(bytes);
  if (encoding === 'windows-1252') talk.line(`${file} is read as ${encoding}: check the names below`);
  for (const problem of problems) talk.line(`  ${problemWords(problem)}`);
  if (problems.length === 0) return wanted;
  talk.line(`Nothing was planned: ${counted(problems.length, 'problem')} in ${file}`);
  return null;
}

async function start(place: Place, plan: PlanView, options: CsvOptions): Promise<number> {
  place.talk.line(`Plan ${plan.id}, kept until ${plan.keptUntil}`);
  if (plan.state === 'to-confirm') {
    place.talk.line(
      `Another admin has to confirm it, in Flex; then: npm run skills -- --plan ${plan.id} --apply`,
    );
    return 1;
  }
  return (await applyPlan(place, plan.id, options)) ? 0 : 1;
}

/** Shows what taking back does, then does it, unless only that was asked for. */
async function undoPlan(
  place: Place,
  planId: string,
  { note, out, isPreview }: { note: string; out: string; isPreview: boolean },
): Promise<number> {
  const [workspace, { plan: undone, results }] = await Promise.all([
    readWorkspace(place),
    readPlan(place, planId),
  ]);
  const shown = finished(previewRestoreSteps(results, workspace));
  showPreview(place.talk, shown);
  if (isPreview) {
    const agents = changedSince(shown.findings);
    if (undone) await tellWhoChanged(place, { agents, since: expectedSince(undone, undone) });
    place.talk.line('Nothing was written. Without --preview it is done.');
    return 0;
  }
  const { plan } = await callPanel(place, '/jobs/plan-undo', { planId, note });
  return start(place, plan, { out, names: namesOf(workspace.agents) });
}

async function confirmPlan(place: Place, planId: string): Promise<number> {
  const { plan } = await callPanel(place, '/jobs/plan-confirm', { planId });
  place.talk.line(`Plan ${plan.id} is confirmed`);
  return 0;
}

async function listPlans(place: Place): Promise<number> {
  const { plans } = await callPanel(place, '/jobs/plans');
  table(
    (text) => place.talk.line(text),
    ['plan', 'made', 'by', 'agents', 'state', 'why'],
    plans.map(({ id, created, agents, state, overdue, note }) => [
      ...[id, created.at.slice(0, 16), created.by, String(agents), overdue ? 'OVERDUE' : state, note],
    ]),
  );
  if (plans.length === 0) place.talk.line('There are no plans.');
  return plans.some(({ overdue }) => overdue) ? 1 : 0;
}

async function exportAgents(place: Place, out: string): Promise<number> {
  const { agents, skills: known } = await readWorkspace(place);
  await writeFile(
    out,
    exportWide(
      agents,
      known.map(({ name }) => name),
    ),
  );
  place.talk.line(`Written to ${out}: ${counted(agents.length, 'agent')}`);
  return 0;
}

await main(skills);
