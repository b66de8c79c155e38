import { MAX_PLAN_NOTE, type PlanView } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import {
  Modal,
  ModalBody,
  ModalFooter,
  ModalFooterActions,
  ModalHeader,
  ModalHeading,
} from '@twilio-paste/core/modal';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { text } from '../../strings';
import { usePage } from '../context';
import { Notice } from '../Notice';
import { count } from '../words';
import { planProblem, type PlanProblem } from './plan-problems';
import type { Settings } from './use-settings';

/** Makes a plan that takes this one back: it is shown before it is applied. */
export function Undo({ plan, settings }: { plan: PlanView; settings: Settings }) {
  const { functions, go } = usePage();
  const [headingId, noteId] = [useUID(), useUID()];
  const [isOpen, setIsOpen] = useState(false);
  const [isMaking, setIsMaking] = useState(false);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<PlanProblem | null>(null);
  const make = async (): Promise<void> => {
    setIsMaking(true);
    setProblem(null);
    try {
      const made = await functions.call('/jobs/plan-undo', { planId: plan.id, note: note.trim() });
      go({ tab: 'skills', planId: made.plan.id });
    } catch (error) {
      setProblem(planProblem(error));
      setIsMaking(false);
    }
  };
  const close = (): void => setIsOpen(false);
  return (
    <>
      <Button variant="destructive_secondary" size="small" onClick={() => setIsOpen(true)}>
        {text('QueueEligibilityPlanUndo')}
      </Button>
      <Modal ariaLabelledby={headingId} isOpen={isOpen} onDismiss={close} size="default">
        <ModalHeader>
          <ModalHeading as="h3" id={headingId}>
            {text('QueueEligibilityPlanUndoTitle')}
          </ModalHeading>
        </ModalHeader>
        <ModalBody>
          <Box display="grid" rowGap="space50">
            {problem ? <Notice isNested {...problem} /> : null}
            <Text as="p">{text('QueueEligibilityPlanUndoText', { days: count(settings.undoDays) })}</Text>
            <Box>
              <Label htmlFor={noteId} required>
                {text('QueueEligibilitySkillsNote')}
              </Label>
              <Input
                {...{ id: noteId, type: 'text', value: note, required: true, maxLength: MAX_PLAN_NOTE }}
                onChange={(event) => setNote(event.target.value)}
              />
            </Box>
          </Box>
        </ModalBody>
        <ModalFooter>
          <ModalFooterActions>
            <Button variant="secondary" disabled={isMaking} onClick={close}>
              {text('QueueEligibilityEditDismiss')}
            </Button>
            <Button
              variant="primary"
              loading={isMaking}
              disabled={note.trim() === '' || isMaking}
              onClick={() => void make()}
            >
              {text('QueueEligibilityPlanUndoShow')}
            </Button>
          </ModalFooterActions>
        </ModalFooter>
      </Modal>
    </>
  );
}
