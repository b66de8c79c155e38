import type { QueueView } from '@queue-eligibility/api';
import type { Tried } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { Notice } from '../admin/Notice';
import { check } from '../expression-editor/check';
import { text } from '../strings';
import { usePage } from '../admin/context';
import { saveFailureOf, type Told } from './refusals';
import { SaveDialog } from './SaveDialog';

interface SaveProps {
  queue: QueueView;
  expression: string;
  /** What it would do; null: not known yet. */
  tried: Tried | null;
  /** The queue has it now. */
  onSaved: () => void;
}

type Notified = Omit<Told, 'variant'> & { variant: Told['variant'] | 'success' };

/** Gives the queue the expression, where it still has the one that was read. */
export function Save({ queue, expression, tried, onSaved }: SaveProps) {
  const { functions, workspace } = usePage();
  const [isOpen, setIsOpen] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  // What is said of one text is not said of another.
  const [said, setSaid] = useState<{ of: string; told: Notified } | null>(null);
  const isReady = check(expression).status === 'readable' && expression !== queue.targetWorkers;

  const save = async (note: string): Promise<void> => {
    setIsSaving(true);
    setSaid(null);
    try {
      const { sid: queueSid, targetWorkers: expected } = queue;
      const saved = await functions.call('/jobs/edit-queue', { queueSid, expected, expression, note });
      const isTheirs = saved.targetWorkers !== saved.edit.after;
      const title = text(isTheirs ? 'QueueEligibilityEditOvertakenTitle' : 'QueueEligibilityEditSavedTitle');
      const body = text(isTheirs ? 'QueueEligibilityEditOvertakenText' : 'QueueEligibilityEditSavedText');
      setSaid({ of: expression, told: { variant: isTheirs ? 'warning' : 'success', title, body } });
      if (!isTheirs) onSaved();
    } catch (error) {
      setSaid({ of: expression, told: saveFailureOf(error) });
    }
    setIsSaving(false);
    setIsOpen(false);
    // What the queue has now is shown, whatever came of it; where it can't be read, that is told when it is read again.
    await workspace.readQueues().catch(() => {});
  };
  return (
    <>
      <Button variant="primary" disabled={!isReady} onClick={() => setIsOpen(true)}>
        {text('QueueEligibilityEditSave')}
      </Button>
      {isOpen ? (
        <SaveDialog
          queue={queue}
          expression={expression}
          tried={tried}
          isSaving={isSaving}
          onSave={(note) => void save(note)}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
      {said?.of === expression ? (
        <Box width="100%" order={1}>
          <Notice isNested {...said.told} />
        </Box>
      ) : null}
    </>
  );
}
