import { ATTRIBUTES_MAX_CHARACTERS } from '@queue-eligibility/task-router/refusals';
import { isSkillChange, nameOfStand, type Change, type Stand } from './change';
import { gatherChanges, type Gathered, type Wanted } from './gather-changes';
import { levelsAlone } from './level-alone';
import { planAgent } from './plan-agent';
import { leavesOut, type Finding, type FindingFacts } from './preview-findings';
import { createTally, readQueues, type QueueEffect } from './queue-effects';
import { skillsOf } from './states';
import { createSkillCheck } from './vocabulary';
import { whyReserved, type Agent, type ReadQueue, type Workspace } from './workspace';

/** One agent of a plan, and what becomes of it. */
export interface AgentPreview {
  workerSid: string;
  friendlyName: string;
  available: boolean;
  row: number | null;
  changes: Change[];
  /** What the plan touches, as it stands: the job goes on only where it still does. */
  before: Stand[];
  after: Stand[];
  /** The attributes afterwards; ours are as they were. */
  attributes: unknown;
  /** SIDs of queues. */
  comes: string[];
  goes: string[];
}

export interface Preview {
  /** Agents to whom something happens. */
  agents: AgentPreview[];
  /** Queues to which something happens, those that lose their last agents first. */
  queues: QueueEffect[];
  /** Queues of which nothing can be said: their expression can't be read, or was read wrong once. */
  unread: { sid: string; friendlyName: string }[];
  findings: Finding[];
  /** Agents who are as the plan wants them already. */
  unchanged: number;
}

export interface PreviewOptions {
  /** Somebody has said that skills which are not in the workspace's list are meant. */
  unknownSkills?: boolean;
}

/** Agents that a step deals with. */
const STEP = 250;

/**
 * What a plan does, to each agent and to each queue; nothing is written. Yields how many agents are done, so that a page
 * stays smooth: see {@link preview} for all of it at once.
 */
export function* previewSteps(
  wanted: readonly Wanted[],
  workspace: Workspace,
  { unknownSkills = false }: PreviewOptions = {},
): Generator<number, Preview> {
  const { agents } = workspace;
  const { gathered, findings } = gatherChanges(wanted, agents);
  const bySid = new Map(gathered.map((one) => [one.agent.sid, one]));
  const queues = readQueues(workspace.queues);
  const tally = createTally(queues);
  const faultsOf = createFaults(workspace, unknownSkills);
  const previews: AgentPreview[] = [];
  let unchanged = 0;
  for (const [i, agent] of agents.entries()) {
    if (i % STEP === STEP - 1) yield i;
    const one = bySid.get(agent.sid);
    const seen = one ? previewOne(one, faultsOf(one)) : null;
    if (one && seen) {
      const place = { row: one.row, workerSid: agent.sid, who: agent.friendlyName };
      findings.push(...seen.facts.map((facts) => ({ ...facts, ...place })));
      if (seen.planned === null && !seen.facts.some(leavesOut)) unchanged += 1;
    }
    if (!one || !seen?.planned) {
      tally.keep(agent);
      continue;
    }
    const { planned } = seen;
    const attributes: unknown = JSON.parse(planned.text);
    const { comes, goes } = tally.change(agent, attributes);
    previews.push({
      ...{ workerSid: agent.sid, friendlyName: agent.friendlyName, available: agent.available, row: one.row },
      ...{ changes: one.changes, before: planned.before, after: planned.after, attributes },
      comes: comes.flatMap((place) => queues[place]?.sid ?? []),
      goes: goes.flatMap((place) => queues[place]?.sid ?? []),
    });
  }
  findings.push(...aloneFindings(previews, queues));
  findings.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  return {
    agents: previews,
    queues: tally.effects(),
    unread: queues
      .filter(({ expression }) => expression === null)
      .map(({ sid, friendlyName }) => ({ sid, friendlyName })),
    ...{ findings, unchanged },
  };
}

/** The same, all at once. */
export function preview(wanted: readonly Wanted[], workspace: Workspace, options?: PreviewOptions): Preview {
  return finished(previewSteps(wanted, workspace, options));
}

/** Takes all steps. */
export function finished<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** What is wrong with what is wanted, whatever the agent has. */
function createFaults({ skills, attribute, signOnAttributes }: Workspace, unknownSkills: boolean) {
  const check = createSkillCheck(skills);
  return ({ changes, faults }: Gathered): FindingFacts[] => {
    const found = [...faults];
    for (const change of changes) {
      if (isSkillChange(change)) {
        if (signOnAttributes.some((path) => path.split('.')[0] === 'routing'))
          found.push({ kind: 'sign_on_writes', path: 'routing' });
        if (change.do === 'remove' || change.do === 'disable' || change.do === 'enable') continue;
        const level = 'level' in change ? change.level : null;
        const skill = change.do === 'replace' ? change.by : change.skill;
        const isKnown = ({ kind }: FindingFacts): boolean => !(kind === 'skill_unknown' && unknownSkills);
        found.push(...check(skill, level).filter(isKnown));
        continue;
      }
      const path = change.path.join('.');
      const why = whyReserved(change.path, attribute);
      if (why !== null) found.push({ kind: 'attribute_reserved', path, why });
      if (signOnAttributes.some((written) => path === written || path.startsWith(`${written}.`)))
        found.push({ kind: 'sign_on_writes', path });
    }
    return unique(found);
  };
}

const unique = (facts: readonly FindingFacts[]): FindingFacts[] => [
  ...new Map(facts.map((one) => [JSON.stringify(one), one])).values(),
];

