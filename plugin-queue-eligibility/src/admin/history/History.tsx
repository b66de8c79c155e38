import type { HistoryEntry } from '@queue-eligibility/api';
import { Badge } from '@twilio-paste/core/badge';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import { ChevronDownIcon } from '@twilio-paste/icons/cjs/ChevronDownIcon';
import { ChevronRightIcon } from '@twilio-paste/icons/cjs/ChevronRightIcon';
import React, { useState } from 'react';
import { text } from '../../strings';
import { CsvButton } from '../../workspace/CsvButton';
import { changedLabel, kindWords, useStarter } from '../job-words';
import { Scrolling, Section } from '../parts';
import { clock, count, duration } from '../words';
import { historyRows } from './csv';
import { Record } from './Record';
import { STATUS, tookSeconds, verifiedWords } from './words';

const COLUMNS = 8;

/** The last jobs; each opens into what came of it. */
export function History({ history, nowMs }: { history: readonly HistoryEntry[]; nowMs: number }) {
  const title = text('QueueEligibilityHistoryTitle');
  return (
    <Section
      title={title}
      action={
        history.length > 0 ? (
          <CsvButton what={title} name={[title]} rows={() => historyRows(history)} />
        ) : null
      }
    >
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
                <Th>{text('QueueEligibilityHistoryVerified')}</Th>
                <Th>{text('QueueEligibilityHistoryBy')}</Th>
                <Th>{text('QueueEligibilityHistoryWhen')}</Th>
                <Th textAlign="right">{text('QueueEligibilityHistoryTook')}</Th>
                <Th textAlign="right">{text('QueueEligibilityChanged')}</Th>
                <Th textAlign="right">{text('QueueEligibilityFailed')}</Th>
              </Tr>
            </THead>
            <TBody>
              {history.map((entry) => (
                <Entry key={entry.id} entry={entry} nowMs={nowMs} />
              ))}
            </TBody>
          </Table>
        </Scrolling>
      )}
    </Section>
  );
}

function Entry({ entry, nowMs }: { entry: HistoryEntry; nowMs: number }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useUID();
  const starter = useStarter(entry.startedBy);
  const [variant, status] = STATUS[entry.status];
  const Icon = isOpen ? ChevronDownIcon : ChevronRightIcon;
  const when = clock(entry.createdAt, nowMs);
  return (
    <>
      <Tr>
        <Td>
          <Button
            variant="link"
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={`${kindWords(entry.kind)}, ${when}`}
            onClick={() => setIsOpen(!isOpen)}
          >
            <Icon decorative size="sizeIcon10" />
            {kindWords(entry.kind)}
          </Button>
        </Td>
        <Td>
          <Badge as="span" variant={variant}>
            {text(status)}
          </Badge>
          {entry.cancelledBy === undefined ? null : (
            <Text as="div" color="colorTextWeak" fontSize="fontSize20">
              {text('QueueEligibilityCancelledBy', { by: entry.cancelledBy })}
            </Text>
          )}
        </Td>
        <Td>{verifiedWords(entry)}</Td>
        <Td>
          <span style={{ overflowWrap: 'anywhere' }}>{starter}</span>
        </Td>
        <Td>{when}</Td>
        <Td textAlign="right">{duration(tookSeconds(entry))}</Td>
        <Td textAlign="right">
          {count(entry.progress.changed)}
          {entry.kind === 'dry-run' ? (
            <Text as="div" color="colorTextWeak" fontSize="fontSize20">
              {changedLabel(entry)}
            </Text>
          ) : null}
        </Td>
        <Td textAlign="right">{count(entry.progress.failed)}</Td>
      </Tr>
      {isOpen ? (
        <Tr>
          <Td colSpan={COLUMNS}>
            <Box id={id} paddingY="space40">
              <Record entry={entry} nowMs={nowMs} />
            </Box>
          </Td>
        </Tr>
      ) : null}
    </>
  );
}
