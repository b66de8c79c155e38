import type { HistoryEntry } from '@queue-eligibility/api';
import { Anchor } from '@twilio-paste/core/anchor';
import { Badge } from '@twilio-paste/core/badge';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text } from '../../strings';
import { addressOf } from '../address';
import { usePage } from '../context';
import { STATUS } from '../history/words';
import { kindWords, useStarter } from '../job-words';
import { Section } from '../parts';
import { clock } from '../words';

/** Jobs that are shown; the history has the others. */
const SHOWN = 5;

/** The last few jobs at a glance, and the way to the history. */
export function Lately({ history, nowMs }: { history: readonly HistoryEntry[]; nowMs: number }) {
  const { go } = usePage();
  const all = (
    <Anchor
      href={addressOf({ tab: 'history' })}
      onClick={(event) => {
        event.preventDefault();
        go({ tab: 'history' });
      }}
    >
      {text('QueueEligibilityLatelyAll')}
    </Anchor>
  );
  return (
    <Section title={text('QueueEligibilityLately')} action={all}>
      <Box as="ul" margin="space0" padding="space0" display="grid" rowGap="space40">
        {history.slice(0, SHOWN).map((entry) => (
          <Line key={entry.id} entry={entry} nowMs={nowMs} />
        ))}
      </Box>
    </Section>
  );
}

function Line({ entry, nowMs }: { entry: HistoryEntry; nowMs: number }) {
  const by = useStarter(entry.startedBy);
  const [variant, status] = STATUS[entry.status];
  return (
    <Box as="li" display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space20">
      <Badge as="span" variant={variant}>
        {text(status)}
      </Badge>
      <Text as="span" fontWeight="fontWeightSemibold">
        {kindWords(entry.kind)}
      </Text>
      <Text as="span" color="colorTextWeak">
        {text('QueueEligibilityStartedBy', { by, time: clock(entry.createdAt, nowMs) })}
      </Text>
    </Box>
  );
}
