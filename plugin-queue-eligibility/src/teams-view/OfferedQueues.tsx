import { Box } from '@twilio-paste/core/box';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text } from '../strings';

/** A queue as the filter offers it. */
export interface Option {
  /** What stands for it in an agent's list. */
  value: string;
  name: string;
  /** Agents that are eligible for it; null: not known. */
  agents: number | null;
}

/** More than that nobody reads through: typing finds the rest. */
const MAX_OFFERED = 40;

/** What a window leaves between the search and Flex's buttons, and what when the chosen queues stand above. */
const ROOM = 'max(10rem, calc(100vh - 29rem))';
const ROOM_BELOW_CHOSEN = 'max(10rem, calc(100vh - 40rem))';

interface OfferedQueuesProps {
  options: readonly Option[];
  chosen: readonly string[];
  /** No more can be chosen. */
  isFull: boolean;
  onToggle: (value: string) => void;
}

/** The queues to choose from, in an area of their own: the buttons below it stay where they are. */
export function OfferedQueues({ options, chosen, isFull, onToggle }: OfferedQueuesProps) {
  if (options.length === 0) return <Text as="p">{text('QueueEligibilityFilterNothing')}</Text>;
  return (
    <>
      <Box
        role="group"
        aria-label={text('QueueEligibilityFilterTitle')}
        tabIndex={0}
        marginTop="space40"
        padding="space20"
        style={{ maxHeight: chosen.length > 0 ? ROOM_BELOW_CHOSEN : ROOM, overflowY: 'auto' }}
        display="grid"
        rowGap="space30"
      >
        {options.slice(0, MAX_OFFERED).map(({ value, name, agents }) => (
          <Checkbox
            key={value}
            id={`queue-eligibility-${value}`}
            name={value}
            checked={chosen.includes(value)}
            disabled={isFull && !chosen.includes(value)}
            onChange={() => onToggle(value)}
          >
            {name}
            {agents === null ? null : (
              <Text as="span" color="colorTextWeak" fontWeight="fontWeightNormal">
                {' '}
                {text('QueueEligibilityFilterAgents', { count: agents })}
              </Text>
            )}
          </Checkbox>
        ))}
      </Box>
      {options.length > MAX_OFFERED ? (
        <Text as="p" color="colorTextWeak" marginTop="space30">
          {text('QueueEligibilityFilterMore', { count: options.length - MAX_OFFERED })}
        </Text>
      ) : null}
    </>
  );
}
