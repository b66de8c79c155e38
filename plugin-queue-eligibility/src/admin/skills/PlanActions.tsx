import type { PlanView } from '@queue-eligibility/api';
import { isLeftWithNobody, isLeftWithNobodyAvailable, type Preview } from '@queue-eligibility/skills/plan';
import { AlertDialog } from '@twilio-paste/core/alert-dialog';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { text } from '../../strings';
import { usePage } from '../context';
import { Notice } from '../Notice';
import { plural } from '../words';
import { planProblem, type PlanProblem } from './plan-problems';

interface PlanActionsProps {
  plan: PlanView;
  /** Null: it is not shown yet, and so it can't be applied. */
  preview: Preview | null;
  onChanged: () => void;
}

/** Confirms a plan that somebody else has made, and applies one once it was shown. */
export function PlanActions({ plan, preview, onChanged }: PlanActionsProps) {
  const { functions, jobs } = usePage();
  const [isAsking, setIsAsking] = useState(false);
  const [isGiven, setIsGiven] = useState(false);
  const [problem, setProblem] = useState<PlanProblem | null>(null);
  const isToConfirm = plan.state === 'to-confirm';
  const give = async (): Promise<void> => {
    setIsAsking(false);
    setIsGiven(true);
    setProblem(null);
    try {
      if (isToConfirm) await functions.call('/jobs/plan-confirm', { planId: plan.id });
      else {
        const { started } = await functions.call('/jobs/plan-apply', { planId: plan.id });
        if (!started) setProblem(BUSY());
      }
    } catch (error) {
      setProblem(planProblem(error));
    }
    // Whatever was heard of it: an answer may be lost, or somebody else quicker.
    await jobs.reload();
    onChanged();
    setIsGiven(false);
  };
  const agents = preview?.agents.length ?? 0;
  const harmed = preview?.queues.filter(
    (queue) => isLeftWithNobody(queue) || isLeftWithNobodyAvailable(queue),
  );
  const label = isToConfirm ? text('QueueEligibilityPlanConfirm') : text('QueueEligibilityPlanApply');
  return (
    <Box display="grid" rowGap="space40">
      {problem ? <Notice {...problem} /> : null}
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space50" rowGap="space30">
        <Button
          variant="primary"
          loading={isGiven}
          disabled={preview === null || agents === 0 || isGiven}
          onClick={() => setIsAsking(true)}
        >
          {label}
        </Button>
        <Text as="span" color="colorTextWeak" fontSize="fontSize20">
          {text(isToConfirm ? 'QueueEligibilityPlanConfirmText' : 'QueueEligibilityPlanApplyText')}
        </Text>
      </Box>
      <AlertDialog
        heading={plural(
          agents,
          isToConfirm
            ? ['QueueEligibilityPlanConfirmAskOne', 'QueueEligibilityPlanConfirmAsk']
            : ['QueueEligibilityPlanApplyAskOne', 'QueueEligibilityPlanApplyAsk'],
        )}
        isOpen={isAsking}
        {...(harmed && harmed.length > 0 ? { destructive: true } : {})}
        onConfirmLabel={text(isToConfirm ? 'QueueEligibilityPlanConfirmYes' : 'QueueEligibilityPlanApplyYes')}
        onConfirm={() => void give()}
        onDismissLabel={text('QueueEligibilityEditDismiss')}
        onDismiss={() => setIsAsking(false)}
      >
        {harmed && harmed.length > 0 ? (
          <Text as="p" color="colorTextError" fontWeight="fontWeightSemibold" marginBottom="space40">
            {plural(harmed.length, ['QueueEligibilityPlanHarmOne', 'QueueEligibilityPlanHarm'], {
              queues: harmed
                .slice(0, 5)
                .map(({ friendlyName }) => friendlyName)
                .join(', '),
            })}
          </Text>
        ) : null}
        {text(isToConfirm ? 'QueueEligibilityPlanConfirmText' : 'QueueEligibilityPlanApplyAskText')}
      </AlertDialog>
    </Box>
  );
}

/** Another plan is being applied. */
const BUSY = (): PlanProblem => ({
  ...({ variant: 'warning', details: [] } as const),
  title: text('QueueEligibilityPlanBusyTitle'),
  body: text('QueueEligibilityPlanBusyText'),
});
