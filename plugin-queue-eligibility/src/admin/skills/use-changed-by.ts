import { MAX_CHANGED_BY, type LoggedChange, type PlanView } from '@queue-eligibility/api';
import { expectedSince } from '@queue-eligibility/skills/plan';
import { useState } from 'react';
import type { FunctionsClient } from '../../functions-client';
import { usePage } from '../context';
import { planProblem, type PlanProblem } from './plan-problems';

/** Who changed agents, by SID, as far as that was asked; null: it can't be read. */
export type ChangedBy = ReadonlyMap<string, readonly LoggedChange[] | null>;

/** Asks, on demand, who changed agents since a plan expects them otherwise. */
export function useChangedBy(plan: PlanView) {
  const { functions } = usePage();
  const [changes, setChanges] = useState<ChangedBy>(new Map());
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<PlanProblem | null>(null);
  const ask = async (sids: readonly string[]): Promise<void> => {
    setIsAsking(true);
    setProblem(null);
    try {
      const workerSids = sids.slice(0, MAX_CHANGED_BY);
      const since = await sinceOf(functions, plan);
      const { agents } = await functions.call('/jobs/changed-by', { workerSids, since });
      setChanges(
        (before) => new Map([...before, ...agents.map((one) => [one.workerSid, one.changes] as const)]),
      );
    } catch (error) {
      setProblem(planProblem(error));
    }
    setIsAsking(false);
  };
  return { changes, isAsking, problem, ask };
}

async function sinceOf(functions: FunctionsClient, plan: PlanView): Promise<string> {
  if (plan.of === null) return expectedSince(plan, null);
  const before = await functions.call('/jobs/plan-read', { planId: plan.of, after: null });
  return expectedSince(plan, before.plan);
}
