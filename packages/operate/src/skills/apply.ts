import { writeFile } from 'node:fs/promises';
import type { AnswerOf, Failure, PlanView } from '@queue-eligibility/api';
import {
  auditRows,
  CHANGED_SINCE,
  exportLong,
  intoParts,
  leavesOut,
  type AgentChange,
  type AuditRow,
  type Preview,
  type Result,
} from '@queue-eligibility/skills/plan';
import { callPanel } from '../panel';
import { Refusal } from '../refusal';
import type { Caller, Place, ToldCaller } from '../step';
import { followJob } from '../steps/resync';
import { counted } from '../talk';
import { sinceOf, tellWhoChanged } from './who-changed';
import { findingWords } from './words';
import { readNames } from './workspace';

/** Makes a plan of what was shown: exactly that. */
export async function makePlan(
  place: ToldCaller,
  { agents }: Preview,
  parameters: Record<string, string>,
): Promise<PlanView> {
  const { plan } = await callPanel(place, '/jobs/plan', parameters);
  const parts = intoParts(
    agents.map(({ workerSid, changes, before }) => ({ workerSid, changes, expects: before })),
  );
  let made = plan;
  for (const [part, some] of parts.entries()) {
    const isLast = String(part === parts.length - 1);
    const answer = await callPanel(place, '/jobs/plan-add', {
      ...{ planId: plan.id, part: String(part), agents: JSON.stringify(some), isLast },
    });
    made = answer.plan;
    place.talk.progress(`  keeping the plan: ${counted(made.agents, 'agent')}`);
  }
  return made;
}

/** What the CSV of a plan is written with. */
export interface CsvOptions {
  /** The file. */
  out: string;
  /** Rows that the preview left out: they stand in it as well, to be corrected. */
  leftOut?: readonly AuditRow[];
  /** Friendly names by SID, where they were read already. */
  names?: ReadonlyMap<string, string>;
}

/** Applies a plan and follows it to its end; answers whether everything was done. */
export async function applyPlan(place: Place, planId: string, options: CsvOptions): Promise<boolean> {
  const { talk } = place;
  const { started, job, jobId } = await callPanel(place, '/jobs/plan-apply', { planId });
  if (!started) throw new Refusal(`${jobId} is applying another plan: try again when it has ended`);
  talk.line(`Started ${jobId}`);
  const ended = await followJob(place, job);
  const { checked, changed, failed } = ended.progress;
  talk.line(
    `${ended.status}: ${counted(checked, 'agent')} looked at, ${changed} changed, ${failed} left as they were`,
  );
  await writeAudit(place, planId, options);
  return ended.status === 'completed' && failed === 0;
}

/** A plan with all that it does, and all that it has replaced. */
export async function readPlan(
  place: Caller,
  planId: string,
): Promise<{ plan: PlanView | null; agents: AgentChange[]; results: Result[] }> {
  const agents: AgentChange[] = [];
  const results: Result[] = [];
  let plan: PlanView | null = null;
  for (const what of ['agents', 'results'] as const) {
    let after: number | null = null;
    do {
      const page: AnswerOf<'/jobs/plan-read'> = await callPanel(place, '/jobs/plan-read', {
        ...{ planId, what },
        ...(after === null ? {} : { after: String(after) }),
      });
      ({ plan } = page);
      agents.push(...page.agents);
      results.push(...page.results);
      after = page.next;
    } while (after !== null);
  }
  return { plan, agents, results };
}

/** Writes what a plan did to each agent, so that what it could not do can be corrected and read again. */
export async function writeAudit(
  place: Place,
  planId: string,
  { out, leftOut = [], names: known }: CsvOptions,
): Promise<void> {
  const [{ plan, agents, results }, names] = await Promise.all([
    readPlan(place, planId),
    known ?? readNames(place),
  ]);
  const jobId = plan?.job?.id;
  const failures = jobId === undefined ? [] : (await callPanel(place, '/jobs/read', { jobId })).failures;
  if (plan) await tellFailures(place, plan, { failures, names });
  const isCompleted = plan?.job?.status === 'completed';
  const hasAllFailures = failures.length >= (plan?.job?.progress.failed ?? 0);
  const rows = auditRows({ agents, results, failures, hasAllFailures, isCompleted, names });
  await writeRows(place, out, [...rows, ...leftOut]);
}

async function tellFailures(
  place: Place,
  plan: PlanView,
  { failures, names }: { failures: readonly Failure[]; names: ReadonlyMap<string, string> },
): Promise<void> {
  for (const { key, code, message } of failures.slice(0, 20))
    place.talk.line(`  ${names.get(key) ?? 'no longer there'} (${key}): ${message} (${code})`);
  const changed = failures.filter(({ code }) => code === CHANGED_SINCE).map(({ key }) => key);
  if (changed.length === 0) return;
  await tellWhoChanged(place, {
    since: await sinceOf(place, plan),
    agents: new Map(changed.map((sid) => [sid, names.get(sid) ?? sid])),
  });
}

/** Writes what a preview says of each agent, with the rows that it left out. */
export async function writePreview(
  place: Place,
  { agents, findings }: Preview,
  { out, leftOut = [] }: CsvOptions,
): Promise<void> {
  const rows: AuditRow[] = [
    ...agents.flatMap(({ workerSid, friendlyName, changes, before }) =>
      changes.map((change) => ({
        ...{ workerSid, friendlyName, change, before, status: 'planned', message: '', isToDo: true },
      })),
    ),
    ...leftOut,
    ...findings
      .filter((finding) => !leavesOut(finding))
      .map((finding) => ({
        ...{ workerSid: finding.workerSid ?? '', friendlyName: finding.who, change: null, before: [] },
        ...{ status: finding.kind, message: findingWords(finding), isToDo: false },
      })),
  ];
  await writeRows(place, out, rows);
}

async function writeRows({ talk }: Place, out: string, rows: readonly AuditRow[]): Promise<void> {
  await writeFile(out, exportLong(rows));
  talk.line(`Written to ${out}: ${counted(rows.length, 'row')}`);
}
