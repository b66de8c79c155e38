import type { Cell, Finding, Harm, Queue } from '@queue-eligibility/insight';
import { text, type StringKey } from '../strings';
import { detailsOf, subjectOf, wordsOf } from './words';

const HARMS: Record<Harm, StringKey> = {
  high: 'QueueEligibilityCoverageHigh',
  middle: 'QueueEligibilityCoverageMiddle',
  low: 'QueueEligibilityCoverageLow',
};

/** Findings as a table for other programs: a row for each queue that one is about. */
export const findingRows = (findings: readonly Finding[]): Cell[][] => [
  [
    text('QueueEligibilityCoverageHarm'),
    text('QueueEligibilityCoverageKind'),
    text('QueueEligibilityCoverageSubject'),
    text('QueueEligibilityCoverageDetails'),
    text('QueueEligibilityAgentsCsvAgents'),
    text('QueueEligibilityQueueName'),
    text('QueueEligibilityAgentsSid'),
    text('QueueEligibilityQueueExpression'),
  ],
  ...findings.flatMap(rowsOf),
];

function rowsOf(finding: Finding): Cell[][] {
  const about = [
    text(HARMS[finding.harm]),
    wordsOf(finding).title,
    subjectOf(finding),
    detailsOf(finding).join('; '),
    agentsIn(finding),
  ];
  const queues = queuesOf(finding);
  if (queues.length === 0) return [[...about, null, null, null]];
  return queues.map(({ friendlyName, sid, targetWorkers }) => [...about, friendlyName, sid, targetWorkers]);
}

function queuesOf(finding: Finding): readonly Queue[] {
  if ('queue' in finding) return [finding.queue];
  return 'queues' in finding ? finding.queues : [];
}

function agentsIn(finding: Finding): number | null {
  if (finding.kind === 'unasked-skill') return finding.agents;
  if (finding.kind === 'nobody-available') return finding.eligible;
  return 'agents' in finding ? finding.agents.length : null;
}
