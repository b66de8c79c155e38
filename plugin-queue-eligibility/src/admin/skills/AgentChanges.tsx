import type { QueueView } from '@queue-eligibility/api';
import { differencesOf, exportLong, type AgentPreview } from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import React, { useCallback, useMemo } from 'react';
import { text } from '../../strings';
import { downloadText, fileName } from '../../workspace/copy';
import { Panel } from '../../workspace/Panel';
import { Pages } from '../Pages';
import { Scrolling } from '../parts';
import { SearchField } from '../SearchField';
import { standWords } from './stand-words';
import { useSearched } from '../use-paged';

interface AgentChangesProps {
  agents: readonly AgentPreview[];
  names: ReadonlyMap<string, string>;
  queues: readonly QueueView[];
}

/** Of each agent the exact difference, and the queues that it comes to and goes from. */
export function AgentChanges({ agents, names, queues }: AgentChangesProps) {
  const queueNames = useMemo(
    () => new Map(queues.map(({ sid, friendlyName }) => [sid, friendlyName])),
    [queues],
  );
  const wordsOf = useCallback(
    ({ workerSid, friendlyName }: AgentPreview) =>
      `${names.get(workerSid) ?? ''} ${friendlyName} ${workerSid}`,
    [names],
  );
  const { search, setSearch, found, shown, page, total, setPage } = useSearched(agents, 15, wordsOf);
  const title = text('QueueEligibilitySkillsAgents');
  const hasRows = agents.some(({ row }) => row !== null);
  return (
    <Panel
      title={title}
      action={
        <Button
          variant="secondary"
          size="small"
          aria-label={text('QueueEligibilityAgentsCsvOf', { what: title })}
          onClick={() => downloadText(fileName(title), csvOf(agents))}
        >
          {text('QueueEligibilityAgentsCsv')}
        </Button>
      }
    >
      {agents.length > 15 ? (
        <Box marginBottom="space40">
          <SearchField label={text('QueueEligibilityAgentsSearch')} value={search} onChange={setSearch} />
        </Box>
      ) : null}
      {found.length === 0 ? (
        <Text as="p">{text('QueueEligibilityAgentsNothing', { search })}</Text>
      ) : (
        <Scrolling label={title}>
          <Table>
            <THead>
              <Tr>
                {hasRows ? <Th textAlign="right">{text('QueueEligibilitySkillsRow')}</Th> : null}
                <Th>{text('QueueEligibilityAgentsName')}</Th>
                <Th>{text('QueueEligibilitySkillsDifference')}</Th>
                <Th>{text('QueueEligibilitySkillsComesTo')}</Th>
                <Th>{text('QueueEligibilitySkillsGoesFrom')}</Th>
              </Tr>
            </THead>
            <TBody>
              {shown.map((agent) => (
                <Tr key={agent.workerSid}>
                  {hasRows ? <Td textAlign="right">{agent.row ?? '–'}</Td> : null}
                  <Td>{names.get(agent.workerSid) ?? agent.friendlyName}</Td>
                  <Td>
                    <Difference agent={agent} />
                  </Td>
                  <Td>{listed(agent.comes, queueNames)}</Td>
                  <Td>{listed(agent.goes, queueNames)}</Td>
                </Tr>
              ))}
            </TBody>
          </Table>
        </Scrolling>
      )}
      <Pages label={title} page={page} total={total} onChange={setPage} />
    </Panel>
  );
}

function Difference({ agent }: { agent: AgentPreview }) {
  return (
    <>
      {differencesOf(agent).map(({ name, before, after }) => (
        <Text as="div" key={name}>
          <Text as="span" fontWeight="fontWeightSemibold">
            {name}
          </Text>
          {': '}
          {text('QueueEligibilityWhatIfFromTo', { before: standWords(before), after: standWords(after) })}
        </Text>
      ))}
    </>
  );
}

/** So many names are read; the rest is counted. */
const NAMED = 3;

function listed(sids: readonly string[], names: ReadonlyMap<string, string>): string {
  if (sids.length === 0) return '–';
  const named = sids.slice(0, NAMED).map((sid) => names.get(sid) ?? sid);
  const more = sids.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` +${more}` : ''}`;
}

const csvOf = (agents: readonly AgentPreview[]): string =>
  exportLong(
    agents.flatMap(({ workerSid, friendlyName, changes, before }) =>
      changes.map((change) => ({
        ...{ workerSid, friendlyName, change, before, status: 'planned', message: '', isToDo: true },
      })),
    ),
  );
