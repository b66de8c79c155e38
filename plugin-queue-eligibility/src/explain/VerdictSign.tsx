import type { Verdict } from '@queue-eligibility/target-expression';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import { text } from '../strings';

const SIGNS = {
  true: ['colorTextSuccess', 'M3 8.5 6.5 12 13 4.5', 'QueueEligibilityExplainMet'],
  false: ['colorTextError', 'M4 4l8 8M12 4l-8 8', 'QueueEligibilityExplainNotMet'],
  uncertain: [
    'colorTextWarningStrong',
    'M5.2 6a2.8 2.8 0 1 1 4.2 2.4C8.4 9 8 9.5 8 10.4M8 13.2v.3',
    'QueueEligibilityExplainUnsure',
  ],
} as const;

/** Met, not met, or nobody here can say: a sign for the eye, a word for the ear. `isMoot`: it makes no difference. */
export function VerdictSign({ verdict, isMoot = false }: { verdict: Verdict; isMoot?: boolean }) {
  const [color, path, label] = SIGNS[`${verdict}`];
  return (
    <Box
      as="span"
      display="inline-flex"
      flexShrink={0}
      color={isMoot ? 'colorTextWeak' : color}
      role="img"
      aria-label={text(label)}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
    </Box>
  );
}
