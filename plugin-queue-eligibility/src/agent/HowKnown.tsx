import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { wordsOf } from '../admin/Trouble';
import { clock } from '../admin/words';
import { text } from '../strings';
import type { Arranged } from './arrange';
import type { Asked } from './use-answer';

interface HowKnownProps {
  agent: string;
  asked: Asked;
  ask: () => void;
  /** What the agent is like now. */
  factsKey: string;
  all: Arranged;
  isInStep: boolean;
}

/** Where what is shown comes from, and the way to TaskRouter's own answer. */
export function HowKnown({ agent, asked, ask, factsKey, all, isInStep }: HowKnownProps) {
  const isAsking = asked.status === 'asking';
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      justifyContent="space-between"
      columnGap="space40"
      rowGap="space30"
    >
      <Box style={{ flex: '1 1 220px', minWidth: 0 }}>
        <Text as="p" color="colorTextWeak" fontSize="fontSize20" role="status">
          {sourceInWords(asked, factsKey, all)}
          {isInStep ? ` ${text('QueueEligibilityAgentInStep')}` : ''}
        </Text>
      </Box>
      <Button
        variant="secondary"
        size="small"
        // Not disabled: the focus would be lost, and with it the keys of the dialog.
        aria-disabled={isAsking}
        aria-label={text('QueueEligibilityAgentAskLabel', { agent })}
        onClick={isAsking ? undefined : ask}
      >
        {text('QueueEligibilityAgentAsk')}
      </Button>
    </Box>
  );
}

function sourceInWords(asked: Asked, factsKey: string, { eligible, unsure, others }: Arranged): string {
  switch (asked.status) {
    case 'not-asked':
      return text('QueueEligibilityAgentReading');
    case 'asking':
      return text('QueueEligibilityAgentAsking');
    case 'failed': {
      if (asked.problem.code === 'not_found') return text('QueueEligibilityAgentNotFound');
      const { title, body } = wordsOf(asked.problem);
      return `${title}. ${body}`;
    }
    case 'answered': {
      const time = clock(asked.answer.readAt, Date.now());
      if (asked.factsKey !== factsKey) return text('QueueEligibilityAgentStale', { time });
      const entries = [...eligible, ...unsure, ...others];
      const queues = entries.filter(({ isContradicted }) => isContradicted).map(({ name }) => name);
      return queues.length === 0
        ? text('QueueEligibilityAgentAgrees', { time })
        : text('QueueEligibilityAgentDisagrees', { time, queues: queues.join(', ') });
    }
  }
}
