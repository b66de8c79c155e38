import { CommandRefused } from '@queue-eligibility/batch';
import type { DueMark } from './plan-due';
import { toUndo } from './plan-undo';
import { applyPlan, newHead, type PlansPorts } from './plans';

/** What a warm container remembers of plans whose time may be over. */
export interface EndsMemory {
  /** Before this, ms since the epoch, nobody looks again. */
  notBeforeMs: number;
}

/** A container looks no more often than this, ms. */
const LOOK_EVERY_MS = 60_000;

/**
 * Takes back what plans gave whose time is over: for whoever passes by, an event, an opened panel. However many pass by at
 * once, each plan ends once; where another plan is just being applied, it ends when somebody passes by after that.
 *
 * @returns ids of the plans that this call has begun to end. Never rejects.
 */
export async function endDuePlans(ports: PlansPorts, memory: EndsMemory): Promise<string[]> {
  const { plans, batch } = ports;
  const nowMs = batch.clock.now();
  if (nowMs < memory.notBeforeMs) return [];
  memory.notBeforeMs = nowMs + LOOK_EVERY_MS;
  const ended: string[] = [];
  const fail = (error: unknown, planId: string | null): void => {
    const message = error instanceof Error ? error.message : String(error);
    batch.log('warn', 'plan.not_ended', { planId, message: message.slice(0, 200) });
  };
  try {
    for (const mark of await plans.listDue(nowMs)) {
      // One that can't be ended keeps no other from its end.
      if (await endPlan(ports, mark).catch((error: unknown) => fail(error, mark.planId)))
        ended.push(mark.planId);
    }
  } catch (error) {
    fail(error, null);
  }
  return ended;
}

async function endPlan(ports: PlansPorts, mark: DueMark): Promise<boolean> {
  const { plans, batch } = ports;
  const plan = await plans.read(mark.planId);
  // It is no longer kept, was taken back by a person, or never got under way.
  if (!plan?.applied || plan.undone) {
    await plans.forgetDue(mark);
    return false;
  }
  // A name that follows from the plan's: whoever passes by at the same time finds it taken.
  const id = `${mark.planId}e`;
  const made = newHead(ports, plan.created.by);
  const head = toUndo(plan, {
    ...made,
    id,
    kind: 'end',
    note: `Its time was over: ${plan.note}`.slice(0, 500),
  });
  if (!(await plans.read(id))) await plans.create(head);
  try {
    const applied = await applyPlan(ports, id, { type: 'check' });
    if (!applied?.started) return false;
  } catch (error) {
    // Somebody else is just doing it: whoever passes by after that finds it taken back, and forgets the mark.
    if (error instanceof CommandRefused) return false;
    throw error;
  }
  await plans.forgetDue(mark);
  batch.log('info', 'plan.ended', { planId: mark.planId });
  return true;
}
