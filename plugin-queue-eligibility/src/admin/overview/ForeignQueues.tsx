import { AlertDialog } from '@twilio-paste/core/alert-dialog';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { useQueueDirectory } from '../../queue-directory';
import { text } from '../../strings';
import { usePage } from '../context';
import { Notice } from '../Notice';
import { count, plural } from '../words';

interface ForeignQueuesProps {
  /** Agents whose attribute holds something that is not ours. */
  agents: number;
  /** False: there may be more of them than are known here. */
  areAll: boolean;
  isStarting: boolean;
  /** An admin has said that what stands there may be lost. */
  onReplace: () => void;
}

/** Somebody else uses the attribute of some agents: what that means, and the way to have it replaced. */
export function ForeignQueues({ agents, areAll, isStarting, onReplace }: ForeignQueuesProps) {
  const { directory } = usePage();
  const attribute = useQueueDirectory(directory, (state) => state.attribute);
  const [isAsking, setIsAsking] = useState(false);
  const facts = { attribute, count: areAll ? count(agents) : `${count(agents)}+` };
  // What is known of one and may be of more is said as of many.
  const number = areAll ? agents : Infinity;
  return (
    <Box marginBottom="space50">
      <Notice
        variant="warning"
        title={plural(number, ['QueueEligibilityForeignTitleOne', 'QueueEligibilityForeignTitle'], facts)}
        body={text('QueueEligibilityForeignText')}
        details={[text('QueueEligibilityForeignDo')]}
        isNested
      >
        <Button
          variant="destructive_secondary"
          size="small"
          disabled={isStarting}
          onClick={() => setIsAsking(true)}
        >
          {plural(number, ['QueueEligibilityReplaceOne', 'QueueEligibilityReplace'], facts)}
        </Button>
      </Notice>
      <AlertDialog
        heading={text('QueueEligibilityReplaceTitle', { attribute })}
        isOpen={isAsking}
        destructive
        onConfirmLabel={text('QueueEligibilityReplaceConfirm')}
        onConfirm={() => {
          setIsAsking(false);
          onReplace();
        }}
        onDismissLabel={text('QueueEligibilityReplaceDismiss')}
        onDismiss={() => setIsAsking(false)}
      >
        {plural(number, ['QueueEligibilityReplaceTextOne', 'QueueEligibilityReplaceText'], facts)}
      </AlertDialog>
    </Box>
  );
}