function previewOne({ agent, changes, isMarked }: Gathered, faults: FindingFacts[]) {
  const facts = [...faults];
  const { attributes } = agent;
  if (attributes === null || attributes === undefined) {
    facts.push({ kind: 'agent_unread' });
    return { facts, planned: null };
  }
  if (typeof attributes !== 'object' || Array.isArray(attributes)) {
    const message =
      'The attributes are not a JSON object. Correct them in TaskRouter; they were left as they are.';
    facts.push({ kind: 'not_understood', refusal: { code: 'attributes_invalid', message } });
    return { facts, planned: null };
  }
  const text = JSON.stringify(attributes);
  const planned = planAgent({ text, value: attributes as Record<string, unknown> }, changes);
  if ('code' in planned) {
    facts.push({ kind: 'not_understood', refusal: planned });
    return { facts, planned: null };
  }
  const isDifferent = planned.text !== text;
  if (!isMarked) return { facts: isDifferent ? [{ kind: 'row_not_marked' } as const] : [], planned: null };
  facts.push(...skillNotes(changes, planned.before));
  const { length } = planned.text;
  if (isDifferent && length > ATTRIBUTES_MAX_CHARACTERS)
    facts.push({ kind: 'attributes_too_long', length, limit: ATTRIBUTES_MAX_CHARACTERS });
  return { facts, planned: isDifferent && !facts.some(leavesOut) ? planned : null };
}

function skillNotes(changes: readonly Change[], before: readonly Stand[]): FindingFacts[] {
  const states = new Map(before.flatMap((stand) => ('skill' in stand ? [[stand.skill, stand.state]] : [])));
  return changes.flatMap((change): FindingFacts[] => {
    if (!isSkillChange(change) || change.do === 'remove') return [];
    const { enabled, disabled } = states.get(change.skill) ?? {};
    if (change.do === 'assign') return disabled ? [{ kind: 'was_disabled', skill: change.skill }] : [];
    return enabled || disabled ? [] : [{ kind: 'lacks_skill', skill: change.skill }];
  });
}

/** Once for each skill that the plan is about. */
function aloneFindings(agents: readonly AgentPreview[], queues: readonly ReadQueue[]): Finding[] {
  const touched = new Set(
    agents.flatMap(({ changes }) =>
      changes.flatMap((change) => (isSkillChange(change) ? skillsOf(change) : [])),
    ),
  );
  const bySkill = new Map<string, string[]>();
  for (const { expression, friendlyName } of queues)
    for (const skill of expression ? levelsAlone(expression) : [])
      if (touched.has(skill)) bySkill.set(skill, [...(bySkill.get(skill) ?? []), friendlyName]);
  return [...bySkill].map(([skill, names]) => ({
    ...{ kind: 'level_alone', skill, queues: names, row: null, workerSid: null, who: skill },
  }));
}

/** What of an agent becomes another: for a table, or a CSV. */
export function differencesOf({
  before,
  after,
}: Pick<AgentPreview, 'before' | 'after'>): { name: string; before: Stand; after: Stand }[] {
  return before.flatMap((stand, i) => {
    const other = after[i];
    return other && JSON.stringify(stand) !== JSON.stringify(other)
      ? [{ name: nameOfStand(stand), before: stand, after: other }]
      : [];
  });
}

/** Agents of a sample: TaskRouter takes three such questions a second. */
const SAMPLE = 9;

/**
 * Holds TaskRouter's answer about a sample, SIDs of queues in the order of its agents, against ours: how many it was asked
 * about, and the names of the queues of which it says another thing. Null for an agent: there was no time.
 */
export function heldAgainst(
  sample: readonly AgentPreview[],
  queueSids: readonly (readonly string[] | null)[],
  { queues }: Pick<Workspace, 'queues'>,
): { asked: number; wrong: string[] } {
  const read = readQueues(queues);
  const wrong = sample.flatMap((agent, i) => {
    const sids = queueSids[i];
    return sids ? disagreeing(agent, sids, read).map(({ friendlyName }) => friendlyName) : [];
  });
  return { asked: queueSids.filter((sids) => sids !== null).length, wrong: [...new Set(wrong)] };
}

/** Whom to ask TaskRouter about: agents to whom different things happen, at most so many. */
export function sampleOf({ agents }: Preview, size = SAMPLE): AgentPreview[] {
  const kinds = new Map<string, AgentPreview>();
  for (const agent of agents) {
    const kind = `${agent.comes.join()}|${agent.goes.join()}`;
    if (!kinds.has(kind)) kinds.set(kind, agent);
    if (kinds.size === size) break;
  }
  const sample = [...kinds.values()];
  const others = agents.filter((agent) => !sample.includes(agent)).slice(0, size - sample.length);
  return [...sample, ...others];
}

/** Queues of which TaskRouter, asked about an agent's attributes alone, says another thing than the preview. */
export function disagreeing(
  { workerSid, attributes }: Pick<AgentPreview, 'workerSid' | 'attributes'>,
  queueSids: readonly string[],
  queues: readonly ReadQueue[],
): ReadQueue[] {
  // It is asked about attributes, and knows no worker.
  const comparable = queues.filter(
    ({ expression }) => expression?.needs === 'worker' && !/\b(?:sid|friendly_name)\b/.test(expression.text),
  );
  const tally = createTally(comparable);
  const agent: Agent = { sid: workerSid, friendlyName: '', available: false, attributes };
  const ours = new Set(tally.change(agent, attributes).certain);
  const unsure = new Set(tally.unsureOf(agent));
  return comparable.filter(
    ({ sid }, place) => !unsure.has(place) && ours.has(place) !== queueSids.includes(sid),
  );
}
