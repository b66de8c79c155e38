import { Badge } from '@twilio-paste/core/badge';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text } from '../../strings';
import type { Snapshot } from '../../workspace/workspace-store';
import { Notice } from '../Notice';
import { RunningJob } from '../overview/RunningJob';
import { isSilent } from '../standing';
import { BackToPlans } from './BackToPlans';
import { planStanding, planTitle } from './plan-words';
import { PlanFacts } from './PlanFacts';
import { PlanOutcome } from './PlanOutcome';
import { PlanPreview } from './PlanPreview';
import { usePlan } from './use-plan';
import type { Settings } from './use-settings';

interface PlanPageProps {
  planId: string;
  snapshot: Snapshot;
  settings: Settings;
}

/** One plan: what it would do, or how far it is, or what came of it; and what can be done with it. */
export function PlanPage({ planId, snapshot, settings }: PlanPageProps) {
  const { plan, agents, results, problem, watched, nowMs, read } = usePlan(planId);
  if (!plan) {
    return (
      <>
        <BackToPlans />
        {problem ? (
          <Notice {...problem}>
            <Button variant="secondary" size="small" onClick={() => void read()}>
              {text('QueueEligibilityTryAgain')}
            </Button>
          </Notice>
        ) : (
          <Text as="p">{text('QueueEligibilityLoading')}</Text>
        )}
      </>
    );
  }
  const { variant, words } = planStanding(plan);
  const { state, job } = plan;
  // Its job is over and not read yet, or the page is just being told of it: what stands in the plan is of before.
  const isOpen = job?.status === 'running' || job?.status === 'paused';
  return (
    <Box display="grid" rowGap="space60" data-testid="skills-plan">
      <Box>
        <BackToPlans />
        <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30">
          <Heading as="h2" variant="heading30" marginBottom="space0">
            <span style={{ overflowWrap: 'anywhere' }}>{planTitle(plan)}</span>
          </Heading>
          <Badge as="span" variant={variant}>
            {words}
          </Badge>
        </Box>
        <PlanFacts plan={plan} />
      </Box>
      {problem ? <Notice {...problem} /> : null}
      {plan.overdue ? (
        <Notice
          variant="warning"
          title={text('QueueEligibilityPlanOverdueTitle')}
          body={text('QueueEligibilityPlansOverdueText')}
        />
      ) : null}
      {state === 'draft' ? (
        <Notice
          variant="neutral"
          title={text('QueueEligibilityPlanDraftTitle')}
          body={text('QueueEligibilityPlanIncompleteText')}
        />
      ) : null}
      {state === 'ready' || state === 'to-confirm' ? (
        <PlanPreview {...{ plan, agents, results, snapshot, settings }} onChanged={() => void read()} />
      ) : null}
      {watched ? (
        <RunningJob watched={watched} isSilent={isSilent(watched, nowMs)} nowMs={nowMs} />
      ) : isOpen ? (
        <Text as="p">{text('QueueEligibilityLoading')}</Text>
      ) : state === 'applied' || state === 'undone' ? (
        <PlanOutcome plan={plan} snapshot={snapshot} settings={settings} />
      ) : null}
    </Box>
  );
}
