import type { AnswerOf, PlanView } from '@queue-eligibility/api';
import { intoParts, type AgentChange, type Preview, type Result } from '@queue-eligibility/skills/plan';
import type { FunctionsClient } from '../../functions-client';

/** What a plan is beside its agents. */
export interface PlanFacts {
  note: string;
  summary: string;
  until: string | null;
  unknownSkills: boolean;
}

/**
 * Makes a plan of what was shown: exactly that. `onProgress` hears how many agents are kept.
 * @throws FunctionsError; what was kept until then is a draft that nobody can apply.
 */
export async function keepPlan(
  functions: FunctionsClient,
  { agents }: Pick<Preview, 'agents'>,
  facts: PlanFacts,
  onProgress: (kept: number) => void,
): Promise<PlanView> {
  let { plan } = await functions.call('/jobs/plan', facts);
  const parts = intoParts(
    agents.map(({ workerSid, changes, before }) => ({ workerSid, changes, expects: before })),
  );
  for (const [part, some] of parts.entries()) {
    const isLast = part === parts.length - 1;
    ({ plan } = await functions.call('/jobs/plan-add', { planId: plan.id, part, agents: some, isLast }));
    onProgress(plan.agents);
  }
  return plan;
}

/** What is kept of a plan: what it does, and what it has replaced. */
export interface KeptPlan {
  plan: PlanView;
  agents: readonly AgentChange[];
  results: readonly Result[];
}

/** Reads a plan to its end, page by page: what it does, or what it has replaced. @throws FunctionsError */
export async function readPlan(
  functions: FunctionsClient,
  planId: string,
  what: 'agents' | 'results',
): Promise<KeptPlan> {
  const agents: AgentChange[] = [];
  const results: Result[] = [];
  let after: number | null = null;
  for (;;) {
    const page: AnswerOf<'/jobs/plan-read'> = await functions.call('/jobs/plan-read', {
      planId,
      what,
      after,
    });
    agents.push(...page.agents);
    results.push(...page.results);
    after = page.next;
    if (after === null) return { plan: page.plan, agents, results };
  }
}
