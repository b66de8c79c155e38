import { Box } from '@twilio-paste/core/box';
import { Callout, CalloutHeading, CalloutText } from '@twilio-paste/core/callout';
import React from 'react';
import { text } from '../strings';
import type { Standing } from './standing';
import { clock, count, explain } from './words';

interface Words {
  variant: 'neutral' | 'success' | 'warning' | 'error';
  title: string;
  body: string;
}

/** Is everything in step, since when, and if not, what is the matter and what to do. */
export function StandingCard({ standing, nowMs }: { standing: Standing; nowMs: number }) {
  const words = wordsOf(standing, nowMs);
  if (!words) return null;
  return (
    <Box role="status">
      <Callout variant={words.variant}>
        <CalloutHeading as="h2">
          <strong>{words.title}</strong>
        </CalloutHeading>
        <CalloutText>{words.body}</CalloutText>
      </Callout>
    </Box>
  );
}

/** Null where the job under way speaks for itself. */
function wordsOf(standing: Standing, nowMs: number): Words | null {
  switch (standing.kind) {
    case 'running':
    case 'silent':
    case 'paused':
      return null;
    case 'never':
      return {
        variant: 'neutral',
        title: text('QueueEligibilityNeverTitle'),
        body: text('QueueEligibilityNeverText'),
      };
    case 'in-step':
      return {
        variant: 'success',
        title: text('QueueEligibilityInStepTitle', { time: clock(standing.since, nowMs) }),
        body: text('QueueEligibilityInStepText'),
      };
    case 'failures':
      return {
        variant: 'warning',
        title:
          standing.failed === 1
            ? text('QueueEligibilityFailuresTitleOne')
            : text('QueueEligibilityFailuresTitle', { count: count(standing.failed) }),
        body: text('QueueEligibilityFailuresText'),
      };
    case 'unverified':
      return {
        variant: 'warning',
        title: text('QueueEligibilityUnverifiedTitle'),
        body: text('QueueEligibilityUnverifiedText'),
      };
    case 'cancelled':
      return {
        variant: 'warning',
        title: text('QueueEligibilityCancelledTitle', { time: clock(standing.entry.endedAt, nowMs) }),
        body: text('QueueEligibilityCancelledText'),
      };
    case 'failed': {
      const { reason, todo } = explain(standing.code);
      return {
        variant: 'error',
        title: text('QueueEligibilityFailedTitle', { time: clock(standing.entry.endedAt, nowMs) }),
        body: `${reason} ${todo}`,
      };
    }
  }
}
