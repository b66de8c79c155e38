import { setTimeout as sleep } from 'node:timers/promises';
import { intoParts, preview, type Agent, type Wanted } from '@queue-eligibility/skills/plan';
import * as z from 'zod';
import type { Hazard, Storm } from '../hazard';
import type { Attributes, Plan } from '../ledger';

const SKILL = 'campaign';
const LEVEL = 3;
const AGENTS = 150;

interface Skills {
  skills?: unknown[];
  levels?: Record<string, unknown>;
}

const skillsOf = (attributes: Attributes): Skills => attributes['routing'] ?? {};

/** What a plan is to make of an agent. */
function withSkill(attributes: Attributes): Attributes[] {
  const { skills = [], levels = {}, ...rest } = skillsOf(attributes);
  if (skills.includes(SKILL)) return [];
  const routing = { ...rest, skills: [...skills, SKILL], levels: { ...levels, [SKILL]: LEVEL } };
  return [{ ...attributes, routing }];
}

/** And what taking it back is to make of that: what was made for it goes as well, unless somebody uses it since. */
function withoutSkill(attributes: Attributes): Attributes[] {
  const { skills = [], levels = {}, ...rest } = skillsOf(attributes);
  if (!skills.includes(SKILL)) return [];
  const { [SKILL]: _level, ...otherLevels } = levels;
  const otherSkills = skills.filter((skill) => skill !== SKILL);
  const { routing: _routing, ...others } = attributes;
  const hasNone = otherSkills.length === 0 && Object.keys(otherLevels).length === 0;
  return [
    { ...others, routing: { ...rest, skills: otherSkills, levels: otherLevels } },
    ...(Object.keys(otherLevels).length === 0
      ? [{ ...others, routing: { ...rest, skills: otherSkills } }]
      : []),
    ...(hasNone && Object.keys(rest).length === 0 ? [others] : []),
  ];
}

const planSchema = z.object({ plan: z.object({ id: z.string() }) });
const appliedSchema = z.object({ started: z.boolean(), jobId: z.string() });
const failuresSchema = z.object({ failures: z.array(z.object({ key: z.string() })) });
const resultsSchema = z.object({
  results: z.array(z.object({ workerSid: z.string() })),
  next: z.number().nullable(),
});

/** An admin, who tries again until it works; what came of it is held against what was told. */
class Campaign {
  readonly violations: string[] = [];
  isOver = false;
  /** Jobs that were started. */
  jobs = 0;

  constructor(private readonly storm: Storm) {}

  /** Gives some agents a skill, and takes it back; ends in the middle when the storm does. */
  async run(of: readonly string[]): Promise<void> {
    const { ledger } = this.storm;
    const { planId, workerSids } = await this.make(of);
    const given = ledger.plan(workerSids, withSkill);
    await this.apply(planId, { workerSids, plan: given });
    if (this.isOver) return;
    const undo = await this.post('/jobs/plan-undo', { planId, note: 'chaos' });
    const back = ledger.plan(workerSids, withoutSkill);
    const { id } = planSchema.parse(undo).plan;
    await this.apply(id, { workerSids: [...given.done], plan: back });
  }

  /** Agents whose attributes are none, or hold something else as skills, are no part of the plan. */
  private async make(of: readonly string[]): Promise<{ planId: string; workerSids: string[] }> {
    const { taskRouter } = this.storm.ledger;
    const agents = [...taskRouter.workers.values()].map(({ sid, friendlyName, attributes }): Agent => {
      return { sid, friendlyName, attributes: readJson(attributes), available: true };
    });
    const changes: Wanted['changes'] = [{ do: 'assign', skill: SKILL, level: LEVEL }];
    const wanted = of.map((sid): Wanted => ({ row: null, who: { sid }, changes, isMarked: true }));
    const shown = preview(
      wanted,
      { agents, queues: [], skills: [], attribute: 'queues', signOnAttributes: [] },
      { unknownSkills: true },
    );
    const made = await this.post('/jobs/plan', { note: 'chaos', unknownSkills: true });
    const { id: planId } = planSchema.parse(made).plan;
    const parts = intoParts(
      shown.agents.map(({ workerSid, changes, before }) => ({ workerSid, changes, expects: before })),
    );
    for (const [part, agentsOfPart] of parts.entries())
      await this.post('/jobs/plan-add', {
        ...{ planId, part, agents: agentsOfPart, isLast: part === parts.length - 1 },
      });
    return { planId, workerSids: shown.agents.map(({ workerSid }) => workerSid) };
  }

  /** Starts the plan's job and waits for its end; whoever it was to change must be changed then, or named. */
  private async apply(
    planId: string,
    { workerSids, plan }: { workerSids: readonly string[]; plan: Plan },
  ): Promise<void> {
    const { scenario, ledger } = this.storm;
    const { jobId } = appliedSchema.parse(await this.post('/jobs/plan-apply', { planId }));
    this.jobs += 1;
    const job = await scenario.jobs.ended(jobId);
    if (job.status !== 'completed') return;
    const { failures } = failuresSchema.parse(await this.post('/jobs/read', { jobId }, true));
    const named = new Set(failures.map(({ key }) => key));
    const kept = await this.results(planId);
    for (const sid of workerSids) {
      if (!ledger.taskRouter.workers.has(sid)) continue;
      if (!plan.done.has(sid) && !named.has(sid))
        this.violations.push(`${jobId} neither changed ${sid} nor named it`);
      if (plan.done.has(sid) && !kept.has(sid))
        this.violations.push(`${jobId} changed ${sid}, and what it replaced is not kept`);
    }
  }

  private async results(planId: string): Promise<Set<string>> {
    const sids = new Set<string>();
    for (let after: number | null = 0; after !== null;) {
      const page = resultsSchema.parse(
        await this.post(
          '/jobs/plan-read',
          { planId, what: 'results', ...(after === 0 ? {} : { after }) },
          true,
        ),
      );
      for (const { workerSid } of page.results) sids.add(workerSid);
      after = page.next;
    }
    return sids;
  }

  /** Tries until it is heard; once the storm is over only what `matters`. */
  private async post(path: string, parameters: object, matters = false): Promise<unknown> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.storm.scenario.post(path, { ...parameters });
      } catch (error) {
        if (tries >= 60 || (this.isOver && !matters)) throw error;
        await sleep(500);
      }
    }
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The other job that works on the same agents. */
export const plans: readonly Hazard[] = [
  {
    name: 'skills-planned',
    what: 'a plan gives many agents a skill in the middle of a resync, and is taken back',
    chapter: 'people',
    // Who overwrites without an ETag loses edits, and who copies skills makes it impossible to tell who gave them.
    without: ['no-etag', 'skills-edited', 'too-many-queues'],
    lastsMs: 45_000,
    begin(storm) {
      const { ledger, random } = storm;
      const targetWorkers = `routing.skills HAS "${SKILL}" AND routing.levels.${SKILL} >= ${LEVEL}`;
      ledger.act(() => ledger.taskRouter.createQueue({ friendlyName: 'Campaign', targetWorkers }));
      const campaign = new Campaign(storm);
      const sids = random.sample([...ledger.taskRouter.workers.keys()], AGENTS);
      const timer = setTimeout(
        // Where it is not heard, or the storm ends first, nothing was promised.
        () => void campaign.run(sids).catch(() => {}),
        300 + random.int(2_000),
      );
      return {
        // Both ways: the storm goes on until it is being taken back.
        injected: () => (campaign.jobs > 1 ? 1 : 0),
        end: () => {
          campaign.isOver = true;
          clearTimeout(timer);
        },
        violations: () => campaign.violations,
      };
    },
  },
];
