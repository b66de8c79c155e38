import type { Demand, Finding, Queue } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { type ReactNode } from 'react';
import { text } from '../strings';
import { propose } from '../what-if/drafts';
import { AgentsOnDemand } from '../workspace/AgentsOnDemand';
import { usePage } from '../admin/context';
import { proposalFor } from './proposal';
import { detailsOf, subjectOf } from './words';

/** One finding: what it is about, what there is to say, and the ways to it. */
export function FindingRow({ finding }: { finding: Finding }) {
  return (
    <Box
      as="li"
      paddingY="space40"
      borderTopStyle="solid"
      borderTopWidth="borderWidth10"
      borderTopColor="colorBorderWeaker"
    >
      <Text as="p" fontWeight="fontWeightSemibold" style={{ overflowWrap: 'anywhere' }}>
        {subjectOf(finding)}
      </Text>
      {detailsOf(finding).map((line) => (
        <Text key={line} as="p" style={{ overflowWrap: 'anywhere' }}>
          {line}
        </Text>
      ))}
      <Ways finding={finding} />
    </Box>
  );
}

function Ways({ finding }: { finding: Finding }) {
  switch (finding.kind) {
    case 'no-queue':
    case 'only-everybodys':
    case 'unknown-agents':
      return <AgentsOnDemand label={subjectOf(finding)} agents={finding.agents} />;
    case 'unasked-skill':
      return null;
    case 'nobody-has':
      return (
        <Row>
          {finding.queues.slice(0, MAX_QUEUES).map((queue) => (
            <QueueWay key={queue.sid} queue={queue} isNamed />
          ))}
          {finding.queues.length > MAX_QUEUES ? (
            <Text as="span" color="colorTextWeak">
              {text('QueueEligibilityEditorMore', { count: finding.queues.length - MAX_QUEUES })}
            </Text>
          ) : null}
          {finding.queues.length === 1 && finding.queues[0] ? (
            <ProposalWays queue={finding.queues[0]} demands={[finding.demand]} />
          ) : null}
        </Row>
      );
    case 'nobody':
      return (
        <Row>
          <QueueWay queue={finding.queue} />
          <ProposalWays queue={finding.queue} demands={finding.demands} />
        </Row>
      );
    default:
      return (
        <Row>
          <QueueWay queue={finding.queue} />
          <WhatIfWay queue={finding.queue} />
        </Row>
      );
  }
}

/** Queues that are named where a finding is about several. */
const MAX_QUEUES = 5;

const Row = ({ children }: { children: ReactNode }) => (
  <Box display="flex" flexWrap="wrap" columnGap="space50" rowGap="space20" marginTop="space20">
    {children}
  </Box>
);

function QueueWay({ queue, isNamed = false }: { queue: Queue; isNamed?: boolean }) {
  const { go } = usePage();
  return (
    <Button variant="link" onClick={() => go({ tab: 'queues', queueSid: queue.sid })}>
      {isNamed ? queue.friendlyName : text('QueueEligibilityCoverageQueue')}
    </Button>
  );
}

function WhatIfWay({ queue }: { queue: Queue }) {
  const { go } = usePage();
  return (
    <Button variant="link" onClick={() => go({ tab: 'what-if', queueSid: queue.sid })}>
      {text('QueueEligibilityQueueWhatIf')}
    </Button>
  );
}

/** What if the rule asked for what agents have; without a near miss, just the editor. */
function ProposalWays({ queue, demands }: { queue: Queue; demands: readonly Demand[] }) {
  const { drafts, go } = usePage();
  const proposals = demands.flatMap((demand) =>
    demand.near.slice(0, 1).flatMap((near) => {
      const proposal = proposalFor(queue.targetWorkers, demand, near);
      return proposal === null ? [] : [{ near, proposal }];
    }),
  );
  if (proposals.length === 0) return <WhatIfWay queue={queue} />;
  return (
    <>
      {proposals.map(({ near, proposal }) => (
        <Button
          key={`${near.path} ${near.value}`}
          variant="link"
          onClick={() => {
            const { sid: queueSid, friendlyName, targetWorkers: base } = queue;
            propose(drafts, queueSid, { text: proposal, friendlyName, base });
            go({ tab: 'what-if', queueSid });
          }}
        >
          {text('QueueEligibilityCoveragePropose', { value: String(near.value) })}
        </Button>
      ))}
    </>
  );
}
