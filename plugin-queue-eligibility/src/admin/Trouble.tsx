import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import { useStore } from 'zustand';
import type { Problem } from '../functions-client';
import type { JobsState, JobsWatch } from '../live/jobs-watch';
import { text, type StringKey } from '../strings';
import { Notice } from './Notice';
import { explainKnown } from './words';

interface TroubleProps {
  jobs: JobsWatch;
  /** Why the last command came to nothing. */
  refusal: Problem | null;
  /** What is wrong with the plugin's settings. */
  problems: readonly string[];
  onDismiss: () => void;
}

/** What keeps the page from knowing or doing what it should, the gravest first; on every tab. */
export function Trouble({ jobs, refusal, problems, onDismiss }: TroubleProps) {
  const status = useStore(jobs, (state) => state.status);
  const error = useStore(jobs, (state) => state.error);
  const connection = useStore(jobs, (state) => state.connection);
  if (error) {
    return (
      <Box marginBottom="space50">
        <Notice {...wordsOf(error)} details={problems}>
          <Button variant="secondary" size="small" onClick={() => void jobs.reload()}>
            {text('QueueEligibilityTryAgain')}
          </Button>
        </Notice>
      </Box>
    );
  }
  if (status === 'loading') return null;
  return (
    <>
      {refusal ? (
        <Box marginBottom="space50">
          <Notice {...wordsOf(refusal)}>
            <Button variant="secondary" size="small" onClick={onDismiss}>
              {text('QueueEligibilityDismiss')}
            </Button>
          </Notice>
        </Box>
      ) : null}
      <Connection state={connection} />
    </>
  );
}

function Connection({ state }: { state: JobsState['connection'] }) {
  if (state !== 'token-expired' && state !== 'disconnected') return null;
  return (
    <Box marginBottom="space50">
      {state === 'token-expired' ? (
        <Notice {...wordsOf({ kind: 'not-signed-in', code: '' })} />
      ) : (
        <Notice
          variant="warning"
          title={text('QueueEligibilityDisconnectedTitle')}
          body={text('QueueEligibilityDisconnectedText')}
        />
      )}
    </Box>
  );
}

const KINDS = {
  unreachable: ['error', 'QueueEligibilityUnreachableTitle', 'QueueEligibilityUnreachableText'],
  'not-signed-in': ['error', 'QueueEligibilityTokenTitle', 'QueueEligibilityTokenText'],
  'not-allowed': ['neutral', 'QueueEligibilityNotAllowedTitle', 'QueueEligibilityNotAllowedText'],
  'origin-not-allowed': ['error', 'QueueEligibilityOriginTitle', 'QueueEligibilityOriginText'],
  refused: ['error', 'QueueEligibilityRefusedTitle', 'QueueEligibilityRefusedText'],
  unexpected: ['error', 'QueueEligibilityUnexpectedTitle', 'QueueEligibilityUnexpectedText'],
} as const satisfies Record<Problem['kind'], readonly ['error' | 'neutral', StringKey, StringKey]>;

/** Commands that make no sense any more, by the code of the answer: mostly somebody else was quicker. */
const NO_SENSE: Readonly<Record<string, StringKey>> = {
  job_over: 'QueueEligibilityJobOverText',
  job_paused: 'QueueEligibilityJobPausedText',
  job_not_paused: 'QueueEligibilityJobNotPausedText',
  job_being_cancelled: 'QueueEligibilityJobBeingCancelledText',
  job_not_over: 'QueueEligibilityJobNotOverText',
  nothing_to_retry: 'QueueEligibilityNothingToRetryText',
};

/** A problem in words: what it is, and what to do. */
export function wordsOf({ kind, code }: Problem) {
  const noSense = NO_SENSE[code];
  if (noSense) {
    return {
      variant: 'neutral',
      title: text('QueueEligibilityNoSenseTitle'),
      body: text(noSense),
    } as const;
  }
  if (code === 'other_deployment') {
    return {
      variant: 'warning',
      title: text('QueueEligibilityOtherDeploymentTitle'),
      body: text('QueueEligibilityOtherDeploymentText'),
    } as const;
  }
  const [variant, title, body] = KINDS[kind];
  const known = kind === 'refused' ? explainKnown(code) : null;
  return {
    variant,
    title: text(title),
    body: known ? `${known.reason} ${known.todo}` : text(body),
  };
}
