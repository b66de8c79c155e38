import {
  isLeftWithNobody,
  isLeftWithNobodyAvailable,
  leavesOut,
  type Preview,
} from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useMemo } from 'react';
import { text } from '../../strings';
import { nameOf } from '../../workspace/agent-words';
import type { Snapshot } from '../../workspace/workspace-store';
import { Notice } from '../Notice';
import { Figure, Figures } from '../parts';
import { count, plural } from '../words';
import { AgentChanges } from './AgentChanges';
import { Findings } from './Findings';
import { QueueEffects } from './QueueEffects';

interface PreviewViewProps {
  preview: Preview;
  snapshot: Snapshot;
}

/** What a plan does: to how many, to which queues, to each agent, and what there is to say of it. */
export function PreviewView({ preview, snapshot }: PreviewViewProps) {
  const { agents, queues, findings, unchanged, unread } = preview;
  const bySid = useMemo(() => new Map(snapshot.agents.map((agent) => [agent.sid, agent])), [snapshot.agents]);
  const names = useMemo(
    () => new Map(snapshot.agents.map((agent) => [agent.sid, nameOf(agent)])),
    [snapshot],
  );
  const leftOut = useMemo(
    () => new Set(findings.filter(leavesOut).map(({ workerSid, who }) => workerSid ?? who)).size,
    [findings],
  );
  const empty = queues.filter(isLeftWithNobody).length;
  const idle = queues.filter((queue) => !isLeftWithNobody(queue) && isLeftWithNobodyAvailable(queue)).length;
  return (
    <Box display="grid" rowGap="space60" data-testid="skills-preview">
      <Figures>
        <Figure label={text('QueueEligibilitySkillsAgentsChange')}>{count(agents.length)}</Figure>
        <Figure label={text('QueueEligibilitySkillsUnchanged')}>{count(unchanged)}</Figure>
        <Figure label={text('QueueEligibilitySkillsLeftOut')} isBad={leftOut > 0}>
          {count(leftOut)}
        </Figure>
        <Figure label={text('QueueEligibilitySkillsQueuesChange')}>{count(queues.length)}</Figure>
        <Figure label={text('QueueEligibilitySkillsQueuesEmpty')} isBad={empty > 0}>
          {count(empty)}
        </Figure>
        <Figure label={text('QueueEligibilitySkillsQueuesIdle')} isBad={idle > 0}>
          {count(idle)}
        </Figure>
      </Figures>
      {unread.length > 0 ? (
        <Notice
          variant="warning"
          isNested
          title={plural(unread.length, [
            'QueueEligibilitySkillsUnreadQueuesOne',
            'QueueEligibilitySkillsUnreadQueues',
          ])}
          body={unread
            .slice(0, 8)
            .map(({ friendlyName }) => friendlyName)
            .join(', ')}
        />
      ) : null}
      {findings.length > 0 ? <Findings findings={findings} names={names} /> : null}
      {agents.length === 0 ? (
        <Text as="p">{text('QueueEligibilitySkillsNothing')}</Text>
      ) : (
        <>
          <QueueEffects queues={queues} bySid={bySid} />
          <AgentChanges agents={agents} names={names} queues={snapshot.queues} />
        </>
      )}
    </Box>
  );
}
