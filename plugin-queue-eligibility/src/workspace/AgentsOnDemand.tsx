import type { Agent } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState, type ReactNode } from 'react';
import { MAX_SHOWN, usePage } from '../admin/context';
import { text } from '../strings';
import { AgentList } from './AgentList';

interface AgentsOnDemandProps {
  /** What they are a list of. */
  label: string;
  agents: readonly Agent[];
  /** What there is to say before the ways to them. */
  children?: ReactNode;
}

/** The ways to some agents: listed here, or in Teams View where that can show so many. */
export function AgentsOnDemand({ label, agents, children }: AgentsOnDemandProps) {
  const { showSomeAgents } = usePage();
  const [isOpen, setIsOpen] = useState(false);
  const listId = useUID();
  return (
    <>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        columnGap="space50"
        rowGap="space20"
        marginTop="space20"
      >
        {children}
        <Button
          variant="link"
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={() => setIsOpen(!isOpen)}
        >
          {text(isOpen ? 'QueueEligibilityQueueHide' : 'QueueEligibilityQueueList')}
        </Button>
        {agents.length <= MAX_SHOWN ? (
          <Button variant="link" onClick={() => showSomeAgents(agents.map(({ sid }) => sid))}>
            {text('QueueEligibilityAgentsTeams')}
          </Button>
        ) : null}
      </Box>
      <Box id={listId} hidden={!isOpen} marginTop="space30">
        {isOpen ? <AgentList label={label} agents={agents} /> : null}
      </Box>
    </>
  );
}
