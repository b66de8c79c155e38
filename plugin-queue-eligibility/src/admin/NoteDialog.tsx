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
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState, type ReactNode } from 'react';
import { text } from '../strings';

interface NoteDialogProps {
  title: string;
  /** What will happen. */
  children: ReactNode;
  noteLabel: string;
  noteHelp?: string;
  /** Characters. */
  maxLength: number;
  confirmLabel: string;
  isBusy: boolean;
  onConfirm: (note: string) => void;
  onClose: () => void;
}

/** What was begun is waited for: leaving would not stop it. */
const stay = (): void => {};

/** Says what will happen, and does nothing before it was told why. */
export function NoteDialog(props: NoteDialogProps) {
  const { title, children, noteLabel, noteHelp, maxLength, confirmLabel, isBusy, onConfirm, onClose } = props;
  const [headingId, noteId, helpId] = [useUID(), useUID(), useUID()];
  const [note, setNote] = useState('');
  const why = note.trim();
  return (
    <Modal ariaLabelledby={headingId} isOpen onDismiss={isBusy ? stay : onClose} size="default">
      <ModalHeader>
        <ModalHeading as="h3" id={headingId}>
          {title}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <Box display="grid" rowGap="space50">
          {children}
          <Box>
            <Label htmlFor={noteId} required>
              {noteLabel}
            </Label>
            <Input
              {...{ id: noteId, type: 'text', value: note, required: true, maxLength }}
              {...(noteHelp === undefined ? {} : { 'aria-describedby': helpId })}
              onChange={(event) => setNote(event.target.value)}
            />
            {noteHelp === undefined ? null : <HelpText id={helpId}>{noteHelp}</HelpText>}
          </Box>
        </Box>
      </ModalBody>
      <ModalFooter>
        <ModalFooterActions>
          <Button variant="secondary" onClick={onClose} disabled={isBusy}>
            {text('QueueEligibilityEditDismiss')}
          </Button>
          <Button
            variant="primary"
            loading={isBusy}
            disabled={why === '' || isBusy}
            onClick={() => onConfirm(why)}
          >
            {confirmLabel}
          </Button>
        </ModalFooterActions>
      </ModalFooter>
    </Modal>
  );
}
