import { toItem, type PlanItem } from './plan-item';
import type { AgentChange, PlanHead } from './plan-head';
import type { PlanStore } from './plan-store';
import type { Result } from './result';

/** Pages that are read at once: each is a document of its own, so they don't share a read rate. */
const PAGES_AT_ONCE = 12;

const placesOf = (parts: PlanHead['parts']): { part: number; page: number }[] =>
  parts.flatMap(({ pages }, part) => Array.from({ length: pages }, (_, page) => ({ part, page })));

/** The work items of a plan: one for each of its agents, or for each whom the plan that it takes back has changed. */
export const itemsOf = (plans: PlanStore, head: PlanHead): Promise<PlanItem[]> =>
  head.of === null ? itemsOfAgents(plans, head) : itemsOfResults(plans, head.id, head.of);

async function itemsOfAgents(plans: PlanStore, { id, parts }: PlanHead): Promise<PlanItem[]> {
  const places = placesOf(parts);
  const items = new Map<string, PlanItem>();
  for (let from = 0; from < places.length; from += PAGES_AT_ONCE) {
    const together = places.slice(from, from + PAGES_AT_ONCE);
    const pages = await Promise.all(together.map((place) => plans.readPage(id, place)));
    for (const [i, page] of pages.entries())
      for (const { workerSid } of page) {
        const place = together[i];
        if (place && !items.has(workerSid))
          items.set(workerSid, toItem(workerSid, id, { from: 'agents', ...place }));
      }
  }
  return [...items.values()];
}

async function itemsOfResults(plans: PlanStore, planId: string, of: string): Promise<PlanItem[]> {
  const items = new Map<string, PlanItem>();
  let after: number | null = null;
  do {
    const page: Awaited<ReturnType<PlanStore['listResults']>> = await plans.listResults(of, after);
    for (const { index, results } of page.items)
      for (const { workerSid } of results)
        // A later one was of an invocation that did it once more.
        if (!items.has(workerSid))
          items.set(workerSid, toItem(workerSid, planId, { from: 'results', of, index }));
    after = page.next;
  } while (after !== null);
  return [...items.values()];
}

/** Pages of agents in one answer: each has up to 15 KB, and an answer has 4 MB. */
const PAGES_AN_ANSWER = 60;

/** A page of a plan's agents. `after`: the `next` of the page before. */
export async function readAgents(
  plans: PlanStore,
  { id, parts }: PlanHead,
  after: number | null,
): Promise<{ agents: AgentChange[]; next: number | null }> {
  const places = placesOf(parts);
  const from = after ?? 0;
  const agents: AgentChange[] = [];
  const to = Math.min(places.length, from + PAGES_AN_ANSWER);
  for (let at = from; at < to; at += PAGES_AT_ONCE) {
    const together = places.slice(at, Math.min(to, at + PAGES_AT_ONCE));
    const pages = await Promise.all(together.map((place) => plans.readPage(id, place)));
    agents.push(...pages.flat());
  }
  return { agents, next: to < places.length ? to : null };
}

/** A page of what a plan has replaced. */
export async function readResults(
  plans: PlanStore,
  { id }: PlanHead,
  after: number | null,
): Promise<{ results: Result[]; next: number | null }> {
  const { items, next } = await plans.listResults(id, after);
  return { results: items.flatMap(({ results }) => results), next };
}
