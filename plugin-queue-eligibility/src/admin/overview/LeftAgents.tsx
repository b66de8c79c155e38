import { REFUSALS, type LeftWorker } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { text } from '../../strings';
import { Agent, useAgentNames } from '../Agent';
import { Pages } from '../Pages';
import { Scrolling, Section } from '../parts';
import { clock, explain } from '../words';

const PAGE_SIZE = 20;

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
  const [page, setPage] = useState(1);
  const pages = Math.ceil(left.length / PAGE_SIZE);
  const current = Math.min(page, pages);
  const shown = left.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE);
  const names = useAgentNames(shown.map(({ workerSid }) => workerSid));
  const title = text('QueueEligibilityLeftTitle');
  const refresh = (
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
  );
  return (
    <Section title={title} action={refresh}>
      <Text as="p" color="colorTextWeak" marginBottom="space50">
        {text('QueueEligibilityLeftText')}
      </Text>
      <Scrolling label={title}>
        <Table>
          <THead>
            <Tr>
              <Th>{text('QueueEligibilityFailureAgent')}</Th>
              <Th>{text('QueueEligibilityFailureReason')}</Th>
              <Th>{text('QueueEligibilityFailureDo')}</Th>
              <Th>{text('QueueEligibilityLeftWhen')}</Th>
            </Tr>
          </THead>
          <TBody>
            {shown.map((worker) => (
              <LeftRow
                key={worker.workerSid}
                worker={worker}
                name={names.get(worker.workerSid)}
                nowMs={nowMs}
              />
            ))}
          </TBody>
        </Table>
      </Scrolling>
      <Pages label={title} page={current} total={pages} onChange={setPage} />
    </Section>
  );
}

interface LeftRowProps {
  worker: LeftWorker;
  name: string | undefined;
  nowMs: number;
}

function LeftRow({ worker, name, nowMs }: LeftRowProps) {
  const { workerSid, code, message, at, eventSid } = worker;
  const { reason, todo } = explain(code);
  const isRestless = code === REFUSALS.restless && eventSid !== undefined;
  return (
    <Tr>
      <Td>
        <Agent sid={workerSid} name={name} />
      </Td>
      <Td>
        <span style={{ overflowWrap: 'anywhere' }}>
          {isRestless ? text('QueueEligibilityReasonRestlessBy', { event: eventSid }) : reason}
        </span>
        <Box marginTop="space20">
          <Text as="div" color="colorTextWeak" fontSize="fontSize20">
            {message}
          </Text>
        </Box>
      </Td>
      <Td>{todo}</Td>
      <Td>
        {clock(at, nowMs)}
        {eventSid === undefined || isRestless ? null : (
          <Text as="div" color="colorTextWeak" fontSize="fontSize20" style={{ overflowWrap: 'anywhere' }}>
            {text('QueueEligibilityLeftEvent', { event: eventSid })}
          </Text>
        )}
      </Td>
    </Tr>
  );
}
