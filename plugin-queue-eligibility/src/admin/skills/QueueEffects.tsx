import type { AgentView } from '@queue-eligibility/api';
import {
  isLeftWithNobody,
  isLeftWithNobodyAvailable,
  type QueueEffect,
} from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { text } from '../../strings';
import { AgentList } from '../../workspace/AgentList';
import { Panel } from '../../workspace/Panel';
import { Pages } from '../Pages';
import { Scrolling } from '../parts';
import { count } from '../words';
import { usePaged } from '../use-paged';

interface QueueEffectsProps {
  queues: readonly QueueEffect[];
  bySid: ReadonlyMap<string, AgentView>;
}

/** Who comes to each queue and who goes; those that lose their last agents first, and in red. */
export function QueueEffects({ queues, bySid }: QueueEffectsProps) {
  const { shown, page, total, setPage } = usePaged(queues, 10);
  const title = text('QueueEligibilitySkillsQueues');
  return (
    <Panel title={title}>
      {queues.length === 0 ? (
        <Text as="p">{text('QueueEligibilitySkillsQueuesNone')}</Text>
      ) : (
        <Scrolling label={title}>
          <Table>
            <THead>
              <Tr>
                <Th>{text('QueueEligibilitySkillsQueue')}</Th>
                <Th textAlign="right">{text('QueueEligibilitySkillsComes')}</Th>
                <Th textAlign="right">{text('QueueEligibilitySkillsGoes')}</Th>
                <Th textAlign="right">{text('QueueEligibilityQueueEligible')}</Th>
                <Th textAlign="right">{text('QueueEligibilityQueueAvailable')}</Th>
                <Th>{text('QueueEligibilitySkillsWhoColumn')}</Th>
              </Tr>
            </THead>
            <TBody>
              {shown.map((queue) => (
                <Rows key={queue.sid} queue={queue} bySid={bySid} />
              ))}
            </TBody>
          </Table>
        </Scrolling>
      )}
      <Pages label={title} page={page} total={total} onChange={setPage} />
    </Panel>
  );
}

function Rows({ queue, bySid }: { queue: QueueEffect; bySid: QueueEffectsProps['bySid'] }) {
  const [isOpen, setIsOpen] = useState(false);
  const { friendlyName, comes, goes, before, after, unknown } = queue;
  const harm = isLeftWithNobody(queue)
    ? text('QueueEligibilitySkillsNobody')
    : isLeftWithNobodyAvailable(queue)
      ? text('QueueEligibilitySkillsNobodyAvailable')
      : null;
  const fromTo = (from: number, to: number): string =>
    text('QueueEligibilityWhatIfFromTo', { before: count(from), after: count(to) });
  return (
    <>
      <Tr>
        <Td>
          <Text as="span" fontWeight="fontWeightSemibold" color={harm ? 'colorTextError' : 'colorText'}>
            <span style={{ overflowWrap: 'anywhere' }}>{friendlyName}</span>
          </Text>
          {harm ? (
            <Text as="div" color="colorTextError" fontSize="fontSize20">
              {harm}
            </Text>
          ) : null}
          {unknown.length > 0 ? (
            <Text as="div" color="colorTextWeak" fontSize="fontSize20">
              {text('QueueEligibilityWhatIfUncertain', { count: count(unknown.length) })}
            </Text>
          ) : null}
        </Td>
        <Td textAlign="right">{signed('+', comes.length)}</Td>
        <Td textAlign="right">{signed('−', goes.length)}</Td>
        <Td textAlign="right">{fromTo(before.eligible, after.eligible)}</Td>
        <Td textAlign="right">{fromTo(before.available, after.available)}</Td>
        <Td>
          <Button
            variant="link"
            aria-expanded={isOpen}
            aria-label={text('QueueEligibilitySkillsWhoOf', { queue: friendlyName })}
            onClick={() => setIsOpen(!isOpen)}
          >
            {text(isOpen ? 'QueueEligibilitySkillsHide' : 'QueueEligibilitySkillsShow')}
          </Button>
        </Td>
      </Tr>
      {isOpen ? (
        <Tr>
          <Td colSpan={6}>
            <Box display="grid" columnGap="space70" rowGap="space50" style={SIDE_BY_SIDE}>
              <Who title={text('QueueEligibilitySkillsComes')} sids={comes} bySid={bySid} />
              <Who title={text('QueueEligibilitySkillsGoes')} sids={goes} bySid={bySid} />
            </Box>
          </Td>
        </Tr>
      ) : null}
    </>
  );
}

const signed = (sign: string, value: number): string => (value === 0 ? '0' : `${sign}${count(value)}`);

interface WhoProps extends Pick<QueueEffectsProps, 'bySid'> {
  title: string;
  sids: readonly string[];
}

function Who({ title, sids, bySid }: WhoProps) {
  if (sids.length === 0) return null;
  const agents = sids.flatMap((sid) => bySid.get(sid) ?? []);
  return (
    <Box minWidth="0">
      <Text as="p" fontWeight="fontWeightSemibold" marginBottom="space20">
        {title}
      </Text>
      <AgentList label={title} agents={agents} pageSize={8} />
    </Box>
  );
}

/** Beside each other where there is room. */
const SIDE_BY_SIDE = { gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))' } as const;
