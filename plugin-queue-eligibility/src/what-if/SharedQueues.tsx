import type { Shared } from '@queue-eligibility/insight';
import { Button } from '@twilio-paste/core/button';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { count } from '../admin/words';
import { text } from '../strings';
import { usePage } from '../admin/context';
import { Panel } from '../workspace/Panel';

/** Queues shown at once. */
const SHOWN = 8;

/** The other queues that those are in who would gain or lose one: they are who is shared. */
export function SharedQueues({ shared }: { shared: readonly Shared[] }) {
  const { go } = usePage();
  const [shown, setShown] = useState(SHOWN);
  if (shared.length === 0) return null;
  const title = text('QueueEligibilityWhatIfShared');
  return (
    <Panel title={title}>
      <Text as="p" color="colorTextWeak" marginBottom="space40">
        {text(
          shared.some(({ gain }) => gain > 0)
            ? 'QueueEligibilityWhatIfSharedText'
            : 'QueueEligibilityWhatIfSharedLosers',
        )}
      </Text>
      <Table variant="borderless">
        <THead>
          <Tr>
            <Th>{text('QueueEligibilityQueueName')}</Th>
            <Th textAlign="right">{text('QueueEligibilityWhatIfGain')}</Th>
            <Th textAlign="right">{text('QueueEligibilityWhatIfLose')}</Th>
          </Tr>
        </THead>
        <TBody>
          {shared.slice(0, shown).map(({ queue, gain, lose }) => (
            <Tr key={queue.sid}>
              <Td>
                <Button variant="link" onClick={() => go({ tab: 'queues', queueSid: queue.sid })}>
                  <span style={{ overflowWrap: 'anywhere', textAlign: 'left' }}>{queue.friendlyName}</span>
                </Button>
              </Td>
              <Td textAlign="right">{count(gain)}</Td>
              <Td textAlign="right">{count(lose)}</Td>
            </Tr>
          ))}
        </TBody>
      </Table>
      {shared.length > shown ? (
        <Button variant="link" onClick={() => setShown(shown + 4 * SHOWN)}>
          {text('QueueEligibilityEditorMore', { count: shared.length - shown })}
        </Button>
      ) : null}
    </Panel>
  );
}
