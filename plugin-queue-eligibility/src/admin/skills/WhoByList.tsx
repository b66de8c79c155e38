import type { AgentView } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { text } from '../../strings';
import { nameOf, soughtBy } from '../../workspace/agent-words';
import { usePage } from '../context';
import { Pages } from '../Pages';
import { SearchField } from '../SearchField';
import { count } from '../words';
import { useSearched } from '../use-paged';

/** Agents one by one, or all that a search finds. */
export function WhoByList({ agents }: { agents: readonly AgentView[] }) {
  const { planDraft, listedInTeams } = usePage();
  const chosen = useStore(planDraft, (draft) => draft.chosen);
  const isChosen = useMemo(() => new Set(chosen), [chosen]);
  // Who was chosen before: what a click chooses stays where it is.
  const [before, setBefore] = useState(isChosen);
  const chosenFirst = useMemo(
    () => [...agents.filter(({ sid }) => before.has(sid)), ...agents.filter(({ sid }) => !before.has(sid))],
    [agents, before],
  );
  const { search, setSearch, found, shown, page, total, setPage } = useSearched(chosenFirst, 10, soughtBy);
  const label = text('QueueEligibilitySkillsChoose');
  const { finds, sids } = listedInTeams();
  const isListed = useMemo(() => new Set(sids), [sids]);
  const inTeams = agents.filter((agent) => (finds ? finds(agent) : isListed.has(agent.sid)));
  const choose = (next: Iterable<string>): void => planDraft.setState({ chosen: [...new Set(next)] });
  const chooseThose = (those: readonly AgentView[]): void =>
    choose([...chosen, ...those.map(({ sid }) => sid)]);
  useEffect(() => {
    if (!planDraft.getState().isFromTeams) return;
    const sids = inTeams.map(({ sid }) => sid);
    planDraft.setState({ isFromTeams: false, chosen: sids });
    setBefore(new Set(sids));
  });
  return (
    <Box display="grid" rowGap="space40">
      <SearchField label={text('QueueEligibilityAgentsSearch')} value={search} onChange={setSearch} />
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30">
        <Text as="span" role="status">
          {text('QueueEligibilitySkillsChosen', { count: count(chosen.length) })}
        </Text>
        <Button variant="link" disabled={found.length === 0} onClick={() => chooseThose(found)}>
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
          {shown.map((agent) => {
            const { sid, activityName, available } = agent;
            return (
              <Checkbox
                key={sid}
                id={`skills-${sid}`}
                checked={isChosen.has(sid)}
                onChange={() =>
                  choose(isChosen.has(sid) ? chosen.filter((other) => other !== sid) : [...chosen, sid])
                }
              >
                {nameOf(agent)}{' '}
                <Text
                  as="span"
                  fontSize="fontSize20"
                  fontWeight="fontWeightNormal"
                  color={available ? 'colorTextSuccess' : 'colorTextWeak'}
                >
                  {activityName}
                </Text>
              </Checkbox>
            );
          })}
        </Box>
      )}
      <Pages label={label} page={page} total={total} onChange={setPage} />
    </Box>
  );
}
