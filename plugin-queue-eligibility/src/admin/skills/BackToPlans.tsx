import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import { text } from '../../strings';
import { usePage } from '../context';

/** The way back to the list. */
export function BackToPlans() {
  const { go } = usePage();
  return (
    <Box marginBottom="space40">
      <Button variant="link" onClick={() => go({ tab: 'skills' })}>
        {text('QueueEligibilityPlansAll')}
      </Button>
    </Box>
  );
}
