import { Anchor } from '@twilio-paste/core/anchor';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { lazy, Suspense } from 'react';
import { text } from '../../strings';
import { addressOf } from '../address';
import { usePage } from '../context';
import type { TabProps } from '../tabs';
import { useJobs } from '../use-jobs';
import { Queues } from './Queues';

const Queue = lazy(() => import(/* webpackMode: "eager" */ '../../queue/QueuePage'));

/** Every queue, or the one in the address. */
export default function QueuesTab({ queueSid }: TabProps) {
  const { jobs, go } = usePage();
  const { state } = useJobs(jobs);
  if (queueSid === undefined) return <Queues version={state.history[0]?.id ?? ''} />;
  return (
    <Suspense fallback={<Text as="p">{text('QueueEligibilityLoading')}</Text>}>
      <Box as="nav" aria-label={text('QueueEligibilityTabQueues')} marginBottom="space50">
        <Anchor
          href={addressOf({ tab: 'queues' })}
          onClick={(event) => {
            event.preventDefault();
            go({ tab: 'queues' });
          }}
        >
          ← {text('QueueEligibilityQueuesAll')}
        </Anchor>
      </Box>
      <Queue queueSid={queueSid} />
    </Suspense>
  );
}
