import type { QueueView } from '@queue-eligibility/api';
import { membersWork, type Members } from '@queue-eligibility/insight';
import { parse } from '@queue-eligibility/target-expression';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { useCallback } from 'react';
import { Notice } from '../admin/Notice';
import { Figure, Figures, ProgressBar } from '../admin/parts';
import { count } from '../admin/words';
import { text } from '../strings';
import { agentCells, agentColumns } from '../workspace/agent-words';
import { AgentList } from '../workspace/AgentList';
import { usePage } from '../admin/context';
import { CsvButton } from '../workspace/CsvButton';
import { Panel } from '../workspace/Panel';
import { useWork } from '../workspace/use-work';
import { WithWorkspace } from '../workspace/WithWorkspace';
import type { Snapshot } from '../workspace/workspace-store';
import { Counts } from './Counts';
import { Nearly } from './Nearly';
import { Rule } from './Rule';

/** One queue: who is eligible, who nearly is, and by which rule. */
export default function QueuePage({ queueSid }: { queueSid: string }) {
  return (
    <WithWorkspace>
      {(snapshot) => {
        const queue = snapshot.queues.find(({ sid }) => sid === queueSid);
        return queue ? (
          <Queue key={queue.sid} queue={queue} snapshot={snapshot} />
        ) : (
          <Notice
            variant="warning"
            title={text('QueueEligibilityQueueGoneTitle')}
            body={text('QueueEligibilityQueueGoneText', { sid: queueSid })}
          />
        );
      }}
    </WithWorkspace>
  );
}

function Queue({ queue, snapshot: { agents } }: { queue: QueueView; snapshot: Snapshot }) {
  const { go, showAgents } = usePage();
  const { result: members, progress } = useWork(
    useCallback(() => membersWork(queue, agents), [queue, agents]),
  );
  const { sid, friendlyName } = queue;
  return (
    <>
      <Box
        display="flex"
        flexWrap="wrap"
        justifyContent="space-between"
        alignItems="center"
        columnGap="space60"
        rowGap="space40"
        marginBottom="space60"
      >
        <Heading as="h2" variant="heading30" marginBottom="space0">
          <span style={{ overflowWrap: 'anywhere' }}>{friendlyName}</span>
        </Heading>
        <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30">
          <Button variant="secondary" size="small" onClick={() => showAgents(queue)}>
            {text('QueueEligibilityAgentsTeams')}
          </Button>
          <Button variant="secondary" size="small" onClick={() => go({ tab: 'what-if', queueSid: sid })}>
            {text('QueueEligibilityQueueWhatIf')}
          </Button>
        </Box>
      </Box>
      <Rule queue={queue} />
      {progress === null ? null : (
        <Box marginTop="space50" maxWidth="size40">
          <ProgressBar label={text('QueueEligibilityQueueWorking')} value={progress} />
        </Box>
      )}
      {members ? <Membership queue={queue} members={members} /> : null}
    </>
  );
}

function Membership({ queue, members }: { queue: QueueView; members: Members }) {
  const { eligible, nearly, unknown } = members;
  const available = eligible.filter((agent) => agent.available).length;
  const isUnreadable = queue.distrusted || !parse(queue.targetWorkers).ok;
  return (
    <>
      <Box marginTop="space60" marginBottom="space60">
        <Figures>
          <Figure
            label={text('QueueEligibilityQueueEligible')}
            isBad={!isUnreadable && eligible.length === 0}
          >
            {isUnreadable ? '–' : count(eligible.length)}
          </Figure>
          <Figure label={text('QueueEligibilityQueueAvailable')}>
            {isUnreadable ? '–' : count(available)}
          </Figure>
          <Figure label={text('QueueEligibilityQueueTheirs')}>
            {queue.eligibleWorkers === null ? '–' : count(queue.eligibleWorkers)}
          </Figure>
          {unknown.length > 0 && !isUnreadable ? (
            <Figure label={text('QueueEligibilityQueueUncertain')}>{count(unknown.length)}</Figure>
          ) : null}
        </Figures>
        <Counts queue={queue} members={members} isUnreadable={isUnreadable} />
      </Box>
      {isUnreadable ? null : (
        <Box display="grid" columnGap="space60" rowGap="space60" style={SIDE_BY_SIDE}>
          <Panel
            title={text('QueueEligibilityQueueWho')}
            action={
              eligible.length > 0 ? (
                <CsvButton
                  what={text('QueueEligibilityQueueWho')}
                  name={[queue.friendlyName, text('QueueEligibilityQueueWho')]}
                  rows={() => [agentColumns(), ...eligible.map(agentCells)]}
                />
              ) : null
            }
          >
            {eligible.length === 0 ? (
              <Text as="p">{text('QueueEligibilityQueueWhoNobody')}</Text>
            ) : (
              <AgentList label={text('QueueEligibilityQueueWho')} agents={eligible} />
            )}
          </Panel>
          <Box display="grid" rowGap="space60" alignContent="start">
            <Nearly queue={queue} groups={nearly} />
            {unknown.length > 0 ? (
              <Panel title={text('QueueEligibilityQueueUnknown')}>
                <Text as="p" color="colorTextWeak" marginBottom="space40">
                  {text('QueueEligibilityQueueUnknownText')}
                </Text>
                <AgentList label={text('QueueEligibilityQueueUnknown')} agents={unknown} />
              </Panel>
            ) : null}
          </Box>
        </Box>
      )}
    </>
  );
}

/** Beside each other where there is room. */
const SIDE_BY_SIDE = {
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
  alignItems: 'start',
} as const;
