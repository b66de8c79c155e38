import React from 'react';
import { text } from '../strings';
import { Notice } from './Notice';
import type { Standing } from './standing';
import { clock, count, explain } from './words';

/** Is everything in step, since when, and if not, what is the matter and what to do. */
export function StandingCard({ standing, nowMs }: { standing: Standing; nowMs: number }) {
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
      return (
        <Notice
          variant="success"
          title={text('QueueEligibilityInStepTitle', { time: clock(standing.since, nowMs) })}
          body={text('QueueEligibilityInStepText')}
        />
      );
    case 'failures':
      return (
        <Notice
          variant="warning"
          title={
            standing.failed === 1
              ? text('QueueEligibilityFailuresTitleOne')
              : text('QueueEligibilityFailuresTitle', { count: count(standing.failed) })
          }
          body={text('QueueEligibilityFailuresText')}
        />
      );
    case 'retried':
      return (
        <Notice
          variant="success"
          title={text('QueueEligibilityRetriedTitle', { time: clock(standing.entry.endedAt, nowMs) })}
          body={text('QueueEligibilityRetriedText')}
        />
      );
    case 'unverified':
      return (
        <Notice
          variant="warning"
          title={text('QueueEligibilityUnverifiedTitle')}
          body={text('QueueEligibilityUnverifiedText')}
        />
      );
    case 'cancelled':
      return (
        <Notice
          variant="warning"
          title={text('QueueEligibilityCancelledTitle', { time: clock(standing.entry.endedAt, nowMs) })}
          body={text('QueueEligibilityCancelledText')}
        />
      );
    case 'failed': {
      const { reason, todo } = explain(standing.code);
      return (
        <Notice
          variant="error"
          title={text('QueueEligibilityFailedTitle', { time: clock(standing.entry.endedAt, nowMs) })}
          body={`${reason} ${todo}`}
        />
      );
    }
  }
}
