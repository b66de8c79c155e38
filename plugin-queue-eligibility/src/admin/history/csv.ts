import type { HistoryEntry } from '@queue-eligibility/api';
import type { Cell } from '@queue-eligibility/insight';
import { text } from '../../strings';
import { kindWords, startedByWords } from '../job-words';
import { STATUS, tookSeconds, verifiedWords } from './words';

/** The last jobs as a table for other programs. */
export const historyRows = (history: readonly HistoryEntry[]): Cell[][] => [
  [
    text('QueueEligibilityHistoryJob'),
    text('QueueEligibilityHistoryStatus'),
    text('QueueEligibilityHistoryVerified'),
    text('QueueEligibilityHistoryBy'),
    text('QueueEligibilityHistoryWhen'),
    text('QueueEligibilityCsvEnded'),
    text('QueueEligibilityCsvSeconds'),
    text('QueueEligibilityChecked'),
    text('QueueEligibilityChanged'),
    text('QueueEligibilityFailed'),
    text('QueueEligibilityCsvCode'),
    text('QueueEligibilityCsvId'),
  ],
  ...history.map((entry): Cell[] => [
    kindWords(entry.kind),
    text(STATUS[entry.status][1]),
    verifiedWords(entry),
    startedByWords(entry.startedBy, entry.startedBy.about),
    entry.createdAt,
    entry.endedAt,
    tookSeconds(entry),
    entry.progress.checked,
    entry.progress.changed,
    entry.progress.failed,
    entry.error?.code ?? null,
    entry.id,
  ]),
];
