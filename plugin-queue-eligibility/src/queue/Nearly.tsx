import type { QueueView } from '@queue-eligibility/api';
import type { Nearly as Group } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { count, plural } from '../admin/words';
import { Phrase } from '../explain/Phrase';
import { requirementOf } from '../explain/requirement';
import { plainly } from '../explain/said';
import { Sentences } from '../explain/Sentences';
import { text } from '../strings';
import { agentCells, agentColumns } from '../workspace/agent-words';
import { AgentsOnDemand } from '../workspace/AgentsOnDemand';
import { CsvButton } from '../workspace/CsvButton';
import { Panel } from '../workspace/Panel';

/** Groups shown at once. */
const SHOWN = 8;

interface NearlyProps {
  queue: QueueView;
  groups: readonly Group[];
}

/** Who would be eligible if it were not for one clause, grouped by that clause. */
export function Nearly({ queue, groups }: NearlyProps) {
  const [shown, setShown] = useState(SHOWN);
  const title = text('QueueEligibilityQueueNearly');
  const rows = () =>
    groups.flatMap(({ clause, lacking, agents }) =>
      agents.map((agent) => [...agentCells(agent), plainly(requirementOf(lacking)), clause]),
    );
  return (
    <Panel
      title={title}
      action={
        groups.length > 0 ? (
          <CsvButton
            what={title}
            name={[queue.friendlyName, title]}
            rows={() => [
              [...agentColumns(), text('QueueEligibilityQueueLacks'), text('QueueEligibilityQueueClause')],
              ...rows(),
            ]}
          />
        ) : null
      }
    >
      <Text as="p" color="colorTextWeak" marginBottom="space40">
        {text(groups.length === 0 ? 'QueueEligibilityQueueNearlyNobody' : 'QueueEligibilityQueueNearlyText')}
      </Text>
      <Box as="ul" margin="space0" paddingLeft="space0" style={{ listStyle: 'none' }}>
        {groups.slice(0, shown).map((group) => (
          <NearlyGroup key={group.clause} group={group} />
        ))}
      </Box>
      {groups.length > shown ? (
        <Box marginTop="space40">
          <Button variant="link" onClick={() => setShown(shown + 4 * SHOWN)}>
            {text('QueueEligibilityQueueNearlyMore', { count: count(groups.length - shown) })}
          </Button>
        </Box>
      ) : null}
    </Panel>
  );
}

function NearlyGroup({ group: { clause, lacking, agents } }: { group: Group }) {
  const available = agents.filter((agent) => agent.available).length;
  const number = plural(agents.length, ['QueueEligibilityAgentsCountOne', 'QueueEligibilityAgentsCount']);
  return (
    <Box
      as="li"
      display="grid"
      rowGap="space20"
      paddingY="space40"
      borderTopStyle="solid"
      borderTopWidth="borderWidth10"
      borderTopColor="colorBorderWeaker"
    >
      <Sentences>
        <strong>{number}</strong>: <Phrase said={requirementOf(lacking)} />
      </Sentences>
      <Text as="p" fontFamily="fontFamilyCode" fontSize="fontSize20" style={{ overflowWrap: 'anywhere' }}>
        {clause}
      </Text>
      <AgentsOnDemand label={plainly(requirementOf(lacking))} agents={agents}>
        <Text as="span" color="colorTextWeak" fontSize="fontSize20">
          {text('QueueEligibilityQueueLackAvailable', { count: count(available) })}
        </Text>
      </AgentsOnDemand>
    </Box>
  );
}
