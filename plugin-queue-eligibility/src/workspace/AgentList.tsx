import type { Agent } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useMemo, useState } from 'react';
import { Pages } from '../admin/Pages';
import { text } from '../strings';
import { nameOf } from './agent-words';

interface AgentListProps {
  /** What it is a list of. */
  label: string;
  /** In the order in which they are shown. */
  agents: readonly Agent[];
  /** So many at a time. Default: 15. */
  pageSize?: number;
}

/** From so many on, there is a search. */
const SEARCH_FROM = 16;

/** Agents with their activity, a page of them at a time. */
export function AgentList({ label, agents, pageSize = 15 }: AgentListProps) {
  const searchId = useUID();
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const found = useMemo(() => {
    const wanted = search.trim().toLocaleLowerCase();
    if (wanted === '') return agents;
    return agents.filter((agent) =>
      `${nameOf(agent)} ${agent.friendlyName} ${agent.sid} ${agent.activityName}`
        .toLocaleLowerCase()
        .includes(wanted),
    );
  }, [agents, search]);
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const current = Math.min(page, pages);
  return (
    <>
      {agents.length >= SEARCH_FROM ? (
        <Box marginBottom="space40" maxWidth="size30">
          <Label htmlFor={searchId}>{text('QueueEligibilityAgentsSearch')}</Label>
          <Input
            id={searchId}
            type="search"
            value={search}
            onChange={(event) => {
              setSearch(event.target.value);
              setPage(1);
            }}
          />
        </Box>
      ) : null}
      {found.length === 0 && agents.length > 0 ? (
        <Text as="p">{text('QueueEligibilityAgentsNothing', { search })}</Text>
      ) : null}
      <Box as="ul" aria-label={label} margin="space0" paddingLeft="space0" style={{ listStyle: 'none' }}>
        {found.slice((current - 1) * pageSize, current * pageSize).map((agent) => (
          <Row key={agent.sid} agent={agent} />
        ))}
      </Box>
      <Pages label={label} page={current} total={pages} onChange={setPage} />
    </>
  );
}

function Row({ agent }: { agent: Agent }) {
  const { available, activityName } = agent;
  return (
    <Box
      as="li"
      display="flex"
      justifyContent="space-between"
      alignItems="baseline"
      columnGap="space40"
      paddingY="space20"
      borderBottomStyle="solid"
      borderBottomWidth="borderWidth10"
      borderBottomColor="colorBorderWeaker"
    >
      <Text as="span" style={{ overflowWrap: 'anywhere' }}>
        {nameOf(agent)}
      </Text>
      <Text
        as="span"
        fontSize="fontSize20"
        whiteSpace="nowrap"
        color={available ? 'colorTextSuccess' : 'colorTextWeak'}
        fontWeight={available ? 'fontWeightSemibold' : 'fontWeightNormal'}
      >
        {activityName}
      </Text>
    </Box>
  );
}
