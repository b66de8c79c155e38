import type { LeftWorker } from '@queue-eligibility/api';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { text } from '../../strings';
import { CsvButton } from '../../workspace/CsvButton';
import { Section } from '../parts';
import { troubleRows } from './csv';
import { Reasons } from './Reasons';

interface LeftAgentsProps {
  /** Newest first; not empty. */
  left: readonly LeftWorker[];
  nowMs: number;
  /** Asks the Functions anew. */
  onRefresh: () => Promise<void>;
}

/** The agents that events could not bring in step since the last resync. */
export function LeftAgents({ left, nowMs, onRefresh }: LeftAgentsProps) {
  const [isRefreshing, setIsRefreshing] = useState(false);
  const title = text('QueueEligibilityLeftTitle');
  const actions = (
    <>
      <CsvButton what={title} name={[title]} rows={() => troubleRows(left)} />
      <Button
        variant="secondary"
        size="small"
        disabled={isRefreshing}
        onClick={() => {
          setIsRefreshing(true);
          void onRefresh().finally(() => setIsRefreshing(false));
        }}
      >
        {text('QueueEligibilityRefresh')}
      </Button>
    </>
  );
  return (
    <Section title={title} action={actions}>
      <Text as="p" color="colorTextWeak" marginBottom="space50">
        {text('QueueEligibilityLeftText')}
      </Text>
      <Reasons troubles={left} nowMs={nowMs} />
    </Section>
  );
}
