import type { QueueView } from '@queue-eligibility/api';
import { Anchor } from '@twilio-paste/core/anchor';
import { Badge } from '@twilio-paste/core/badge';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import { ArrowDownIcon } from '@twilio-paste/icons/cjs/ArrowDownIcon';
import { ArrowUpIcon } from '@twilio-paste/icons/cjs/ArrowUpIcon';
import { UnsortedIcon } from '@twilio-paste/icons/cjs/UnsortedIcon';
import React, { useEffect, useMemo, useState } from 'react';
import { text } from '../../strings';
import { CsvButton } from '../../workspace/CsvButton';
import { addressOf } from '../address';
import { usePage } from '../context';
import { Pages } from '../Pages';
import { Scrolling, Section } from '../parts';
import { SearchField } from '../SearchField';
import { usePaged } from '../use-paged';
import { clock, count } from '../words';
import { arrangeQueues, type QueueOrder } from './arrange-queues';
import { queueRows } from './csv';

const PAGE_SIZE = 15;

/** What was read last stays while it is read again, and when that fails. */
interface Counted {
  readonly status: 'loading' | 'failed' | 'ready';
  readonly last: { readonly queues: readonly QueueView[]; readonly atMs: number } | null;
}

/** Every queue, with how many agents it has. */
export function Queues({ version }: { version: string }) {
  const { status, last, load } = useCountedQueues(version);
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<QueueOrder>({ by: 'name', isDescending: false });
  const queues = last?.queues ?? null;
  const found = useMemo(
    () => (queues ? arrangeQueues(queues, { search, order }) : []),
    [queues, search, order],
  );
  const { shown, page, total, setPage } = usePaged(found, PAGE_SIZE, search);
  const title = text('QueueEligibilityQueuesTitle');
  return (
    <Section
      title={title}
      action={
        <>
          {last ? (
            <Text as="span" color="colorTextWeak" fontSize="fontSize20">
              {text('QueueEligibilityAsOf', { time: clock(new Date(last.atMs).toISOString(), last.atMs) })}
            </Text>
          ) : null}
          {queues && queues.length > 0 ? (
            <CsvButton what={title} name={[title]} rows={() => queueRows(found)} />
          ) : null}
          <Button variant="secondary" size="small" loading={status === 'loading'} onClick={load}>
            {text('QueueEligibilityRefresh')}
          </Button>
        </>
      }
    >
      {status === 'loading' && !queues ? <Text as="p">{text('QueueEligibilityLoading')}</Text> : null}
      {status === 'failed' ? (
        <Text as="p" role="alert" marginBottom="space40">
          {text('QueueEligibilityQueuesFailed')}
        </Text>
      ) : null}
      {queues ? (
        <>
          <Box marginBottom="space50">
            <SearchField label={text('QueueEligibilityQueuesSearch')} value={search} onChange={setSearch} />
          </Box>
          <Scrolling label={title}>
            <Table tableLayout="fixed">
              <THead>
                <Tr>
                  <Sortable by="name" order={order} onSort={setOrder} />
                  <Th>{text('QueueEligibilityQueueExpression')}</Th>
                  <Sortable by="eligible" order={order} onSort={setOrder} />
                  <Sortable by="available" order={order} onSort={setOrder} />
                  <Th width="130px" textAlign="right">
                    {text('QueueEligibilityQueueAgents')}
                  </Th>
                </Tr>
              </THead>
              <TBody>
                {shown.map((queue) => (
                  <QueueRow key={queue.sid} queue={queue} />
                ))}
              </TBody>
            </Table>
          </Scrolling>
          {found.length === 0 ? (
            <Text as="p" marginTop="space40">
              {search === ''
                ? text('QueueEligibilityQueuesEmpty')
                : text('QueueEligibilityListNothing', { search })}
            </Text>
          ) : null}
          <Pages label={title} page={page} total={total} onChange={setPage} />
        </>
      ) : null}
    </Section>
  );
}

/** The queues with TaskRouter's counts: read when they are shown, when a resync has ended, and on demand. */
function useCountedQueues(version: string): Counted & { load: () => void } {
  const { functions } = usePage();
  const [counted, setCounted] = useState<Counted>({ status: 'loading', last: null });
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setCounted(({ last }) => ({ status: 'loading', last }));
    functions.call('/jobs/queues', { statistics: true }).then(
      ({ queues }) => isCurrent && setCounted({ status: 'ready', last: { queues, atMs: Date.now() } }),
      () => isCurrent && setCounted(({ last }) => ({ status: 'failed', last })),
    );
    return () => {
      isCurrent = false;
    };
  }, [functions, version, asked]);
  return { ...counted, load: () => setAsked((times) => times + 1) };
}

