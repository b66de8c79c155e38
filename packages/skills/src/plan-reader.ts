import { PermanentError } from '@queue-eligibility/batch';
import type { AgentChange } from './plan-head';
import { readPlanItem, type ItemPlace, type PlanItem } from './plan-item';
import type { PlanStore } from './plan-store';
import type { Result } from './result';

/** What a plan wants of one agent: a change, or to take back what another plan did. */
export type PlanWork = { planId: string } & ({ change: AgentChange } | { result: Result });

/** What was kept of the plan is no longer there. */
class PlanGone extends PermanentError {
  constructor(what: string) {
    super('plan_gone', `${what} is no longer kept: plan it anew`);
  }
}

/** Pages that a hop keeps: items come in the order of the pages, several at once. */
const KEPT_PAGES = 8;

/** Reads what the items of plans stand for; each page once, as long as items come in their order. */
export function planReader(plans: PlanStore): (item: PlanItem) => Promise<PlanWork> {
  const pages = new Map<string, Promise<readonly (AgentChange | Result)[]>>();
  const pageAt = (planId: string, place: ItemPlace) => {
    const key = JSON.stringify([planId, place]);
    const found = pages.get(key);
    if (found) return found;
    const reading =
      place.from === 'agents' ? plans.readPage(planId, place) : plans.readResultsAt(place.of, place.index);
    pages.set(key, reading);
    // One that could not be read is read again.
    reading.catch(() => pages.delete(key));
    for (const oldest of pages.keys()) {
      if (pages.size <= KEPT_PAGES) break;
      pages.delete(oldest);
    }
    return reading;
  };
  return async (item) => {
    const { workerSid, planId, place } = readPlanItem(item);
    const found = (await pageAt(planId, place)).find((one) => one.workerSid === workerSid);
    if (!found) throw new PlanGone(`What plan ${planId} wants of ${workerSid}`);
    return 'changes' in found ? { planId, change: found } : { planId, result: found };
  };
}
