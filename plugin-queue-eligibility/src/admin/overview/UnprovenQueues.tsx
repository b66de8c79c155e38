import type { Failure } from '@queue-eligibility/api';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { useQueueDirectory } from '../../queue-directory';
import { text } from '../../strings';
import { usePage } from '../context';
import { Pages } from '../Pages';
import { Scrolling, Section } from '../parts';
import type { JobFailures } from './use-failures';
import { usePaged } from '../use-paged';
import { whyUnproven } from '../verdict';
import { count, plural } from '../words';

const PAGE_SIZE = 20;

interface UnprovenQueuesProps {
  /** Queues of which nothing is proven; as many as are recorded are named. */
  unproven: number;
  read: JobFailures;
}

/** Of which queues a resync could not show who is eligible, why, and what that means. */
export function UnprovenQueues({ unproven, read }: UnprovenQueuesProps) {
  const title = plural(unproven, ['QueueEligibilityUnprovenTitleOne', 'QueueEligibilityUnprovenTitle']);
  return (
    <Section title={title}>
      <Text as="p" color="colorTextWeak" marginBottom="space50">
        {text('QueueEligibilityUnprovenMeans')}
      </Text>
      {read.status === 'failed' ? <Text as="p">{text('QueueEligibilityFailuresUnread')}</Text> : null}
      {read.status === 'loading' ? <Text as="p">{text('QueueEligibilityLoading')}</Text> : null}
      {read.status === 'ready' ? <List label={title} queues={read.queues} unproven={unproven} /> : null}
    </Section>
  );
}

interface ListProps {
  label: string;
  queues: readonly Failure[];
  unproven: number;
}

function List({ label, queues, unproven }: ListProps) {
  const { directory } = usePage();
  const known = useQueueDirectory(directory, (state) => state.queues);
  const { shown, page, total, setPage } = usePaged(queues, PAGE_SIZE);
  return (
    <>
      {queues.length > 0 ? (
        <Scrolling label={label}>
          <Table>
            <THead>
              <Tr>
                <Th>{text('QueueEligibilityQueueName')}</Th>
                <Th>{text('QueueEligibilityFailureReason')}</Th>
              </Tr>
            </THead>
            <TBody>
              {shown.map(({ key, code }) => (
                <Tr key={key}>
                  <Td>
                    <Text as="span" fontWeight="fontWeightSemibold" style={{ overflowWrap: 'anywhere' }}>
                      {known.get(key)?.friendlyName ?? key}
                    </Text>
                  </Td>
                  <Td>{whyUnproven(code)}</Td>
                </Tr>
              ))}
            </TBody>
          </Table>
        </Scrolling>
      ) : null}
      <Pages label={label} page={page} total={total} onChange={setPage} />
      {queues.length < unproven ? (
        <Text as="p" color="colorTextWeak">
          {text('QueueEligibilityFailuresFirst', { shown: count(queues.length), count: count(unproven) })}
        </Text>
      ) : null}
    </>
  );
}
