import type { AgentView } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { text } from '../../strings';
import { nameOf } from '../../workspace/agent-words';
import { usePage } from '../context';
import { Pages } from '../Pages';
import { SearchField } from '../SearchField';
import { count } from '../words';
import { usePaged } from '../use-paged';

/** Agents one by one, or all that a search finds. */
export function WhoByList({ agents }: { agents: readonly AgentView[] }) {
  const { planDraft, listedInTeams } = usePage();
  const chosen = useStore(planDraft, (draft) => draft.chosen);
  const [search, setSearch] = useState('');
  const isChosen = useMemo(() => new Set(chosen), [chosen]);
  const lines = useMemo(
    () =>
      agents.map((agent) => ({
        ...{ agent, name: nameOf(agent) },
        sought:
          `${nameOf(agent)} ${agent.friendlyName} ${agent.sid} ${agent.activityName}`.toLocaleLowerCase(),
      })),
    [agents],
  );
  const found = useMemo(() => {
    const wanted = search.trim().toLocaleLowerCase();
    return lines.filter(({ sought }) => sought.includes(wanted));
  }, [lines, search]);
  const { shown, page, total, setPage } = usePaged(found, 10);
  const label = text('QueueEligibilitySkillsChoose');
  const { finds, sids } = listedInTeams();
  const isListed = useMemo(() => new Set(sids), [sids]);
  const inTeams = agents.filter((agent) => (finds ? finds(agent) : isListed.has(agent.sid)));
  const choose = (next: Iterable<string>): void => planDraft.setState({ chosen: [...new Set(next)] });
  const chooseThose = (those: readonly AgentView[]): void =>
    choose([...chosen, ...those.map(({ sid }) => sid)]);
  useEffect(() => {
    if (!planDraft.getState().isFromTeams) return;
    planDraft.setState({ isFromTeams: false, chosen: inTeams.map(({ sid }) => sid) });
  });
  return (
    <Box display="grid" rowGap="space40">
      <SearchField
        label={text('QueueEligibilityAgentsSearch')}
        value={search}
        onChange={(sought) => {
          setSearch(sought);
          setPage(1);
        }}
      />
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30">
        <Text as="span" role="status">
          {text('QueueEligibilitySkillsChosen', { count: count(chosen.length) })}
        </Text>
        <Button
          variant="link"
          disabled={found.length === 0}
          onClick={() => chooseThose(found.map(({ agent }) => agent))}
        >
          {text('QueueEligibilitySkillsChooseAll', { count: count(found.length) })}
        </Button>
        {inTeams.length > 0 ? (
          <Button variant="link" onClick={() => chooseThose(inTeams)}>
            {text(finds ? 'QueueEligibilitySkillsChooseFilter' : 'QueueEligibilitySkillsChooseTeams', {
              count: count(inTeams.length),
            })}
          </Button>
        ) : null}
        {chosen.length > 0 ? (
          <Button variant="link" onClick={() => choose([])}>
            {text('QueueEligibilitySkillsChooseNone')}
          </Button>
        ) : null}
      </Box>
      {found.length === 0 ? (
        <Text as="p">{text('QueueEligibilityAgentsNothing', { search })}</Text>
      ) : (
        <Box role="group" aria-label={label} display="grid" rowGap="space30">
          {shown.map(({ agent: { sid, activityName, available }, name }) => (
            <Checkbox
              key={sid}
              id={`skills-${sid}`}
              checked={isChosen.has(sid)}
              onChange={() =>
                choose(isChosen.has(sid) ? chosen.filter((other) => other !== sid) : [...chosen, sid])
              }
            >
              {name}{' '}
              <Text
                as="span"
                fontSize="fontSize20"
                fontWeight="fontWeightNormal"
                color={available ? 'colorTextSuccess' : 'colorTextWeak'}
              >
                {activityName}
              </Text>
            </Checkbox>
          ))}
        </Box>
      )}
      <Pages label={label} page={page} total={total} onChange={setPage} />
    </Box>
  );
}
