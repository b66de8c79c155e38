import { Heading } from '@twilio-paste/core/heading';
import React from 'react';
import { useQueueDirectory } from '../../queue-directory';
import { usePage } from '../context';

/** One queue: who is eligible, and who nearly is. Its name so far. */
export default function Queue({ queueSid }: { queueSid: string }) {
  const { directory } = usePage();
  const queues = useQueueDirectory(directory, (state) => state.queues);
  return (
    <Heading as="h2" variant="heading30">
      {queues.get(queueSid)?.friendlyName ?? queueSid}
    </Heading>
  );
}
