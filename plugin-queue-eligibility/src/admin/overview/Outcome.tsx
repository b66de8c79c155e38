import type { HistoryEntry, ResyncReport } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { useQueueDirectory } from '../../queue-directory';
import { text } from '../../strings';
import { usePage } from '../context';
import { Failures } from './Failures';
import { changedLabel, checkedWords, kindWords } from '../job-words';
import { Figure, Figures, Section } from '../parts';
import { reportOf } from '../standing';
import { UnprovenQueues } from './UnprovenQueues';
import { useFailures } from './use-failures';
import { unprovenOf, verdictOf } from '../verdict';
import { clock, count, duration, plural, unchangedOf } from '../words';

/** What came of a job that ended, in numbers and in a sentence. */
export function Outcome({ entry, nowMs }: { entry: HistoryEntry; nowMs: number }) {
  const report = reportOf(entry);
  const title = text('QueueEligibilityOutcomeTitle', {
    job: kindWords(entry.kind),
    time: clock(entry.endedAt, nowMs),
  });
  return (
    <Section title={title}>
      <JobFigures entry={entry} />
      {report ? <Proof report={report} /> : null}
    </Section>
  );
}

/** What a job that ended could not do: of which queues nothing is proven, and which agents are as they were. */
export function LeftOver({ entry, nowMs }: { entry: HistoryEntry; nowMs: number }) {
  const { failed } = entry.progress;
  const report = reportOf(entry);
  const unproven = report ? unprovenOf(report) : 0;
  const read = useFailures(entry.id, failed > 0 || unproven > 0);
  return (
    <>
      {unproven > 0 ? <UnprovenQueues unproven={unproven} read={read} /> : null}
      {failed > 0 ? <Failures jobId={entry.id} failed={failed} read={read} nowMs={nowMs} /> : null}
    </>
  );
}

/** A job in numbers. */
export function JobFigures({ entry }: { entry: HistoryEntry }) {
  const { progress } = entry;
  const took = (Date.parse(entry.endedAt) - Date.parse(entry.createdAt)) / 1_000;
  return (
    <Figures>
      <Figure label={text('QueueEligibilityChecked')}>{checkedWords(entry)}</Figure>
      <Figure label={changedLabel(entry)}>{count(progress.changed)}</Figure>
      <Figure label={text('QueueEligibilityUnchanged')}>{count(unchangedOf(progress))}</Figure>
      <Figure label={text('QueueEligibilityFailed')} isBad={progress.failed > 0}>
        {count(progress.failed)}
      </Figure>
      <Figure label={text('QueueEligibilityHistoryTook')}>{duration(took)}</Figure>
    </Figures>
  );
}

/** Of which queues it was shown who is eligible, how, and where our own reading was wrong. */
export function Proof({ report }: { report: ResyncReport }) {
  const { headline, how, incomplete } = verdictOf(report);
  return (
    <Box marginTop="space50" display="grid" rowGap="space20">
      <Text as="p" color={report.verified ? 'colorText' : 'colorTextError'}>
        {headline}
      </Text>
      {incomplete === null ? null : (
        <Text as="p" color="colorTextError">
          {incomplete}
        </Text>
      )}
      {how === '' ? null : (
        <Text as="p" color="colorTextWeak">
          {how}
        </Text>
      )}
      {report.disagreed > 0 ? <Disagreed report={report} /> : null}
    </Box>
  );
}

function Disagreed({ report }: { report: ResyncReport }) {
  const { directory } = usePage();
  const queues = useQueueDirectory(directory, (state) => state.queues);
  const { disagreed, disagreeing = [] } = report;
  const names = disagreeing.map((sid) => queues.get(sid)?.friendlyName ?? sid).join(', ');
  const isMore = disagreed > disagreeing.length;
  return (
    <Text as="p" color="colorTextWeak">
      {plural(disagreed, ['QueueEligibilityDisagreedOne', 'QueueEligibilityDisagreed'], {
        names: isMore ? `${names} …` : names,
      })}
    </Text>
  );
}
