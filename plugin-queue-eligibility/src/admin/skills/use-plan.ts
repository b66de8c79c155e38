import type { PlanView } from '@queue-eligibility/api';
import type { AgentChange, Result } from '@queue-eligibility/skills/plan';
import { useCallback, useEffect, useState } from 'react';
import { usePage } from '../context';
import { useJobs } from '../use-jobs';
import { readPlan } from './plan-calls';
import { planProblem, type PlanProblem } from './plan-problems';

/** A plan as it was read last. */
export interface LoadedPlan {
  plan: PlanView | null;
  /** What it is to do, while that can still be applied; null: it is not read, or it takes another one back. */
  agents: readonly AgentChange[] | null;
  /** What the plan that it takes back has replaced, while it can still be applied. */
  results: readonly Result[] | null;
  problem: PlanProblem | null;
}

/** Reads a plan; again when its job has ended. */
export function usePlan(planId: string) {
  const { functions, jobs, workspace } = usePage();
  const [loaded, setLoaded] = useState<LoadedPlan>({
    plan: null,
    agents: null,
    results: null,
    problem: null,
  });
  const read = useCallback(async () => {
    try {
      const { plan } = await functions.call('/jobs/plan-read', { planId, after: null });
      setLoaded((before) => ({ ...before, plan, problem: null }));
      if (plan.state !== 'ready' && plan.state !== 'to-confirm') return;
      if (plan.of === null) {
        const { agents } = await readPlan(functions, planId, 'agents');
        setLoaded((before) => ({ ...before, agents }));
      } else {
        const { results } = await readPlan(functions, plan.of, 'results');
        setLoaded((before) => ({ ...before, results }));
      }
    } catch (error) {
      setLoaded((before) => ({ ...before, problem: planProblem(error) }));
    }
  }, [functions, planId]);
  useEffect(() => void read(), [read]);
  const { state, nowMs } = useJobs(jobs);
  const jobId = loaded.plan?.applied?.jobId ?? null;
  const watched = state.running.find((running) => running.jobId === jobId) ?? null;
  const isRecorded = state.history.some(({ id }) => id === jobId);
  const { status } = loaded.plan?.job ?? {};
  const isOpen = status === 'running' || status === 'paused';
  // The board says that the job is over: what came of it stands in the plan, and the agents are others now.
  useEffect(() => {
    if (!isRecorded || !isOpen) return;
    void read();
    void workspace.read();
  }, [isRecorded, isOpen, read, workspace]);
  return { ...loaded, watched, nowMs, read };
}
