import type { Agent } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useMemo } from 'react';
import { Pages } from '../admin/Pages';
import { SearchField } from '../admin/SearchField';
import { useSearched } from '../admin/use-paged';
import { text } from '../strings';
import { nameOf, soughtBy } from './agent-words';

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
  const { search, setSearch, found, shown, page, total, setPage } = useSearched(agents, pageSize, soughtBy);
  const doubled = useMemo(() => doubledIn(agents.map(nameOf)), [agents]);
  return (
    <>
      {agents.length >= SEARCH_FROM ? (
        <Box marginBottom="space40">
          <SearchField label={text('QueueEligibilityAgentsSearch')} value={search} onChange={setSearch} />
        </Box>
      ) : null}
      {found.length === 0 && agents.length > 0 ? (
        <Text as="p">{text('QueueEligibilityAgentsNothing', { search })}</Text>
      ) : null}
      <Box as="ul" aria-label={label} margin="space0" paddingLeft="space0" style={{ listStyle: 'none' }}>
        {shown.map((agent) => (
          <Row key={agent.sid} agent={agent} isDoubled={doubled.has(nameOf(agent))} />
        ))}
      </Box>
      <Pages label={label} page={page} total={total} onChange={setPage} />
    </>
  );
}

/** Names that stand more than once. */
function doubledIn(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.has(name) || !seen.add(name)));
}

/** `isDoubled`: another one has the same name, so it says which worker this is. */
function Row({ agent, isDoubled }: { agent: Agent; isDoubled: boolean }) {
  const { available, activityName, friendlyName, sid } = agent;
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
        {isDoubled ? (
          <Text as="span" color="colorTextWeak" fontSize="fontSize20">
            {` ${friendlyName || sid}`}
          </Text>
        ) : null}
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
