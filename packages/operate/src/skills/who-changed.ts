import { MAX_CHANGED_BY, type LoggedChange, type PlanView } from '@queue-eligibility/api';
import { expectedSince } from '@queue-eligibility/skills/plan';
import { actorWords } from '@queue-eligibility/task-router';
import { callPanel } from '../panel';
import type { ToldCaller } from '../step';

interface Changed {
  /** Names by SID of agents who are not as a plan expects them. */
  agents: ReadonlyMap<string, string>;
  /** When they were, ISO 8601. */
  since: string;
}

/**
 * Says of the first agents who are not as a plan expects them who changed them and when, as far as TaskRouter's event log
 * tells. Never rejects: it comes beside what was asked for.
 */
export async function tellWhoChanged(place: ToldCaller, { agents, since }: Changed): Promise<void> {
  const { talk } = place;
  const asked = [...agents.keys()].slice(0, MAX_CHANGED_BY);
  if (asked.length === 0) return;
  const changes = await readChanges(place, asked, since).catch(() => []);
  if (changes.every((some) => some === null)) {
    talk.line("TaskRouter's event log can't be read: who changed these agents is not known");
    return;
  }
  talk.line("Who changed them since, by TaskRouter's event log:");
  for (const [i, sid] of asked.entries())
    talk.line(`  ${agents.get(sid) ?? sid}: ${changesWords(changes[i] ?? null)}`);
  if (agents.size > asked.length) talk.line(`  … of the first ${asked.length}, and of no more`);
}

/** When agents were last as a plan expects them, ISO 8601. Where the plan that it takes back can't be read, about when. */
export async function sinceOf(place: ToldCaller, plan: PlanView): Promise<string> {
  if (plan.of === null) return expectedSince(plan, null);
  const read = await callPanel(place, '/jobs/plan-read', { planId: plan.of }).catch(() => null);
  return expectedSince(plan, read && read.plan);
}

async function readChanges(
  place: ToldCaller,
  workerSids: readonly string[],
  since: string,
): Promise<(readonly LoggedChange[] | null)[]> {
  const { agents } = await callPanel(place, '/jobs/changed-by', { workerSids: workerSids.join(), since });
  return agents.map(({ changes }) => changes);
}

function changesWords(changes: readonly LoggedChange[] | null): string {
  if (changes === null) return 'there was no time to ask';
  if (changes.length === 0) return 'it says nothing';
  return changes.map((change) => `${change.at.slice(0, 19)}Z ${actorWords(change)}`).join('; ');
}
