import { MAX_CHANGED_BY, type LoggedChange, type PlanView } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text } from '../../strings';
import { Notice } from '../Notice';
import { clock } from '../words';
import { useChangedBy } from './use-changed-by';

interface ChangedByProps {
  plan: PlanView;
  /** SIDs of agents who are not as the plan expects them. */
  sids: readonly string[];
  names: ReadonlyMap<string, string>;
}

/** Names the first agents who are not as a plan expects them and, on demand, who changed them. */
export function ChangedBy({ plan, sids, names }: ChangedByProps) {
  const asked = useChangedBy(plan);
  const shown = sids.slice(0, MAX_CHANGED_BY);
  const named = shown.map((sid) => names.get(sid) ?? sid);
  const more = sids.length - shown.length;
  return (
    <Box display="grid" rowGap="space30">
      {asked.changes.size === 0 ? (
        <Text as="p">{more > 0 ? `${named.join(', ')} +${more}` : named.join(', ')}</Text>
      ) : (
        <Box as="ul" margin="space0" paddingLeft="space0" style={{ listStyle: 'none' }}>
          {shown.map((sid, i) => (
            <li key={sid}>
              <Text as="span" fontWeight="fontWeightSemibold">
                {named[i]}
              </Text>
              <ChangedByWords changes={asked.changes.get(sid)} />
            </li>
          ))}
        </Box>
      )}
      <AskWho asked={asked} sids={shown} />
    </Box>
  );
}

interface AskWhoProps {
  asked: ReturnType<typeof useChangedBy>;
  sids: readonly string[];
}

/** The button that asks; gone where it is known of all of these. */
export function AskWho({ asked: { changes, isAsking, problem, ask }, sids }: AskWhoProps) {
  const isKnown = sids.every((sid) => changes.has(sid));
  return (
    <>
      {problem ? <Notice isNested {...problem} /> : null}
      {isKnown ? (
        <Text as="p" color="colorTextWeak" fontSize="fontSize20">
          {text('QueueEligibilityPlanWhoHelp')}
        </Text>
      ) : (
        <Box>
          <Button variant="secondary" size="small" loading={isAsking} onClick={() => void ask(sids)}>
            {text('QueueEligibilityPlanWho')}
          </Button>
        </Box>
      )}
    </>
  );
}

/** When an agent was changed, and by whom; nothing where nobody has asked. */
export function ChangedByWords({ changes }: { changes: readonly LoggedChange[] | null | undefined }) {
  if (changes === undefined) return null;
  return (
    <Text as="div" color="colorTextWeak" fontSize="fontSize20">
      {changes === null
        ? text('QueueEligibilityPlanWhoUnread')
        : changes.length === 0
          ? text('QueueEligibilityPlanWhoNone')
          : changes.map(changeWords).join(' · ')}
    </Text>
  );
}

function changeWords({ at, by, source }: LoggedChange): string {
  const way =
    source === null ? text('QueueEligibilityPlanWhoNobody') : text('QueueEligibilityPlanWhoWay', { source });
  return `${clock(at, Date.now())}: ${by ?? way}`;
}
