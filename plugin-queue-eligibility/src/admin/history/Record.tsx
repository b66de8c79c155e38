import type { HistoryEntry } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text } from '../../strings';
import { JobFigures, Proof } from '../overview/Outcome';
import { Reasons } from '../overview/Reasons';
import { UnprovenQueues } from '../overview/UnprovenQueues';
import { useFailures } from '../overview/use-failures';
import { reportOf } from '../standing';
import { unprovenOf } from '../verdict';
import { count, explain } from '../words';

/** What came of one job, as its documents still know it. */
export function Record({ entry, nowMs }: { entry: HistoryEntry; nowMs: number }) {
  const { failed } = entry.progress;
  const report = reportOf(entry);
  const unproven = report ? unprovenOf(report) : 0;
  const read = useFailures(entry.id, failed > 0 || unproven > 0);
  const error = entry.error ? explain(entry.error.code) : null;
  return (
    <Box display="grid" rowGap="space60">
      {error ? (
        <Text as="p">
          {error.reason} {error.todo}
        </Text>
      ) : null}
      <Box>
        <JobFigures entry={entry} />
        {report ? <Proof report={report} /> : null}
      </Box>
      {unproven > 0 ? <UnprovenQueues unproven={unproven} read={read} /> : null}
      {read.status === 'ready' ? (
        <Reasons
          troubles={read.agents.map(({ key, code, message }) => ({ workerSid: key, code, message }))}
          nowMs={nowMs}
        />
      ) : null}
      {read.status === 'ready' && read.agents.length < failed ? (
        <Text as="p" color="colorTextWeak">
          {text('QueueEligibilityFailuresFirst', { shown: count(read.agents.length), count: count(failed) })}
        </Text>
      ) : null}
      {read.status === 'loading' ? <Text as="p">{text('QueueEligibilityLoading')}</Text> : null}
      {read.status === 'failed' ? <Text as="p">{text('QueueEligibilityRecordGone')}</Text> : null}
    </Box>
  );
}
