import * as z from 'zod';
import type { JobKind, Outcome } from '@queue-eligibility/batch';
import { withAttribute, type Attributes } from './attributes';
import { editWorker } from './edit-worker';
import { workerGone, workerSidSchema } from './items';
import type { KindPorts } from './kind-ports';
import { SKILLS } from './report';

const skill = z.string().min(1).max(100);

/** One worker's change. Skills that it has already, or lacks already, are no difference. */
const itemSchema = z.object({
  workerSid: workerSidSchema,
  /** Skills to give, each with its level; null: without one. */
  add: z.array(z.object({ name: skill, level: z.number().nullable().default(null) })).default([]),
  /** Skills to take away. */
  remove: z.array(skill).default([]),
});
type SkillChange = z.infer<typeof itemSchema>;

/**
 * Bulk updates of worker skills, as Flex keeps them: names in `routing.skills`, levels in `routing.levels`. The
 * events that the writes raise bring the queues in step.
 */
export function skillsKind(ports: Omit<KindPorts, 'rulebook'>): JobKind<SkillChange, Record<string, never>> {
  return {
    name: SKILLS,
    takesItems: true,
    itemSchema,
    stateSchema: z.object({}),
    keyOf: ({ workerSid }) => workerSid,
    maxAttempts: 4,
    concurrency: ports.concurrency,
    open: async ({ throttled, budget, signal }) => {
      const taskRouter = ports.taskRouter({ throttled, budget });
      const options = { taskRouter, policy: ports.policy, signal, onThrottled: throttled };
      return {
        async perform(change): Promise<Outcome<never>> {
          const edit = await editWorker(options, change.workerSid, (_worker, attributes) => ({
            write: applySkills(attributes, change),
          }));
          if (edit.result === 'refused') return { result: 'failed', ...edit.refusal, retry: false };
          if (edit.result === 'unchanged' && edit.gone) return workerGone();
          return { result: edit.result };
        },
        state: () => ({}),
        conclude: async () => ({ again: false, report: {} }),
      };
    },
  };
}

const routingSchema = z.object({
  skills: z.array(z.string()).catch([]),
  levels: z.record(z.string(), z.unknown()).catch({}),
});

/** The attributes after a change, or null when it makes no difference. */
function applySkills({ text, value }: Attributes, { add, remove }: SkillChange): string | null {
  const before = routingSchema.catch({ skills: [], levels: {} }).parse(value['routing']);
  const skills = before.skills.filter((name) => !remove.includes(name));
  const levels = Object.fromEntries(Object.entries(before.levels).filter(([name]) => !remove.includes(name)));
  for (const { name, level } of add) {
    if (!skills.includes(name)) skills.push(name);
    if (level !== null) levels[name] = level;
  }
  let after = text;
  if (JSON.stringify(skills) !== JSON.stringify(before.skills)) {
    after = withAttribute(after, ['routing', 'skills'], skills);
  }
  if (JSON.stringify(levels) !== JSON.stringify(before.levels)) {
    after = withAttribute(after, ['routing', 'levels'], levels);
  }
  return after === text ? null : after;
}
