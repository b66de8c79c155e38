import { jobDocumentSchema } from '@queue-eligibility/batch/watch';
import {
  agentChangeSchema,
  planHeadSchema,
  resultSchema,
  skillDefinitionSchema,
} from '@queue-eligibility/skills/shapes';
import * as z from 'zod';
import { jobViewSchema } from './job-view';

const whole = z.number().int().nonnegative();

/** A plan: what it is, and how far it is. */
const planViewSchema = planHeadSchema.extend({
  state: z.enum(['draft', 'to-confirm', 'ready', 'applied', 'undone']),
  /** Its time is over, and nobody has begun to take it back. */
  overdue: z.boolean(),
  /** The job that does it or did it; null: none was started, or it is no longer known. */
  job: z
    .object({
      id: z.string(),
      status: z.enum(['running', 'paused', 'completed', 'cancelled', 'failed']),
      progress: jobDocumentSchema.options[0].shape.progress,
      endedAt: z.iso.datetime().nullable(),
    })
    .nullable(),
});
export type PlanView = z.infer<typeof planViewSchema>;

const aPlan = z.object({ plan: planViewSchema });

/** Where a list goes on; null: that was its end. */
const next = whole.nullable();

export const planAnswerSchemas = {
  '/jobs/skills': z.object({
    /** The workspace's skills, as Flex's configuration has them. */
    skills: z.array(skillDefinitionSchema),
    /** The attribute that is ours. */
    attribute: z.string(),
    /** Attributes that single sign-on writes at every log-in, as paths with dots (`SIGN_ON_ATTRIBUTES`). */
    signOnAttributes: z.array(z.string()),
    /** Days for which a plan is kept, and can be taken back (`SKILLS_UNDO_DAYS`). */
    undoDays: whole,
    /** A plan for more agents needs a second admin (`SKILLS_CONFIRM_ABOVE`); 0: none does. */
    confirmAbove: whole,
  }),
  '/jobs/plan': aPlan,
  '/jobs/plan-add': aPlan,
  '/jobs/plan-confirm': aPlan,
  '/jobs/plan-apply': jobViewSchema.extend({
    /** False: another plan is being applied, and this is its job; this plan is as it was. */
    started: z.boolean(),
    heldBy: z.string().optional(),
    plan: planViewSchema,
  }),
  '/jobs/plan-undo': aPlan,
  '/jobs/plans': z.object({
    /** Newest first. */
    plans: z.array(planViewSchema),
    /** Where the list goes on; null: that was its end. */
    next: z.string().nullable(),
    /** Plans whose time was over, which this call has begun to take back. */
    ended: z.array(z.string()),
  }),
  '/jobs/plan-read': aPlan.extend({
    /** A page of its agents; empty where `results` were asked for. */
    agents: z.array(agentChangeSchema),
    /** A page of what it has replaced. An agent's first one counts. */
    results: z.array(resultSchema),
    next,
  }),
  '/jobs/plan-sample': z.object({
    /** For each of the attributes, in their order: SIDs of the queues that match them; null: there was no time. */
    queueSids: z.array(z.array(z.string()).nullable()),
  }),
};
