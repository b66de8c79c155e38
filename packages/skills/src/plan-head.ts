import * as z from 'zod';
import { changeSchema, isSkillChange, overlap, standSchema, type Change } from './change';

/** The id of a plan: sorts by time. Part of the names of Sync objects and of addresses. */
export const planIdSchema = z.string().regex(/^[a-z0-9]{6,24}$/, 'must be the id of a plan');

/** The SID of a worker. */
const workerSid = z.string().regex(/^WK[0-9a-fA-F]{32}$/, 'must be the SID of a worker (WK...)');

/** Agents of one plan: as many as a workspace has. */
export const MAX_PLAN_AGENTS = 15_000;
/** Characters of the JSON of agents that are added to a plan in one call: a form makes three of some of them. */
export const PART_CHARACTERS = 300_000;

/** What a plan does to one agent, and how everything that it touches stood in the preview. */
export const agentChangeSchema = z.object({
  workerSid,
  changes: z
    .array(changeSchema)
    .min(1)
    .max(200)
    .refine((changes) => !hasOverlap(changes), 'must not change an attribute, or a part of it, twice'),
  expects: z.array(standSchema).min(1).max(400),
});
export type AgentChange = z.infer<typeof agentChangeSchema>;

export function hasOverlap(changes: readonly Change[]): boolean {
  const others = changes.filter((change) => !isSkillChange(change));
  return others.some((change, i) => others.slice(0, i).some((before) => overlap(change, before)));
}

const time = z.iso.datetime();
/** Who did something, and when. */
const actSchema = z.object({ by: z.string(), at: time });

/**
 * What a plan is beside its agents: who, when, why, for how long, and what became of it. The agents, and what was replaced,
 * are kept beside it for as long.
 */
export const planHeadSchema = z.object({
  id: planIdSchema,
  created: actSchema,
  /** Why: asked for. */
  note: z.string(),
  /** What, in a few words of whoever made it. */
  summary: z.string(),
  /** `undo`: a person takes back the plan `of`; `end`: its time was over. */
  kind: z.enum(['change', 'undo', 'end']),
  /** The plan that this one takes back. */
  of: planIdSchema.nullable(),
  /** From then on, what this plan gave is taken back; null: it is for good. */
  until: time.nullable(),
  /** Somebody said that skills which are not in the workspace's list are meant. */
  unknownSkills: z.boolean(),
  agents: z.number().int().nonnegative(),
  /** Of each part that was added: its pages, see `plan-store.ts`, and its agents. */
  parts: z.array(z.object({ pages: z.number().int().positive(), agents: z.number().int().nonnegative() })),
  /** All of it is there: it can't be changed any more. */
  complete: z.boolean(),
  /** A second admin has to say yes first. */
  needsConfirmation: z.boolean(),
  confirmed: actSchema.nullable(),
  /** Somebody has begun to apply it; `jobId`: null until the job is on its way. */
  applied: actSchema.extend({ jobId: z.string().nullable() }).nullable(),
  /** The plan that takes this one back, and who made it. */
  undone: actSchema.extend({ planId: planIdSchema }).nullable(),
  /** Until then it is kept, and can be taken back. */
  keptUntil: time,
});
export type PlanHead = z.infer<typeof planHeadSchema>;

/** Where a plan stands. */
export const planStateOf = ({
  complete,
  needsConfirmation,
  confirmed,
  applied,
  undone,
}: PlanHead): 'draft' | 'to-confirm' | 'ready' | 'applied' | 'undone' => {
  if (undone) return 'undone';
  if (applied) return 'applied';
  if (!complete) return 'draft';
  return needsConfirmation && !confirmed ? 'to-confirm' : 'ready';
};

/** Its time is over, and nobody has begun to take it back. */
export const isOverdue = ({ until, applied, undone }: PlanHead, nowMs: number): boolean =>
  until !== null && applied !== null && undone === null && Date.parse(until) <= nowMs;

/** The code of an agent that somebody else has changed since the preview, or since the plan that is taken back. */
export const CHANGED_SINCE = 'changed_since';

/** So long before a plan was made its agents may have been read, ms. */
const READ_BEFORE_MS = 3_600_000;

/**
 * Since when somebody may have changed an agent that is not as a plan expects it, ISO 8601. `of`: the plan that it takes
 * back; what that one left is expected.
 */
export const expectedSince = (
  { created }: Pick<PlanHead, 'created'>,
  of: Pick<PlanHead, 'applied'> | null,
): string => of?.applied?.at ?? new Date(Date.parse(created.at) - READ_BEFORE_MS).toISOString();

/** Splits agents so that each part can be added in one call. */
export function intoParts(agents: readonly AgentChange[]): AgentChange[][] {
  const parts: AgentChange[][] = [];
  let room = 0;
  for (const agent of agents) {
    const size = JSON.stringify(agent).length + 1;
    if (size > room || parts.length === 0) {
      parts.push([]);
      room = PART_CHARACTERS;
    }
    parts.at(-1)?.push(agent);
    room -= size;
  }
  return parts;
}
