import type { PlanView } from '@queue-eligibility/api';
import type { AgentChange } from '@queue-eligibility/skills/plan';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import { text } from '../../strings';
import { NEW_PLAN } from '../address';
import { usePage } from '../context';
import { count } from '../words';
import { clearDraft } from './draft';
import { planTitle } from './plan-words';

/** Begins a plan that does the same with some agents of another one, as they are now. */
export function PreviewAgain({ plan, agents }: { plan: PlanView; agents: readonly AgentChange[] }) {
  const { go, planDraft } = usePage();
  const begin = (): void => {
    const wanted = agents.map(({ workerSid, changes }) => ({
      ...{ row: null, who: { sid: workerSid }, changes, isMarked: true },
    }));
    const source = { name: planTitle(plan), wanted, problems: [], encoding: 'none' };
    clearDraft(planDraft, { mode: 'file', source, unknownSkills: plan.unknownSkills, note: plan.note });
    go({ tab: 'skills', planId: NEW_PLAN });
  };
  return (
    <Button variant="secondary" size="small" disabled={agents.length === 0} onClick={begin}>
      {text('QueueEligibilityPlanAgain', { count: count(agents.length) })}
    </Button>
  );
}
