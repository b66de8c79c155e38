import { Box } from '@twilio-paste/core/box';
import { Callout, CalloutHeading, CalloutText } from '@twilio-paste/core/callout';
import { Modal, ModalBody, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import { clock } from '../admin/words';
import { text } from '../strings';
import { AgentQueues, type AgentQueuesPorts } from './AgentQueues';
import { nameOf, type FlexWorker } from './flex-worker';

interface AgentDialogProps {
  ports: AgentQueuesPorts;
  worker: FlexWorker;
  /** When Teams View let go of the agent, ms since the epoch; null: it has not. */
  leftAtMs: number | null;
  onClose: () => void;
}

/** The queues of one agent in a window of their own. */
export default function AgentDialog({ ports, worker, leftAtMs, onClose }: AgentDialogProps) {
  const headingId = useUID();
  return (
    <Modal ariaLabelledby={headingId} isOpen onDismiss={onClose} size="wide">
      <ModalHeader>
        <ModalHeading as="h3" id={headingId}>
          {text('QueueEligibilityAgentTitle', { agent: nameOf(worker) })}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <div role="status">
          {leftAtMs === null ? null : (
            <Box marginBottom="space50">
              <Callout variant="warning">
                <CalloutHeading as="h4">{text('QueueEligibilityAgentGoneTitle')}</CalloutHeading>
                <CalloutText>
                  {text('QueueEligibilityAgentGoneText', {
                    time: clock(new Date(leftAtMs).toISOString(), leftAtMs),
                  })}
                </CalloutText>
              </Callout>
            </Box>
          )}
        </div>
        <AgentQueues ports={ports} worker={worker} level={4} />
      </ModalBody>
    </Modal>
  );
}