/** What stands over a column, and its width; the expression has the rest. */
const COLUMNS = {
  name: ['QueueEligibilityQueueName', '25%'],
  eligible: ['QueueEligibilityQueueEligible', '150px'],
  available: ['QueueEligibilityQueueAvailable', '165px'],
} as const;

interface SortableProps {
  by: QueueOrder['by'];
  order: QueueOrder;
  onSort: (order: QueueOrder) => void;
}

/** A header that sorts, and shows that it does before it has. */
function Sortable({ by, order, onSort }: SortableProps) {
  const isSorted = order.by === by;
  const [label, width] = COLUMNS[by];
  const direction = order.isDescending ? 'descending' : 'ascending';
  const Icon = isSorted ? (order.isDescending ? ArrowDownIcon : ArrowUpIcon) : UnsortedIcon;
  return (
    <Th width={width} textAlign={by === 'name' ? 'left' : 'right'} aria-sort={isSorted ? direction : 'none'}>
      <Button
        variant="reset"
        size="reset"
        onClick={() => onSort({ by, isDescending: isSorted ? !order.isDescending : by !== 'name' })}
      >
        <Box as="span" display="inline-flex" alignItems="center" columnGap="space20" whiteSpace="nowrap">
          {text(label)}
          <Icon decorative size="sizeIcon10" color={isSorted ? 'colorTextIcon' : 'colorTextWeak'} />
        </Box>
      </Button>
    </Th>
  );
}

function QueueRow({ queue }: { queue: QueueView }) {
  const { showAgents, go } = usePage();
  const { sid, friendlyName, targetWorkers, eligibleWorkers, availableWorkers } = queue;
  const place = { tab: 'queues', queueSid: sid } as const;
  return (
    <Tr>
      <Td>
        <Anchor
          href={addressOf(place)}
          onClick={(event) => {
            event.preventDefault();
            go(place);
          }}
        >
          <span style={{ overflowWrap: 'anywhere' }}>{friendlyName}</span>
        </Anchor>
      </Td>
      <Td>
        <Expression value={targetWorkers} />
      </Td>
      <Td textAlign="right">
        <Box display="inline-flex" alignItems="center" columnGap="space30" style={{ whiteSpace: 'nowrap' }}>
          {eligibleWorkers === 0 || eligibleWorkers === 1 ? (
            <Badge as="span" variant={eligibleWorkers === 0 ? 'error' : 'warning'}>
              {eligibleWorkers === 0 ? text('QueueEligibilityQueueNone') : text('QueueEligibilityQueueOne')}
            </Badge>
          ) : null}
          {eligibleWorkers === null ? '–' : count(eligibleWorkers)}
        </Box>
      </Td>
      <Td textAlign="right">{availableWorkers === null ? '–' : count(availableWorkers)}</Td>
      <Td textAlign="right">
        <Button
          variant="link"
          onClick={() => showAgents(queue)}
          aria-label={text('QueueEligibilityQueueShow', { queue: friendlyName })}
        >
          {text('QueueEligibilityQueueTeams')}
        </Button>
      </Td>
    </Tr>
  );
}

/** Characters of an expression that are shown at once: some fill a page. */
const SHOWN = 240;

function Expression({ value }: { value: string }) {
  const [isWhole, setIsWhole] = useState(false);
  const isLong = value.length > SHOWN;
  const shown = isLong && !isWhole ? `${value.slice(0, SHOWN)}…` : value;
  return (
    <>
      <Text as="span" fontFamily="fontFamilyCode" fontSize="fontSize20" style={{ overflowWrap: 'anywhere' }}>
        {value === '' ? text('QueueEligibilityQueueNobody') : shown}
      </Text>
      {isLong ? (
        <Box marginTop="space20">
          <Button variant="link" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
            {text(isWhole ? 'QueueEligibilityQueueLess' : 'QueueEligibilityQueueMore')}
          </Button>
        </Box>
      ) : null}
    </>
  );
}
