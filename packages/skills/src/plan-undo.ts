import { CommandRefused, hasEnded } from '@queue-eligibility/batch';
import { itemsOf } from './plan-items';
import type { PlanHead } from './plan-head';
import { newHead, type PlansPorts } from './plans';

/**
 * Makes a plan that takes another one back; it is applied like any other. Null: there is no such plan.
 * @throws CommandRefused `plan_not_applied`, `plan_undone`, `job_not_over`.
 */
export async function undoPlan(
  ports: PlansPorts,
  planId: string,
  { note, by }: { note: string; by: string },
): Promise<PlanHead | null> {
  const before = await ports.plans.read(planId);
  if (!before) return null;
  if (!before.applied)
    throw new CommandRefused('plan_not_applied', 'This plan was not applied: there is nothing to take back');
  if (before.undone)
    throw new CommandRefused('plan_undone', `This plan was taken back already, by ${before.undone.by}`);
  const stored = before.applied.jobId === null ? null : await ports.batch.store.readJob(before.applied.jobId);
  if (before.applied.jobId === null || (stored && !hasEnded(stored.job)))
    throw new CommandRefused(
      'job_not_over',
      'This plan is still being applied: cancel that first, or wait for its end',
    );
  const head = toUndo(before, { ...newHead(ports, by), kind: 'undo', note });
  const agents = (await itemsOf(ports.plans, head)).length;
  const undo = { ...head, agents, needsConfirmation: ports.confirmAbove > 0 && agents > ports.confirmAbove };
  await ports.plans.create(undo);
  return undo;
}

/** A plan that takes `before` back. */
export const toUndo = (
  before: PlanHead,
  head: ReturnType<typeof newHead> & Pick<PlanHead, 'kind' | 'note'>,
): PlanHead => ({
  ...head,
  ...{ summary: before.summary, of: before.id, until: null, unknownSkills: true },
  ...{ agents: before.agents, complete: true },
});
