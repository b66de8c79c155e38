import type { OpenJob } from '@queue-eligibility/api';
import { AlertDialog } from '@twilio-paste/core/alert-dialog';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { text, type StringKey } from '../../strings';
import { usePage } from '../context';
import { count } from '../words';

interface ControlsProps {
  job: OpenJob;
}

/** Pauses a job, lets it go on, and cancels it once somebody has said that it is meant. */
export function Controls({ job }: ControlsProps) {
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

/** Agents a second that are offered as a limit. */
const LIMITS = [5, 10, 20, 50, 100];

/** How fast a job may go at the most: for a time when others need TaskRouter more. */
export function PaceLimit({ job }: ControlsProps) {
  const { commands } = usePage();
  const id = useUID();
  const [chosen, setChosen] = useState<number | null | undefined>(undefined);
  const limit = chosen === undefined ? job.paceLimit : chosen;
  const offered =
    limit === null || LIMITS.includes(limit) ? LIMITS : [...LIMITS, limit].sort((a, b) => a - b);
  return (
    <Box display="flex" alignItems="center" columnGap="space30">
      <Label htmlFor={id} marginBottom="space0">
        {text('QueueEligibilityPace')}
      </Label>
      <Select
        id={id}
        value={limit === null ? '' : String(limit)}
        onChange={({ target }: React.ChangeEvent<HTMLSelectElement>) => {
          const next = target.value === '' ? null : Number(target.value);
          setChosen(next);
          void commands.limitPace(job.id, next).finally(() => setChosen(undefined));
        }}
      >
        <Option value="">{text('QueueEligibilityPaceUnlimited')}</Option>
        {offered.map((value) => (
          <Option key={value} value={String(value)}>
            {text('QueueEligibilityPaceLimit', { limit: count(value) })}
          </Option>
        ))}
      </Select>
    </Box>
  );
}
