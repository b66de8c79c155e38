import { MAX_NOTE, type QueueView } from '@queue-eligibility/api';
import type { Tried } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { NoteDialog } from '../admin/NoteDialog';
import { count } from '../admin/words';
import { text } from '../strings';
import { Holes } from './Holes';

interface SaveDialogProps {
  queue: QueueView;
  expression: string;
  tried: Tried | null;
  isSaving: boolean;
  onSave: (note: string) => void;
  onClose: () => void;
}

/** What will change, and why: asked for before anything is saved. */
export function SaveDialog({ queue, expression, tried, isSaving, onSave, onClose }: SaveDialogProps) {
  return (
    <NoteDialog
      title={text('QueueEligibilityEditTitle', { queue: queue.friendlyName })}
      noteLabel={text('QueueEligibilityEditNote')}
      noteHelp={text('QueueEligibilityEditNoteHelp')}
      maxLength={MAX_NOTE}
      confirmLabel={text('QueueEligibilityEditConfirm')}
      isBusy={isSaving}
      onConfirm={onSave}
      onClose={onClose}
    >
      <Rule label={text('QueueEligibilityWhatIfBefore')} value={queue.targetWorkers} />
      <Rule label={text('QueueEligibilityWhatIfAfter')} value={expression} />
      <Text as="p">
        {tried
          ? text('QueueEligibilityEditEffect', {
              gain: count(tried.effect.gain.length),
              lose: count(tried.effect.lose.length),
              unknown: count(tried.effect.unknown.length),
            })
          : text('QueueEligibilityEditNoEffect')}
      </Text>
      <Holes holes={tried?.holes ?? []} />
      <Text as="p">{text('QueueEligibilityEditText')}</Text>
    </NoteDialog>
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
