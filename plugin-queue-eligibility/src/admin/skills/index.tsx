import React from 'react';
import { NEW_PLAN } from '../address';
import type { TabProps } from '../tabs';
import { NewPlan } from './NewPlan';
import { PlanPage } from './PlanPage';
import { Plans } from './Plans';
import { WithSettings } from './WithSettings';

/** Skills of many agents: the plans, one of them, or one that is being made. */
export default function SkillsTab({ planId }: TabProps) {
  if (planId === undefined) return <Plans />;
  return (
    <WithSettings>
      {(snapshot, settings) =>
        planId === NEW_PLAN ? (
          <NewPlan snapshot={snapshot} settings={settings} />
        ) : (
          <PlanPage key={planId} planId={planId} snapshot={snapshot} settings={settings} />
        )
      }
    </WithSettings>
  );
}
