import type { HopContext, JobKind, Outcome } from '@queue-eligibility/batch';
import { buildRules, type KindPorts } from '@queue-eligibility/eligibility';
import { workerSidSchema } from '@queue-eligibility/task-router';
import * as z from 'zod';
import { levelSchema, skillNameSchema, type Change } from './change';
import { performChange, performRestore, performUnseen, type PerformOptions } from './perform';
import { planItemSchema, workerOfItem, type PlanItem } from './plan-item';
import type { PlanStore } from './plan-store';
import { planReader } from './plan-reader';
import { createResults } from './results';

/** The job kind: part of its documents' names and of the requests that start it. */
export const SKILLS = 'skills';

export interface SkillsPorts extends KindPorts {
  plans: PlanStore;
}

/** One worker's change by whoever starts a job with it. Skills that it has already, or lacks already, are no difference. */
const givenSchema = z.object({
  workerSid: workerSidSchema,
  /** Skills to give, each with its level; null: without one. */
  add: z.array(z.object({ name: skillNameSchema, level: levelSchema.nullable().default(null) })).default([]),
  /** Skills to take away. */
  remove: z.array(skillNameSchema).default([]),
});
export type GivenChange = z.infer<typeof givenSchema>;

/** An agent of a plan, or what whoever starts the job wants of a worker. */
const itemSchema = z.union([planItemSchema, givenSchema]);
type Item = PlanItem | GivenChange;

/**
 * Applies plans, and takes them back: each agent is fetched, must be as the preview saw it in what the plan touches, and is
 * written once with its queues in step. What was replaced is stored before an agent counts as done. What a caller of
 * `/jobs/start` gives without a plan is done as well, unseen and with nothing kept: it can't be taken back.
 */
export function skillsKind(ports: SkillsPorts): JobKind<Item, Record<string, never>> {
  return {
    name: SKILLS,
    takesItems: true,
    itemSchema,
    stateSchema: z.object({}),
    keyOf: (item) => (typeof item === 'string' ? workerOfItem(item) : item.workerSid),
    maxAttempts: 4,
    concurrency: ports.concurrency,
    open: (context) => openSession(ports, context),
  };
}

async function openSession(
  ports: SkillsPorts,
  { first, throttled, budget, signal, workUntilMs, now, sleep }: HopContext<Record<string, never>>,
) {
  const { policy, log, attribute, plans, rulebook } = ports;
  const taskRouter = ports.taskRouter({ throttled, budget });
  const readItem = planReader(plans);
  // Who does the item hears of it when it can't be read.
  void first.then(([item]) => (typeof item === 'string' ? readItem(item) : undefined)).catch(() => {});
  const [queues, known] = await Promise.all([taskRouter.listQueues(), rulebook.read()]);
  const { findings = new Map(), gone = [] } = known ?? {};
  const rules = buildRules({ queues, findings, gone, attribute });
  const collect = createResults({
    clock: { now, sleep },
    workUntilMs,
    store: (planId, results) => plans.addResults(planId, results),
  });
  const edit = {
    ...{ taskRouter, policy, log, signal, rules },
    ours: attribute.name,
    onThrottled: throttled,
  };
  return {
    perform: (item: Item, through = () => {}): Promise<Outcome<never>> =>
      collect(async (keep) => {
        const optionsOf = (planId: string): PerformOptions => ({
          ...edit,
          keep(result) {
            // An agent is done when what was replaced is kept; Twilio has let it through now.
            through();
            return keep(planId, result);
          },
        });
        if (typeof item !== 'string')
          return performUnseen(optionsOf('none'), item.workerSid, changesOf(item));
        const { planId, ...wanted } = await readItem(item);
        return 'change' in wanted
          ? performChange(optionsOf(planId), wanted.change)
          : performRestore(optionsOf(planId), wanted.result);
      }),
    state: () => ({}),
    conclude: async () => ({ again: false, report: {} }),
  };
}

/** What is taken away and given at once is given. */
export const changesOf = ({ add, remove }: Pick<GivenChange, 'add' | 'remove'>): Change[] => [
  ...remove.map((skill): Change => ({ do: 'remove', skill })),
  ...add.map(({ name, level }): Change => ({ do: 'assign', skill: name, level })),
];
