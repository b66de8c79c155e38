import { REFUSALS } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text } from '../../strings';
import { Agent, useAgentNames } from '../Agent';
import { Pages } from '../Pages';
import { Scrolling } from '../parts';
import { usePaged } from '../use-paged';
import { clock, count, explain } from '../words';

const PAGE_SIZE = 10;

/** An agent that is not as it should be. */
export interface Trouble {
  workerSid: string;
  code: string;
  /** In the words of the Functions. */
  message: string;
  /** When, ISO 8601, where that is known. */
  at?: string;
  /** The event that could not be followed. */
  eventSid?: string | undefined;
}

/** Agents by what is the matter with them, the most frequent first: why and what to do is said once. */
export function Reasons({ troubles, nowMs }: { troubles: readonly Trouble[]; nowMs: number }) {
  const groups = new Map<string, Trouble[]>();
  for (const trouble of troubles) groups.set(trouble.code, [...(groups.get(trouble.code) ?? []), trouble]);
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  return (
    <Box display="grid" rowGap="space70">
      {sorted.map(([code, agents]) => (
        <Reason key={code} code={code} agents={agents} nowMs={nowMs} />
      ))}
    </Box>
  );
}

interface ReasonProps {
  code: string;
  agents: readonly Trouble[];
  nowMs: number;
}

function Reason({ code, agents, nowMs }: ReasonProps) {
  const { shown, page, total, setPage } = usePaged(agents, PAGE_SIZE);
  const names = useAgentNames(shown.map(({ workerSid }) => workerSid));
  const { reason, todo } = explain(code);
  const isTimed = agents.some(({ at }) => at !== undefined);
  return (
    <Box>
      <Text as="h3" margin="space0" fontSize="fontSize30" fontWeight="fontWeightSemibold">
        {text('QueueEligibilityReasonOf', { reason, count: count(agents.length) })}
      </Text>
      <Text as="p" marginTop="space20" marginBottom="space40" color="colorTextWeak">
        {todo}
      </Text>
      <Scrolling label={reason}>
        <Table variant="borderless">
          <THead>
            <Tr>
              <Th width="30%">{text('QueueEligibilityFailureAgent')}</Th>
              <Th>{text('QueueEligibilityFailureDetails')}</Th>
              {isTimed ? <Th width="20%">{text('QueueEligibilityLeftWhen')}</Th> : null}
            </Tr>
          </THead>
          <TBody>
            {shown.map((trouble) => (
              <Tr key={trouble.workerSid}>
                <Td>
                  <Agent sid={trouble.workerSid} name={names.get(trouble.workerSid)} />
                </Td>
                <Td>
                  <Details trouble={trouble} />
                </Td>
                {isTimed ? <Td>{trouble.at === undefined ? '' : clock(trouble.at, nowMs)}</Td> : null}
              </Tr>
            ))}
          </TBody>
        </Table>
      </Scrolling>
      <Pages label={reason} page={page} total={total} onChange={setPage} />
    </Box>
  );
}

/** What is to be said of this agent and not of the others: in the words of the Functions, their numbers in ours. */
function Details({ trouble: { code, message, eventSid } }: { trouble: Trouble }) {
  // Numbers of characters; other codes have numbers in their words that count nothing.
  const said = code === REFUSALS.tooLong ? message.replace(/\b\d{4,}\b/g, (n) => count(Number(n))) : message;
  return (
    <>
      {said}
      {eventSid === undefined ? null : (
        <Text as="div" color="colorTextWeak" fontSize="fontSize20" style={{ overflowWrap: 'anywhere' }}>
          {text('QueueEligibilityLeftEvent', { event: eventSid })}
        </Text>
      )}
    </>
  );
}
