import type { Agent, Effect as Outcome, Tried } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { Notice } from '../admin/Notice';
import { Figure, Figures } from '../admin/parts';
import { count } from '../admin/words';
import { text } from '../strings';
import { AgentList } from '../workspace/AgentList';
import { CsvButton } from '../workspace/CsvButton';
import { Panel } from '../workspace/Panel';
import { CopyButton } from './CopyButton';
import { effectInText, effectRows } from './effect-text';
import { Holes } from './Holes';
import { SharedQueues } from './SharedQueues';

interface EffectProps {
  queueName: string;
  before: string;
  after: string;
  isReadable: boolean;
  /** Our reading of the queue's rule was found wrong. */
  isDistrusted: boolean;
  /** Null: nothing is computed, or not yet. */
  tried: Tried | null;
}

/** What a change would do, in numbers; or why there is nothing to say. */
export function EffectFigures(props: EffectProps) {
  const { before, after, isReadable, isDistrusted, tried } = props;
  if (!isReadable) return <Text as="p">{text('QueueEligibilityWhatIfUnreadable')}</Text>;
  if (before === after) {
    return (
      <Text as="p" color="colorTextWeak">
        {text(before === '' ? 'QueueEligibilityWhatIfNothingYet' : 'QueueEligibilityWhatIfSame')}
      </Text>
    );
  }
  if (!tried) return <Text as="p">{text('QueueEligibilityLoading')}</Text>;
  const { effect, holes } = tried;
  const { gain, lose, unknown, availableGain, availableLose, eligible } = effect;
  const isNothing = gain.length + lose.length + unknown.length === 0;
  return (
    <Box display="grid" rowGap="space50">
      <Box
        display="flex"
        flexWrap="wrap"
        justifyContent="space-between"
        alignItems="flex-start"
        columnGap="space50"
        rowGap="space40"
      >
        <Figures>
          <Figure label={text('QueueEligibilityWhatIfGain')}>
            <Moved sign="+" agents={gain.length} available={availableGain} />
          </Figure>
          <Figure label={text('QueueEligibilityWhatIfLose')} isBad={lose.length > 0}>
            <Moved sign="−" agents={lose.length} available={availableLose} />
          </Figure>
          <Figure label={text('QueueEligibilityQueueEligible')}>
            {text('QueueEligibilityWhatIfFromTo', {
              before: count(eligible.before),
              after: count(eligible.after),
            })}
          </Figure>
        </Figures>
        <Box display="flex" columnGap="space30">
          <CopyButton text={() => effectInText(props, effect)} />
          <CsvButton
            what={text('QueueEligibilityWhatIfTitle')}
            name={[props.queueName, text('QueueEligibilityWhatIfTitle')]}
            rows={() => effectRows(effect)}
          />
        </Box>
      </Box>
      {isNothing ? <Text as="p">{text('QueueEligibilityWhatIfNobody')}</Text> : null}
      <Holes holes={holes} />
      {isDistrusted ? (
        <Notice
          variant="warning"
          isNested
          title={text('QueueEligibilityQueueDistrusted')}
          body={text('QueueEligibilityWhatIfDistrusted')}
        />
      ) : null}
    </Box>
  );
}

/** What a change would do, by name: who would gain and who would lose the queue, and what else they can take. */
export function EffectNames({ effect: { gain, lose, unknown, shared } }: { effect: Outcome }) {
  return (
    <Box display="grid" rowGap="space50" marginTop="space50">
      <MovedList title={text('QueueEligibilityWhatIfGain')} agents={gain} />
      <MovedList title={text('QueueEligibilityWhatIfLose')} agents={lose} />
      <MovedList
        title={text('QueueEligibilityWhatIfUncertain', { count: count(unknown.length) })}
        help={text('QueueEligibilityQueueUnknownText')}
        agents={unknown}
      />
      <SharedQueues shared={shared} />
    </Box>
  );
}

function Moved({ sign, agents, available }: { sign: string; agents: number; available: number }) {
  return (
    <>
      {agents === 0 ? '0' : `${sign}${count(agents)}`}
      <Text
        as="span"
        display="block"
        color="colorTextWeak"
        fontSize="fontSize20"
        fontWeight="fontWeightNormal"
        lineHeight="lineHeight20"
      >
        {text('QueueEligibilityQueueLackAvailable', { count: count(available) })}
      </Text>
    </>
  );
}

function MovedList({ title, help, agents }: { title: string; help?: string; agents: readonly Agent[] }) {
  if (agents.length === 0) return null;
  return (
    <Panel title={title}>
      {help ? (
        <Text as="p" color="colorTextWeak" marginBottom="space40">
          {help}
        </Text>
      ) : null}
      <AgentList label={title} agents={agents} pageSize={8} />
    </Panel>
  );
}
