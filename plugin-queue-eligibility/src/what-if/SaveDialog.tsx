import { MAX_NOTE, type QueueView } from '@queue-eligibility/api';
import type { Effect } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { HelpText } from '@twilio-paste/core/help-text';
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
import { count } from '../admin/words';
import { text } from '../strings';

interface SaveDialogProps {
  queue: QueueView;
  expression: string;
  effect: Effect | null;
  isSaving: boolean;
  onSave: (note: string) => void;
  onClose: () => void;
}

/** What will change, and why: asked for before anything is saved. */
export function SaveDialog({ queue, expression, effect, isSaving, onSave, onClose }: SaveDialogProps) {
  const [headingId, noteId, helpId] = [useUID(), useUID(), useUID()];
  const [note, setNote] = useState('');
  return (
    <Modal ariaLabelledby={headingId} isOpen onDismiss={onClose} size="default">
      <ModalHeader>
        <ModalHeading as="h3" id={headingId}>
          {text('QueueEligibilityEditTitle', { queue: queue.friendlyName })}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <Box display="grid" rowGap="space50">
          <Rule label={text('QueueEligibilityWhatIfBefore')} value={queue.targetWorkers} />
          <Rule label={text('QueueEligibilityWhatIfAfter')} value={expression} />
          <Text as="p">
            {effect
              ? text('QueueEligibilityEditEffect', {
                  gain: count(effect.gain.length),
                  lose: count(effect.lose.length),
                  unknown: count(effect.unknown.length),
                })
              : text('QueueEligibilityEditNoEffect')}
          </Text>
          <Text as="p">{text('QueueEligibilityEditText')}</Text>
          <Box>
            <Label htmlFor={noteId} required>
              {text('QueueEligibilityEditNote')}
            </Label>
            <Input
              id={noteId}
              type="text"
              value={note}
              required
              maxLength={MAX_NOTE}
              aria-describedby={helpId}
              onChange={(event) => setNote(event.target.value)}
            />
            <HelpText id={helpId}>{text('QueueEligibilityEditNoteHelp')}</HelpText>
          </Box>
        </Box>
      </ModalBody>
      <ModalFooter>
        <ModalFooterActions>
          <Button variant="secondary" onClick={onClose} disabled={isSaving}>
            {text('QueueEligibilityEditDismiss')}
          </Button>
          <Button
            variant="primary"
            loading={isSaving}
            disabled={note.trim() === '' || isSaving}
            onClick={() => onSave(note.trim())}
          >
            {text('QueueEligibilityEditConfirm')}
          </Button>
        </ModalFooterActions>
      </ModalFooter>
    </Modal>
  );
}

function Rule({ label, value }: { label: string; value: string }) {
  return (
    <Box>
      <Text as="p" fontWeight="fontWeightSemibold" marginBottom="space20">
        {label}
      </Text>
      <Box
        maxHeight="size20"
        overflowY="auto"
        padding="space30"
        backgroundColor="colorBackground"
        tabIndex={0}
      >
        <Text as="p" fontFamily="fontFamilyCode" fontSize="fontSize20" style={{ overflowWrap: 'anywhere' }}>
          {value === '' ? text('QueueEligibilityQueueNobody') : value}
        </Text>
      </Box>
    </Box>
  );
}
