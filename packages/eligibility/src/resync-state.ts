import * as z from 'zod';
import type { Evidence } from './evidence';
import { unpackEvidence } from './evidence';
import { INCOMPLETE } from './report';

const askingSchema = z.array(
  z.object({ place: z.number(), cursor: z.string().nullable(), workerSids: z.array(z.string()) }),
);
const provingSchema = z.object({
  round: z.number(),
  open: z.array(z.number()),
  counted: z.number(),
  asking: askingSchema,
});

/** Where a look is: reading the list of workers, gathering evidence, or seeing whether all is as it was. */
const courseSchema = z.object({
  stage: z.enum(['read', 'prove', 'confirm', 'end']).default('read'),
  /** Grows with every step, and is what the protocol takes for the place in the source. */
  step: z.number().default(0),
  /** The page that is read, and the place in it. */
  cursor: z.string().nullable().default(null),
  offset: z.number().default(0),
  /** Pages and readings of this pass so far. */
  pages: z.number().default(0),
  readings: z.number().default(0),
  proving: provingSchema.nullable().default(null),
  confirming: z
    .object({ open: z.array(z.number()), asking: askingSchema })
    .nullable()
    .default(null),
  /** Places of queues that stayed unproven, and are not tried again in this pass. */
  givenUp: z.array(z.number()).default([]),
  /** The reading found workers that are out of step. */
  hasItems: z.boolean().default(false),
  /** Queues were shown to be gone since the reading began. */
  foundGone: z.boolean().default(false),
});
export type Course = z.infer<typeof courseSchema>;

/** What a resync carries from hop to hop. */
export const resyncStateSchema = z.object({
  /** Names the rules that everything else is about; empty: there was no look yet. */
  rules: z.string().default(''),
  /** When each of its queues was last changed, as TaskRouter says: see `stampOf`. */
  stamp: z.string().default(''),
  /** See {@link Look.save}. As it was at the step that `course` names, which may lie behind the job's own cursor. */
  look: z.string().default(''),
  course: courseSchema.prefault({}),
  /** What the look came to, by place: see {@link packEvidence}; empty while it is under way. */
  evidence: z.string().default(''),
  incomplete: z.enum(INCOMPLETE).nullable().default(null),
  /** How often this job began a look anew, because queues changed or a page expired. */
  restarts: z.number().default(0),
});
export type ResyncState = z.infer<typeof resyncStateSchema>;

export const evidenceIn = ({ evidence }: ResyncState): Evidence[] => unpackEvidence(evidence);
