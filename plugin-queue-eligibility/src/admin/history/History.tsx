import type { HistoryEntry } from '@queue-eligibility/api';
import { Badge } from '@twilio-paste/core/badge';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text } from '../../strings';
import { kindWords, startedByWords } from '../job-words';
import { Scrolling, Section } from '../parts';
import { clock, count, duration } from '../words';

const STATUS = {
  completed: ['success', 'QueueEligibilityStatusCompleted'],
  cancelled: ['neutral', 'QueueEligibilityStatusCancelled'],
  failed: ['error', 'QueueEligibilityStatusFailed'],
} as const satisfies Record<HistoryEntry['status'], readonly ['success' | 'neutral' | 'error', string]>;

/** The last jobs. */
export function History({ history, nowMs }: { history: readonly HistoryEntry[]; nowMs: number }) {
  const title = text('QueueEligibilityHistoryTitle');
  return (
    <Section title={title}>
      {history.length === 0 ? (
        <Text as="p" color="colorTextWeak">
          {text('QueueEligibilityHistoryEmpty')}
        </Text>
      ) : (
        <Scrolling label={title}>
          <Table>
            <THead>
              <Tr>
                <Th>{text('QueueEligibilityHistoryJob')}</Th>
                <Th>{text('QueueEligibilityHistoryStatus')}</Th>
                <Th>{text('QueueEligibilityHistoryBy')}</Th>
                <Th>{text('QueueEligibilityHistoryWhen')}</Th>
                <Th textAlign="right">{text('QueueEligibilityHistoryTook')}</Th>
                <Th textAlign="right">{text('QueueEligibilityChanged')}</Th>
                <Th textAlign="right">{text('QueueEligibilityFailed')}</Th>
              </Tr>
            </THead>
            <TBody>
              {history.map((entry) => (
                <Tr key={entry.id}>
                  <Td>{kindWords(entry.kind)}</Td>
                  <Td>
                    <Badge as="span" variant={STATUS[entry.status][0]}>
                      {text(STATUS[entry.status][1])}
                    </Badge>
                  </Td>
                  <Td>{startedByWords(entry.startedBy)}</Td>
                  <Td>{clock(entry.createdAt, nowMs)}</Td>
                  <Td textAlign="right">
                    {duration((Date.parse(entry.endedAt) - Date.parse(entry.createdAt)) / 1_000)}
                  </Td>
                  <Td textAlign="right">{count(entry.progress.changed)}</Td>
                  <Td textAlign="right">{count(entry.progress.failed)}</Td>
                </Tr>
              ))}
            </TBody>
          </Table>
        </Scrolling>
      )}
    </Section>
  );
}
