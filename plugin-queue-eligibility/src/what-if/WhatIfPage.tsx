import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import { text } from '../strings';
import { usePage } from '../admin/context';
import { WithWorkspace } from '../workspace/WithWorkspace';
import type { Snapshot } from '../workspace/workspace-store';
import { NEW_QUEUE } from './drafts';
import { Trial } from './Trial';

interface WhatIfPageProps {
  /** Which queue; absent: one that is not there yet. */
  queueSid?: string;
}

/** What a change of a queue's rule would do, before it is made. Nothing is saved by looking. */
export default function WhatIfPage({ queueSid }: WhatIfPageProps) {
  return (
    <>
      <Heading as="h2" variant="heading30" marginBottom="space0">
        {text('QueueEligibilityWhatIfTitle')}
      </Heading>
      <Text as="p" color="colorTextWeak" marginTop="space30" marginBottom="space50">
        {text('QueueEligibilityWhatIfText')}
      </Text>
      <WithWorkspace>
        {(snapshot) => <Chosen sid={queueSid ?? NEW_QUEUE} snapshot={snapshot} />}
      </WithWorkspace>
    </>
  );
}

function Chosen({ sid, snapshot }: { sid: string; snapshot: Snapshot }) {
  const { drafts, go } = usePage();
  const selectId = useUID();

  const queue = snapshot.queues.find((other) => other.sid === sid) ?? null;
  const isGone = queue === null && sid !== NEW_QUEUE;
  return (
    <>
      <Box maxWidth="size40" marginBottom="space60">
        <Label htmlFor={selectId}>{text('QueueEligibilityWhatIfQueue')}</Label>
        <Select
          id={selectId}
          value={sid}
          onChange={({ target: { value } }) => go({ tab: 'what-if', ...(value ? { queueSid: value } : {}) })}
        >
          <Option value={NEW_QUEUE}>{text('QueueEligibilityWhatIfNewQueue')}</Option>
          {isGone ? (
            <Option value={sid}>
              {text('QueueEligibilityWhatIfGoneQueue', {
                queue: drafts.getState()[sid]?.friendlyName ?? sid,
              })}
            </Option>
          ) : null}
          {snapshot.queues.map((other) => (
            <Option key={other.sid} value={other.sid}>
              {other.friendlyName}
            </Option>
          ))}
        </Select>
      </Box>
      <Trial key={sid} queueSid={sid} queue={queue} snapshot={snapshot} />
    </>
  );
}
