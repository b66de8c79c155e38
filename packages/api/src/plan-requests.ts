import {
  agentChangeSchema,
  PART_CHARACTERS,
  planIdSchema,
  type AgentChange,
} from '@queue-eligibility/skills/shapes';
import * as z from 'zod';

/** Characters of a plan's note, and of its summary. */
export const MAX_PLAN_NOTE = 500;
/** Agents whose attributes TaskRouter is asked about in one call: it takes three such questions a second. */
export const MAX_SAMPLE = 15;

const aPlan = z.object({ planId: planIdSchema });
const flag = z.stringbool().or(z.boolean());
const note = z.string().trim().min(1, 'must say why').max(MAX_PLAN_NOTE);
const whole = z.coerce.number().int().nonnegative();

/** In a form, JSON as a text. */
const json = <T extends z.ZodType>(schema: T) =>
  z.preprocess((given) => {
    if (typeof given !== 'string') return given;
    try {
      return JSON.parse(given) as unknown;
    } catch {
      return given;
    }
  }, schema);

/** Agents of one call, as far as a request of 1 MB holds them. */
const agents: z.ZodType<AgentChange[], unknown> = json(z.array(agentChangeSchema).max(5_000)).refine(
  (list) => JSON.stringify(list).length <= PART_CHARACTERS + 100_000,
  'must come in smaller parts',
);

/** What a preview needs of the workspace's skills, and how plans are dealt with here. */
const skills = z.object({});
/**
 * Begins a plan. `until`: when what it gives is to be taken back, ISO 8601; without it, it is for good. `unknownSkills`:
 * skills that are not in the workspace's list are meant. `summary`: what it does, in a few words.
 */
const create = z.object({
  note,
  summary: z.string().trim().max(MAX_PLAN_NOTE).default(''),
  until: z.preprocess((given) => (given === '' ? null : given), z.iso.datetime().nullable()).default(null),
  unknownSkills: flag.default(false),
});
/** Adds agents to a plan; parts are numbered from 0. `isLast`: with these it is complete. */
const add = aPlan.extend({ part: whole, agents, isLast: flag.default(false) });
/** A page of what a plan does (`agents`), or of what it has replaced (`results`). `after`: the `next` of the page before. */
const read = aPlan.extend({
  what: z.enum(['agents', 'results']).default('agents'),
  after: z.preprocess((given) => (given === '' || given === undefined ? null : given), whole.nullable()),
});
/** The plans, newest first. `after`: the `next` of the page before. */
const list = z.object({
  after: z.preprocess(
    (given) => (given === '' || given === undefined ? null : given),
    planIdSchema.nullable(),
  ),
});
/** Which queues would match these attributes, by TaskRouter's own answer; each a JSON text. */
const sample = z.object({
  attributes: json(z.array(z.string().min(2).max(4_096)).min(1).max(MAX_SAMPLE)),
});

export const planRequestSchemas = {
  '/jobs/skills': skills,
  '/jobs/plan': create,
  '/jobs/plan-add': add,
  /** Says yes to a plan that another admin has made. */
  '/jobs/plan-confirm': aPlan,
  /** Starts the job that does what a plan says. */
  '/jobs/plan-apply': aPlan,
  /** Makes a plan that takes another one back, as far as all is still as that one left it; it is applied like any other. */
  '/jobs/plan-undo': aPlan.extend({ note }),
  '/jobs/plans': list,
  '/jobs/plan-read': read,
  '/jobs/plan-sample': sample,
};
