import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text } from '../strings';
import { AgentQueues, type AgentQueuesPorts } from './AgentQueues';
import { nameOf, type FlexWorker } from './flex-worker';
import type { OpenedAgent } from './opened-agent';

interface PanelSectionProps {
  ports: AgentQueuesPorts;
  worker: FlexWorker;
  opened: OpenedAgent;
}

/** The queues of the agent whom Flex's panel shows. */
export default function PanelSection({ ports, worker, opened }: PanelSectionProps) {
  return (
    <Box
      as="section"
      aria-label={text('QueueEligibilityAgentSection')}
      paddingX="space50"
      paddingTop="space60"
      paddingBottom="space80"
    >
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="baseline"
        justifyContent="space-between"
        columnGap="space40"
        marginBottom="space40"
        paddingBottom="space30"
        borderBottomStyle="solid"
        borderBottomWidth="borderWidth10"
        borderBottomColor="colorBorderWeak"
      >
        <Text as="h2" fontSize="fontSize30" lineHeight="lineHeight30" fontWeight="fontWeightBold">
          {text('QueueEligibilityAgentSection')}
        </Text>
        <Button
          variant="link"
          aria-haspopup="dialog"
          aria-label={text('QueueEligibilityAgentLargeLabel', { agent: nameOf(worker) })}
          onClick={() => opened.open(worker)}
        >
          {text('QueueEligibilityAgentLarge')}
        </Button>
      </Box>
      <AgentQueues key={worker.sid} ports={ports} worker={worker} level={3} />
    </Box>
  );
}
