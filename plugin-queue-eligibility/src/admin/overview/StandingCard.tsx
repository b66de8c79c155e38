import type { HistoryEntry, LeftWorker } from '@queue-eligibility/api';
import React from 'react';
import { text } from '../../strings';
import { Notice } from '../Notice';
import { reportOf, type Standing } from '../standing';
import { verdictOf } from '../verdict';
import { clock, count, explain, plural } from '../words';

interface StandingCardProps {
  standing: Standing;
  /** Agents that events could not bring in step since: nothing is said to be in step without them. */
  left: readonly LeftWorker[];
  nowMs: number;
}

/** Is everything in step, since when, and if not, what is the matter and what to do. */
export function StandingCard({ standing, left, nowMs }: StandingCardProps) {
  switch (standing.kind) {
    // The job under way speaks for itself.
    case 'running':
    case 'silent':
    case 'paused':
      return null;
    case 'never':
      return (
        <Notice
          variant="neutral"
          title={text('QueueEligibilityNeverTitle')}
          body={text('QueueEligibilityNeverText')}
        />
      );
    case 'in-step':
      return <InStep time={clock(standing.since, nowMs)} left={left} />;
    case 'failures':
      return (
        <Notice
          variant="warning"
          title={plural(standing.failed, [
            'QueueEligibilityFailuresTitleOne',
            'QueueEligibilityFailuresTitle',
          ])}
          body={text('QueueEligibilityFailuresText')}
          details={mentionOf(left)}
        />
      );
    case 'retried':
      return (
        <Notice
          variant={left.length > 0 ? 'warning' : 'success'}
          title={text('QueueEligibilityRetriedTitle', { time: clock(standing.entry.endedAt, nowMs) })}
          body={text('QueueEligibilityRetriedText')}
          details={mentionOf(left)}
        />
      );
    case 'unverified':
      return (
        <Notice
          variant="warning"
          title={text('QueueEligibilityUnverifiedTitle')}
          body={verdictWords(standing.entry)}
          details={[text('QueueEligibilityUnverifiedText'), ...mentionOf(left)]}
        />
      );
    case 'cancelled':
      return (
        <Notice
          variant="warning"
          title={text('QueueEligibilityCancelledTitle', { time: clock(standing.entry.endedAt, nowMs) })}
          body={text('QueueEligibilityCancelledText')}
          details={mentionOf(left)}
        />
      );
    case 'failed': {
      const { reason, todo } = explain(standing.code);
      return (
        <Notice
          variant="error"
          title={text('QueueEligibilityFailedTitle', { time: clock(standing.entry.endedAt, nowMs) })}
          body={`${reason} ${todo}`}
          details={mentionOf(left)}
        />
      );
    }
  }
}

function InStep({ time, left }: { time: string; left: readonly LeftWorker[] }) {
  if (left.length === 0) {
    return (
      <Notice
        variant="success"
        title={text('QueueEligibilityInStepTitle', { time })}
        body={text('QueueEligibilityInStepText')}
      />
    );
  }
  return (
    <Notice
      variant="warning"
      title={plural(left.length, ['QueueEligibilityInStepButTitleOne', 'QueueEligibilityInStepButTitle'], {
        count: countOfLeft(left),
        time,
      })}
      body={text('QueueEligibilityInStepButText')}
    />
  );
}

/** So many are kept: there may be more of them. */
const MOST_LEFT = 40;
const countOfLeft = ({ length }: readonly LeftWorker[]): string =>
  length < MOST_LEFT ? count(length) : `${count(length)}+`;

/** What there is to add about them, where the card is about something else. */
function mentionOf(left: readonly LeftWorker[]): string[] {
  if (left.length === 0) return [];
  const keys = ['QueueEligibilityLeftMentionOne', 'QueueEligibilityLeftMention'] as const;
  return [plural(left.length, keys, { count: countOfLeft(left) })];
}

/** What a resync that is not verified showed all the same. */
function verdictWords(entry: HistoryEntry): string {
  const report = reportOf(entry);
  if (!report) return text('QueueEligibilityUnverifiedUnknown');
  const { headline, incomplete } = verdictOf(report);
  return incomplete === null ? headline : `${headline} ${incomplete}`;
}
