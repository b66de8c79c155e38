import {
  CommandRefused,
  PermanentError,
  startJob,
  type BatchPorts,
  type StartResult,
} from '@queue-eligibility/batch';
import { givenSkill, isSkillChange } from './change';
import { SKILLS } from './kind';
import { itemsOf } from './plan-items';
import { MAX_PLAN_AGENTS, planStateOf, type AgentChange, type PlanHead } from './plan-head';
import type { PlanStore } from './plan-store';
import { createSkillCheck } from './vocabulary';
import type { SkillDefinition } from './skill-definition';
import { whyReserved } from './workspace';

/** What plans are made and applied with. */
export interface PlansPorts {
  plans: PlanStore;
  batch: BatchPorts;
  /** The workspace's list of skills. */
  skills: () => Promise<readonly SkillDefinition[]>;
  /** The attribute that is ours. */
  attribute: string;
  /** Days for which a plan is kept, and can be taken back. */
  undoDays: number;
  /** A plan for more agents than this needs a second admin; 0: none does. */
  confirmAbove: number;
}

export interface NewPlan {
  note: string;
  summary: string;
  until: string | null;
  unknownSkills: boolean;
}

const DAY_MS = 24 * 3_600_000;
/** Whoever was to start a plan's job and has not for so long, ms, was lost. */
const LOST_MS = 60_000;

/**
 * Begins a plan: its agents are added to it, and nothing is done before it is applied.
 * @throws PermanentError `bad_items` where it is to end before it begins, or after it is forgotten.
 */
export async function createPlan(ports: PlansPorts, wanted: NewPlan, by: string): Promise<PlanHead> {
  const { batch, plans } = ports;
  const head: PlanHead = {
    ...newHead(ports, by),
    ...wanted,
    ...{ kind: 'change', of: null, complete: false, agents: 0 },
  };
  if (head.until !== null) {
    const untilMs = Date.parse(head.until);
    if (untilMs <= batch.clock.now())
      throw badPlan('It would be over before it begins: its end must be later');
    if (untilMs >= Date.parse(head.keptUntil) - DAY_MS)
      throw badPlan(`What it replaces is kept for ${ports.undoDays} days: its end must be a day before that`);
  }
  await plans.create(head);
  return head;
}

/** What is the same about every new plan. */
export function newHead({ batch, undoDays }: PlansPorts, by: string) {
  const nowMs = batch.clock.now();
  const tail = Math.floor(batch.random() * 36 ** 4)
    .toString(36)
    .padStart(4, '0');
  return {
    id: `${nowMs.toString(36)}${tail}`,
    created: { by, at: new Date(nowMs).toISOString() },
    parts: [],
    needsConfirmation: false,
    confirmed: null,
    applied: null,
    undone: null,
    keptUntil: new Date(nowMs + undoDays * DAY_MS).toISOString(),
  };
}

const badPlan = (message: string): PermanentError => new PermanentError('bad_items', message);

/**
 * Adds agents to a plan, the parts in their order; the same part may be sent again. `isLast`: now it is complete, and
 * nothing in it changes any more. Null: there is no such plan.
 *
 * @throws PermanentError `bad_items`; CommandRefused `plan_complete`.
 */
export async function addToPlan(
  ports: PlansPorts,
  planId: string,
  { part, agents, isLast }: { part: number; agents: readonly AgentChange[]; isLast: boolean },
): Promise<PlanHead | null> {
  const before = await ports.plans.read(planId);
  if (!before) return null;
  checkOpen(before, part);
  await checkAgents(ports, before, agents);
  const pages = await ports.plans.writePart(before, part, agents);
  return ports.plans.edit(planId, (head) => {
    checkOpen(head, part);
    // Sent again, it takes the place of what came before.
    const parts = [...head.parts.slice(0, part), { pages, agents: agents.length }];
    const total = parts.reduce((sum, one) => sum + one.agents, 0);
    if (total > MAX_PLAN_AGENTS) throw badPlan(`A plan has at most ${MAX_PLAN_AGENTS} agents`);
    const needsConfirmation = ports.confirmAbove > 0 && total > ports.confirmAbove;
    return {
      ...head,
      ...{ agents: total, parts, complete: isLast, needsConfirmation },
    };
  });
}

function checkOpen({ complete, parts }: PlanHead, part: number): void {
  if (complete) throw new CommandRefused('plan_complete', 'This plan is complete: make another one');
  // The last one may come twice, where its answer was lost.
  if (part !== parts.length && part !== parts.length - 1)
    throw badPlan(`Part ${part} was not expected: ${parts.length} are there`);
}

