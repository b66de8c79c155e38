import type { PlanView } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text } from '../../strings';
import { usePage } from '../context';
import { clock, plural } from '../words';

/** Who made a plan, when and why, for how long it is, who confirmed, applied and took it back. */
export function PlanFacts({ plan }: { plan: PlanView }) {
  const { go } = usePage();
  const { created, confirmed, applied, undone, until, keptUntil, note, agents, of } = plan;
  const nowMs = Date.now();
  const act = ({ by, at }: { by: string; at: string }) => ({ by, time: clock(at, nowMs) });
  const lines = [
    text('QueueEligibilityPlanMadeBy', act(created)),
    plural(agents, ['QueueEligibilityAgentsCountOne', 'QueueEligibilityAgentsCount']),
    until === null
      ? text('QueueEligibilitySkillsForGood')
      : text('QueueEligibilityPlanUntilTime', { time: clock(until, nowMs) }),
    ...(confirmed ? [text('QueueEligibilityPlanConfirmedAct', act(confirmed))] : []),
    ...(applied ? [text('QueueEligibilityPlanAppliedAct', act(applied))] : []),
    ...(undone ? [text('QueueEligibilityPlanUndoneAct', act(undone))] : []),
    text('QueueEligibilityPlanKept', { time: clock(keptUntil, nowMs) }),
  ];
  const others = [
    ...(of === null ? [] : [{ id: of, label: text('QueueEligibilityPlanOther') }]),
    ...(undone ? [{ id: undone.planId, label: text('QueueEligibilityPlanUndoing') }] : []),
  ];
  return (
    <Box marginTop="space30" display="grid" rowGap="space20">
      <Text as="p">
        <span style={{ overflowWrap: 'anywhere' }}>{note}</span>
      </Text>
      <Text as="p" color="colorTextWeak" fontSize="fontSize20">
        {lines.join(' · ')}
      </Text>
      {others.map(({ id, label }) => (
        <Box key={id}>
          <Button variant="link" onClick={() => go({ tab: 'skills', planId: id })}>
            {label}
          </Button>
        </Box>
      ))}
    </Box>
  );
}
