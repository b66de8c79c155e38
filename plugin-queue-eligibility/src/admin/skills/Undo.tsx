import { MAX_PLAN_NOTE, type PlanView } from '@queue-eligibility/api';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { text } from '../../strings';
import { usePage } from '../context';
import { NoteDialog } from '../NoteDialog';
import { Notice } from '../Notice';
import { count } from '../words';
import { useIsHere } from '../use-is-here';
import { planProblem, type PlanProblem } from './plan-problems';
import type { Settings } from './use-settings';

/** Makes a plan that takes this one back: it is shown before it is applied. */
export function Undo({ plan, settings }: { plan: PlanView; settings: Settings }) {
  const { functions, go } = usePage();
  const isHere = useIsHere();
  const [isOpen, setIsOpen] = useState(false);
  const [isMaking, setIsMaking] = useState(false);
  const [problem, setProblem] = useState<PlanProblem | null>(null);
  const make = async (note: string): Promise<void> => {
    setIsMaking(true);
    setProblem(null);
    try {
      const made = await functions.call('/jobs/plan-undo', { planId: plan.id, note });
      if (isHere.current) go({ tab: 'skills', planId: made.plan.id });
    } catch (error) {
      setProblem(planProblem(error));
      setIsMaking(false);
    }
  };
  return (
    <>
      <Button variant="destructive_secondary" size="small" onClick={() => setIsOpen(true)}>
        {text('QueueEligibilityPlanUndo')}
      </Button>
      {isOpen ? (
        <NoteDialog
          title={text('QueueEligibilityPlanUndoTitle')}
          noteLabel={text('QueueEligibilitySkillsNote')}
          maxLength={MAX_PLAN_NOTE}
          confirmLabel={text('QueueEligibilityPlanUndoShow')}
          isBusy={isMaking}
          onConfirm={(note) => void make(note)}
          onClose={() => setIsOpen(false)}
        >
          {problem ? <Notice isNested {...problem} /> : null}
          <Text as="p">{text('QueueEligibilityPlanUndoText', { days: count(settings.undoDays) })}</Text>
        </NoteDialog>
      ) : null}
    </>
  );
}