async function checkAgents(ports: PlansPorts, head: PlanHead, agents: readonly AgentChange[]): Promise<void> {
  const check = createSkillCheck(head.unknownSkills ? [] : await ports.skills());
  for (const { workerSid, changes } of agents)
    for (const change of changes) {
      if (!isSkillChange(change)) {
        const why = whyReserved(change.path, ports.attribute);
        if (why !== null)
          throw badPlan(`${workerSid}: ${change.path.join('.')} is not changed by a plan: ${why}`);
        continue;
      }
      const given = givenSkill(change);
      if (given === null || head.unknownSkills) continue;
      const unknown = check(given, null).find(({ kind }) => kind === 'skill_unknown');
      if (unknown)
        throw badPlan(`${workerSid}: "${given}" is none of the workspace's skills; say so if it is meant`);
    }
}

/**
 * Says yes to a plan that somebody else has made. Null: there is no such plan.
 * @throws CommandRefused `plan_incomplete`, `confirmed_by_same`.
 */
export const confirmPlan = (ports: PlansPorts, planId: string, by: string): Promise<PlanHead | null> =>
  ports.plans.edit(planId, (head) => {
    if (!head.complete) throw new CommandRefused('plan_incomplete', 'Not all of this plan has arrived');
    if (head.confirmed || head.applied) return head;
    if (head.created.by === by)
      throw new CommandRefused(
        'confirmed_by_same',
        'Another admin than the one who made the plan has to confirm it',
      );
    return { ...head, confirmed: actOf(ports, by) };
  });

const actOf = ({ batch }: PlansPorts, by: string) => ({ by, at: new Date(batch.clock.now()).toISOString() });

/** Who applies a plan: a person, or whoever passes by when its time is over. */
export type Applier = { type: 'person'; name: string } | { type: 'check' };

/**
 * Starts the job that does what a plan says, exactly that and once, or answers the job of another plan that is under way:
 * then this one is as it was. Null: there is no such plan.
 *
 * @throws CommandRefused `plan_incomplete`, `plan_unconfirmed`, `plan_applied`; what `startJob` throws.
 */
export async function applyPlan(
  ports: PlansPorts,
  planId: string,
  applier: Applier,
): Promise<(StartResult & { plan: PlanHead }) | null> {
  const { plans, batch } = ports;
  const by = applier.type === 'person' ? applier.name : 'until';
  const act = actOf(ports, by);
  // One winner: two starts at once find only one plan that is not being applied.
  const head = await plans.edit(planId, (before) => {
    checkApplicable(before, batch.clock.now());
    return { ...before, applied: { ...act, jobId: null } };
  });
  if (!head) return null;
  let result: StartResult | null = null;
  try {
    const items = await itemsOf(plans, head);
    if (head.until !== null)
      await plans.markDue({ planId, until: head.until }, ttlOfDue(head, batch.clock.now()));
    result = await startJob(batch, { kind: SKILLS, startedBy: applier, items });
  } finally {
    if (!result?.started) await release(ports, head);
  }
  if (!result.started) return { ...result, plan: { ...head, applied: null } };
  const jobId = result.stored.job.id;
  const plan = await plans.edit(planId, (before) => ({ ...before, applied: { ...act, jobId } }));
  if (head.of !== null) await plans.edit(head.of, (before) => ({ ...before, undone: { ...act, planId } }));
  return { ...result, plan: plan ?? head };
}

function checkApplicable(head: PlanHead, nowMs: number): void {
  const state = planStateOf(head);
  if (state === 'draft') throw new CommandRefused('plan_incomplete', 'Not all of this plan has arrived');
  if (state === 'to-confirm')
    throw new CommandRefused(
      'plan_unconfirmed',
      `A plan for ${head.agents} agents has to be confirmed by a second admin`,
    );
  const isLost =
    head.applied?.jobId === null && Date.parse(head.applied.at) + LOST_MS < nowMs && head.undone === null;
  if (state !== 'ready' && !isLost)
    throw new CommandRefused('plan_applied', 'This plan was applied already, or is just being applied');
}

async function release({ plans }: PlansPorts, { id, until }: PlanHead): Promise<void> {
  await plans.edit(id, (before) => ({ ...before, applied: null }));
  if (until !== null) await plans.forgetDue({ planId: id, until });
}

const ttlOfDue = ({ keptUntil }: PlanHead, nowMs: number): number =>
  Math.max(60, Math.ceil((Date.parse(keptUntil) - nowMs) / 1_000));
