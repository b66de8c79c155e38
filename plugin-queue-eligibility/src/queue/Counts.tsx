import type { QueueView } from '@queue-eligibility/api';
import type { Members } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { Notice } from '../admin/Notice';
import { count } from '../admin/words';
import { text } from '../strings';

interface CountsProps {
  queue: QueueView;
  members: Members;
  /** Nobody but TaskRouter can tell who is in it. */
  isUnreadable: boolean;
}

/** TaskRouter's own count beside ours, and what it means where they differ. */
export function Counts({ queue, members, isUnreadable }: CountsProps) {
  const { eligibleWorkers: theirs, distrusted } = queue;
  if (isUnreadable) {
    return (
      <Box marginTop="space50">
        <Notice
          variant="warning"
          isNested
          title={text(distrusted ? 'QueueEligibilityQueueDistrusted' : 'QueueEligibilityQueueUnreadable')}
          body={text('QueueEligibilityQueueUnreadableText')}
        />
      </Box>
    );
  }
  if (theirs === null) return null;
  const ours = members.eligible.length;
  const uncertain = members.unknown.length;
  // Those of whom we don't know may be in TaskRouter's count.
  const fits = theirs >= ours && theirs <= ours + uncertain;
  if (fits) {
    return (
      <Text as="p" color="colorTextWeak" marginTop="space40">
        {text(uncertain > 0 ? 'QueueEligibilityQueueCountsFit' : 'QueueEligibilityQueueCountsSame')}
      </Text>
    );
  }
  return (
    <Box marginTop="space50">
      <Notice
        variant="warning"
        isNested
        title={text('QueueEligibilityQueueCountsDiffer', { theirs: count(theirs), ours: count(ours) })}
        body={text('QueueEligibilityQueueCountsDifferText')}
      />
    </Box>
  );
}
