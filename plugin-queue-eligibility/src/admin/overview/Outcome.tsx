import type { HistoryEntry, ResyncReport } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { useQueueDirectory } from '../../queue-directory';
import { text } from '../../strings';
import { usePage } from '../context';
import { Failures } from './Failures';
import { kindWords } from '../job-words';
import { Figure, Figures, Section } from '../parts';
import { reportOf } from '../standing';
import { UnprovenQueues } from './UnprovenQueues';
import { useFailures } from './use-failures';
import { unprovenOf, verdictOf } from '../verdict';
import { clock, count, duration, plural, unchangedOf } from '../words';

/** What came of a job that ended. */
export function Outcome({ entry, nowMs }: { entry: HistoryEntry; nowMs: number }) {
  const { progress } = entry;
  const report = reportOf(entry);
  const unproven = report ? unprovenOf(report) : 0;
  const read = useFailures(entry.id, progress.failed > 0 || unproven > 0);
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
        {report ? <Proof report={report} /> : null}
      </Section>
      {unproven > 0 ? <UnprovenQueues unproven={unproven} read={read} /> : null}
      {progress.failed > 0 ? <Failures jobId={entry.id} failed={progress.failed} read={read} /> : null}
    </>
  );
}

/** Of which queues it was shown who is eligible, how, and where our own reading was wrong. */
function Proof({ report }: { report: ResyncReport }) {
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
