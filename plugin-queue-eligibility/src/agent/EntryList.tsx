import type { Path, WorkerFacts } from '@queue-eligibility/target-expression';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useMemo, useState } from 'react';
import { count } from '../admin/words';
import { text } from '../strings';
import type { Entry } from './arrange';
import { EntryRow, Rows } from './EntryRow';

/** So many queues are drawn at a time: typing finds the rest sooner than scrolling. */
const STEP = 20;

interface EntryListProps {
  title: string;
  entries: readonly Entry[];
  /** How many there are without the search. */
  total: number;
  /** What is said where there are none. */
  nothing: string;
  hint: string | null;
  facts: WorkerFacts | null;
  /** The attribute that is ours. */
  attribute: string;
  level: 3 | 4;
}

/** Some queues under a heading, each of which opens. */
export function EntryList(props: EntryListProps) {
  const { title, entries, total, nothing, hint, facts, attribute, level } = props;
  const headingId = useUID();
  const [shown, setShown] = useState(STEP);
  const fixed = useMemo((): readonly Path[] => [[attribute]], [attribute]);
  const more = Math.min(STEP, entries.length - shown);
  return (
    <Box as="section" aria-labelledby={headingId}>
      <Text
        as={level === 3 ? 'h3' : 'h4'}
        id={headingId}
        fontSize="fontSize40"
        lineHeight="lineHeight40"
        fontWeight="fontWeightSemibold"
        marginBottom="space20"
      >
        {title}{' '}
        <Text as="span" color="colorTextWeak" fontWeight="fontWeightNormal">
          {entries.length === total ? count(total) : `${count(entries.length)} / ${count(total)}`}
        </Text>
      </Text>
      {hint === null ? null : (
        <Text as="p" color="colorTextWeak" fontSize="fontSize20" marginBottom="space20">
          {hint}
        </Text>
      )}
      {entries.length === 0 ? (
        <Text as="p" color="colorTextWeak">
          {nothing}
        </Text>
      ) : (
        <Rows as="ul" aria-labelledby={headingId}>
          {entries.slice(0, shown).map((entry) => (
            <EntryRow key={entry.sid} entry={entry} facts={facts} fixed={fixed} level={level === 3 ? 4 : 5} />
          ))}
        </Rows>
      )}
      {more > 0 ? (
        <Box marginTop="space30">
          <Button
            variant="link"
            aria-label={text('QueueEligibilityAgentMoreLabel', { count: more, group: title })}
            onClick={() => setShown(shown + STEP)}
          >
            {text('QueueEligibilityAgentMore', { count: more })}
          </Button>
        </Box>
      ) : null}
    </Box>
  );
}
