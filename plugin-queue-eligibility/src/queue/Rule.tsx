import type { QueueView } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text } from '../strings';

/** A queue's rule as TaskRouter has it. */
export function Rule({ queue: { targetWorkers } }: { queue: QueueView }) {
  return (
    <Box
      as="section"
      aria-label={text('QueueEligibilityQueueRule')}
      padding="space50"
      borderRadius="borderRadius30"
      backgroundColor="colorBackground"
      maxHeight="size30"
      overflowY="auto"
      tabIndex={0}
    >
      <Text as="p" fontFamily="fontFamilyCode" fontSize="fontSize30" style={{ overflowWrap: 'anywhere' }}>
        {targetWorkers === '' ? text('QueueEligibilityQueueNobody') : targetWorkers}
      </Text>
    </Box>
  );
}
