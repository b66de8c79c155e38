import type { HistoryEntry } from '@queue-eligibility/api';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { useQueueDirectory } from '../queue-directory';
import { text } from '../strings';
import { usePage } from './context';
import { Failures } from './Failures';
import { kindWords } from './History';
import { Figure, Figures, Section } from './parts';
import { reportOf } from './standing';
import { clock, count, duration, unchangedOf } from './words';

/** What came of the job that ended last. */
export function Outcome({ entry, nowMs }: { entry: HistoryEntry; nowMs: number }) {
  const { progress } = entry;
  const took = (Date.parse(entry.endedAt) - Date.parse(entry.createdAt)) / 1_000;
  const title = text('QueueEligibilityOutcomeTitle', {
    job: kindWords(entry.kind),
    time: clock(entry.endedAt, nowMs),
  });
  return (
    <>
      <Section title={title}>
        <Figures>
          <Figure label={text('QueueEligibilityChecked')}>{count(progress.checked)}</Figure>
          <Figure label={text('QueueEligibilityChanged')}>{count(progress.changed)}</Figure>
          <Figure label={text('QueueEligibilityUnchanged')}>{count(unchangedOf(progress))}</Figure>
          <Figure label={text('QueueEligibilityFailed')} isBad={progress.failed > 0}>
            {count(progress.failed)}
          </Figure>
          <Figure label={text('QueueEligibilityHistoryTook')}>{duration(took)}</Figure>
        </Figures>
        <Verification entry={entry} />
      </Section>
      {progress.failed > 0 ? <Failures jobId={entry.id} failed={progress.failed} /> : null}
    </>
  );
}

/** Whether TaskRouter agreed, and about which queues it was asked. */
function Verification({ entry }: { entry: HistoryEntry }) {
  const { directory } = usePage();
  const queues = useQueueDirectory(directory, (state) => state.queues);
  const report = reportOf(entry);
  if (!report) return null;
  const { verified, disagreed, disagreeing = [], queues: total } = report;
  const names = disagreeing.map((sid) => queues.get(sid)?.friendlyName ?? sid).join(', ');
  const isMore = disagreed > disagreeing.length;
  const facts = { count: count(disagreed), queues: count(total), names: isMore ? `${names} …` : names };
  const key = !verified
    ? 'QueueEligibilityVerifiedNot'
    : disagreed > 0
      ? 'QueueEligibilityVerifiedSettled'
      : 'QueueEligibilityVerified';
  return (
    <Text as="p" marginTop="space50" color={verified ? 'colorText' : 'colorTextError'}>
      {text(key, facts)}
    </Text>
  );
}
