import { makePlan, readWorkspace } from '@queue-eligibility/operate';
import { preview, readCsv, type Preview } from '@queue-eligibility/skills/plan';
import * as z from 'zod';
import type { Scenario } from '../../scenario';
import { counted } from '../../words';
import { comeToRest, measureJob, measureResync, withAccount, type Cost } from '../account';
import { formatNumber } from '../figures';
import { acceptedUpdatesPerSecond } from '../requests';
import type { Finding } from '../rows';
import type { Sizes } from '../sizes';
import { targets } from '../targets';
import { costFacts, sizeFigures } from './facts';

const SKILL = 'campaign';

/** A skill for everybody, by a plan from a file: shown, applied under a limit while others edit, taken back. */
export async function skillsByPlan({ queues, plan: size }: Sizes): Promise<Finding[]> {
  const { workers, edited, limit } = size;
  return withAccount({ workers, queues, state: 'in-step', updateLimit: limit }, async (account) => {
    const { flex, taskRouter } = account.emulator;
    flex.configured['taskrouter_skills'] = [{ name: SKILL }];
    taskRouter.createQueue({ friendlyName: 'Campaign', targetWorkers: `routing.skills HAS '${SKILL}'` });
    await measureResync(account);
    const before = textsOf(account);

    const beganMs = performance.now();
    const shown = await previewOf(account, fileOf([...before.keys()]));
    const previewSeconds = (performance.now() - beganMs) / 1_000;
    const { id: planId } = await makePlan(callerOf(account), shown, { note: 'bench' });

    const editedSids = [...before.keys()].slice(-edited);
    editSome(account, editedSids);
    await comeToRest(account);
    const theirs = new Map(editedSids.map((sid) => [sid, textsOf(account).get(sid) ?? '']));
    const applied = await measureJob(account, () => jobOf(account, planId));
    const updatesPerSecond = acceptedUpdatesPerSecond(account.emulator.requests);
    const flaws = [
      ...flawsOfJob(applied, { changed: workers - edited, failed: edited }),
      ...(await notLeft(account, applied.job.id, theirs)),
    ];

    const undo = planSchema.parse(await account.post('/jobs/plan-undo', { planId, note: 'bench' }));
    const undone = await measureJob(account, () => jobOf(account, undo.plan.id));
    flaws.push(...flawsOfJob(undone, { changed: workers - edited, failed: 0 }));
    const wanted = new Map([...before, ...theirs]);
    const other = [...textsOf(account)].filter(([sid, text]) => wanted.get(sid) !== text);
    if (other.length > 0) flaws.push(`${counted(other.length, 'agent')} not as before`);

    const { changed } = applied.job.progress;
    return [
      {
        scenario: `${formatNumber(workers)} agents get a skill from a file, ${limit} updates a second allowed, ${edited} edited by somebody in between`,
        predecessor: null,
        figures: {
          previewSeconds: { value: previewSeconds, unit: 's to the preview', decimals: 1 },
          updatesPerSecond: { value: updatesPerSecond, unit: 'updates/s', decimals: 1 },
          share: { value: updatesPerSecond / limit, unit: 'of the limit', decimals: 3 },
          requestsPerAgent: {
            value: applied.requests.total / changed,
            unit: 'requests a changed agent',
            decimals: 2,
          },
          ...sizeFigures(applied.summary.invocations),
        },
        target: targets.plan,
        flaws,
        facts: { applied: costFacts(applied), undone: costFacts(undone), limit },
      },
    ];
  });
}

const planSchema = z.object({ plan: z.object({ id: z.string() }) });
const appliedSchema = z.object({ jobId: z.string() });
const readSchema = z.object({ failures: z.array(z.object({ key: z.string(), code: z.string() })) });

/** An agent a row, as somebody would write it. */
const fileOf = (sids: readonly string[]): Uint8Array =>
  new TextEncoder().encode(
    [`worker_sid;${SKILL}`, ...sids.map((sid, i) => `${sid};${(i % 5) + 1}`)].join('\n'),
  );

/** What the plan does, as `npm run skills -- --preview` finds it out. */
async function previewOf(account: Scenario, file: Uint8Array): Promise<Preview> {
  const { wanted, problems } = readCsv(file);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return preview(wanted, await readWorkspace(callerOf(account)));
}

const callerOf = ({ emulator, functions }: Scenario) => ({
  account: { credentials: { authToken: emulator.authToken } },
  settings: { functionsBaseUrl: functions.url },
  ledger: { get: () => undefined },
  talk: { line: () => {}, progress: () => {} },
});

const jobOf = async (account: Scenario, planId: string): Promise<string> =>
  appliedSchema.parse(await account.post('/jobs/plan-apply', { planId })).jobId;

/** What every agent carries, our own list in one order: what a workspace begins with has another. */
const textsOf = ({ emulator }: Scenario): Map<string, string> =>
  new Map(
    [...emulator.taskRouter.workers.values()].map(({ sid, attributes }) => [
      sid,
      attributes.replace(/"queues":\[([^\]]*)\]/, (_all, list: string) => list.split(',').sort().join(',')),
    ]),
  );

/** Somebody gives these agents the same skill at a level of their own. */
function editSome({ emulator: { taskRouter } }: Scenario, sids: readonly string[]): void {
  for (const sid of sids) {
    const attributes = JSON.parse(taskRouter.worker(sid).attributes) as Record<string, unknown>;
    const routing = { skills: [SKILL], levels: { [SKILL]: 9 } };
    taskRouter.updateWorker(sid, { attributes: { ...attributes, routing } });
  }
}

/** Those of them who were not named, or were changed, in words. */
async function notLeft(account: Scenario, jobId: string, theirs: Map<string, string>): Promise<string[]> {
  const { failures } = readSchema.parse(await account.post('/jobs/read', { jobId }));
  const named = new Set(failures.filter(({ code }) => code === 'changed_since').map(({ key }) => key));
  const texts = textsOf(account);
  const unnamed = [...theirs].filter(([sid]) => !named.has(sid));
  const changed = [...theirs].filter(([sid, text]) => texts.get(sid) !== text);
  return [
    ...(unnamed.length > 0 ? [`${counted(unnamed.length, 'agent')} edited since and not named`] : []),
    ...(changed.length > 0 ? [`${counted(changed.length, 'agent')} edited since and changed`] : []),
  ];
}

function flawsOfJob(
  { job, summary: { oracle, invocations } }: Cost,
  wanted: { changed: number; failed: number },
): string[] {
  const { changed, failed } = job.progress;
  return [
    ...(job.status === 'completed' ? [] : [job.status]),
    ...(changed === wanted.changed && failed === wanted.failed
      ? []
      : [`${changed} changed and ${failed} failed, not ${wanted.changed} and ${wanted.failed}`]),
    ...(oracle.inStep ? [] : [`${counted(oracle.differing, 'worker')} out of step`]),
    ...(invocations.killed > 0 ? [`${counted(invocations.killed, 'invocation')} killed`] : []),
  ];
}
