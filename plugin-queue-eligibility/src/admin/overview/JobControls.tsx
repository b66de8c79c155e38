import type { OpenJob } from '@queue-eligibility/api';
import { AlertDialog } from '@twilio-paste/core/alert-dialog';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { text, type StringKey } from '../../strings';
import { usePage } from '../context';

/** Pauses a job, lets it go on, and cancels it once somebody has said that it is meant. */
export function Controls({ job }: { job: OpenJob }) {
  const { commands } = usePage();
  const [isAsking, setIsAsking] = useState(false);
  // Until the job says so itself; where a command was not taken, it can be given again.
  const [given, setGiven] = useState<'cancel' | 'pause' | 'resume' | null>(null);
  const give = (command: 'cancel' | 'pause' | 'resume'): void => {
    setGiven(command);
    void commands[command](job.id).finally(() => setGiven(null));
  };
  const wish = given ?? (job.status === 'running' ? job.command : null);
  const isPaused = job.status === 'paused';
  const pauseWords: StringKey =
    wish === 'pause'
      ? 'QueueEligibilityPausing'
      : wish === 'resume'
        ? 'QueueEligibilityResuming'
        : isPaused
          ? 'QueueEligibilityResume'
          : 'QueueEligibilityPause';
  return (
    <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30">
      <Button
        variant="secondary"
        // Neither disabled nor of another variant: both would take the focus from whoever goes on by the keyboard.
        aria-disabled={wish !== null}
        onClick={() => {
          if (wish === null) give(isPaused ? 'resume' : 'pause');
        }}
      >
        {text(pauseWords)}
      </Button>
      <Button variant="destructive_secondary" disabled={wish === 'cancel'} onClick={() => setIsAsking(true)}>
        {wish === 'cancel' ? text('QueueEligibilityCancelling') : text('QueueEligibilityCancel')}
      </Button>
      <AlertDialog
        heading={text('QueueEligibilityCancelTitle')}
        isOpen={isAsking}
        destructive
        onConfirmLabel={text('QueueEligibilityCancelConfirm')}
        onConfirm={() => {
          setIsAsking(false);
          give('cancel');
        }}
        onDismissLabel={text('QueueEligibilityCancelDismiss')}
        onDismiss={() => setIsAsking(false)}
      >
        {text('QueueEligibilityCancelText')}
      </AlertDialog>
    </Box>
  );
}
