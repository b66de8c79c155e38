import { RESYNC } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutHeading, CalloutText } from '@twilio-paste/core/callout';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { FunctionsError, type FunctionsClient } from '../functions-client';
import type { JobsState, JobsWatch } from '../live/jobs-watch';
import type { QueueDirectory } from '../queue-directory';
import { text, type StringKey } from '../strings';
import type { QueryClient } from './agent-names';
import { PageProvider } from './context';
import { History } from './History';
import type { JobCommands } from './JobControls';
import { Outcome } from './Outcome';
import { useNow } from './parts';
import { Queues } from './Queues';
import { RunningJob } from './RunningJob';
import { isSilent, standingOf } from './standing';
import { StandingCard } from './StandingCard';

export interface AdminPageProps {
  isAllowed: boolean;
  watch: JobsWatch;
  functions: FunctionsClient;
  directory: QueueDirectory;
  queries: QueryClient;
  /** What is wrong with the plugin's settings. */
  problems: readonly string[];
  showAgents: (queueValue: string) => void;
}

/** The admins' page: is everything in step, and what to do when it is not. */
export function AdminPage(props: AdminPageProps) {
  return (
    <Box
      as="main"
      width="100%"
      height="100%"
      overflow="auto"
      backgroundColor="colorBackgroundBody"
      data-testid="queue-eligibility-admin"
    >
      <Box maxWidth="1120px" paddingX="space70" paddingTop="space70" paddingBottom="space100">
        {props.isAllowed ? <Content {...props} /> : <NotAllowed />}
      </Box>
    </Box>
  );
}

function NotAllowed() {
  return (
    <>
      <Heading as="h1" variant="heading10">
        {text('QueueEligibilityAdminTitle')}
      </Heading>
      <Notice
        variant="neutral"
        title="QueueEligibilityNotAllowedTitle"
        body="QueueEligibilityNotAllowedText"
      />
    </>
  );
}

function Content({ watch, functions, directory, queries, problems, showAgents }: AdminPageProps) {
  const state = useStore(watch);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isStarting, setIsStarting] = useState(false);
  useEffect(() => watch.open({ isPatient: false }), [watch]);
  useEffect(() => directory.ensure(), [directory]);
  const nowMs = useNow(state.running.length > 0);

  /** Gives a command; afterwards the page knows what came of it, even where Sync does not tell. */
  const command = useCallback(
    async (give: () => Promise<unknown>) => {
      try {
        await give();
        setRefusal(null);
      } catch (error) {
        setRefusal(error instanceof FunctionsError ? error : { kind: 'unexpected', code: 'unexpected' });
      }
      await watch.reload();
    },
    [watch],
  );
  const start = useCallback(
    () => command(() => functions.call('/jobs/start', { kind: RESYNC })),
    [command, functions],
  );
  const commands = useMemo<JobCommands>(
    () => ({
      cancel: (jobId) => command(() => functions.call('/jobs/cancel', { jobId })),
      pause: (jobId) => command(() => functions.call('/jobs/pause', { jobId })),
      resume: (jobId) => command(() => functions.call('/jobs/resume', { jobId })),
      limitPace: (jobId, itemsPerSecond) =>
        command(() => functions.call('/jobs/pace', { jobId, itemsPerSecond })),
    }),
    [command, functions],
  );
  const page = useMemo(() => {
    const retry = (jobId: string) => command(() => functions.call('/jobs/retry', { jobId }));
    return { functions, directory, queries, retry, showAgents };
  }, [command, functions, directory, queries, showAgents]);

  const standing = standingOf(state, nowMs);
  const isRunning = ['running', 'silent', 'paused'].includes(standing.kind);
  const [last] = state.history;
  return (
    <PageProvider value={page}>
      <Box
        display="flex"
        flexWrap="wrap"
        justifyContent="space-between"
        alignItems="flex-start"
        columnGap="space60"
        rowGap="space40"
        marginBottom="space60"
      >
        <Box maxWidth="size60">
          <Heading as="h1" variant="heading10" marginBottom="space0">
            {text('QueueEligibilityAdminTitle')}
          </Heading>
          <Text as="p" color="colorTextWeak" marginTop="space30">
            {text('QueueEligibilityResyncText')}
          </Text>
        </Box>
        <Button
          variant="primary"
          loading={isStarting}
          disabled={isRunning || isStarting || state.status !== 'ready'}
          onClick={() => {
            setIsStarting(true);
            void start().finally(() => setIsStarting(false));
          }}
        >
          {text(
            standing.kind === 'paused'
              ? 'QueueEligibilityResyncPaused'
              : isRunning
                ? 'QueueEligibilityResyncRuns'
                : 'QueueEligibilityResync',
          )}
        </Button>
      </Box>
      <Box display="grid" rowGap="space50">
        <Trouble state={state} refusal={refusal} problems={problems} onRetry={() => void watch.reload()} />
        {state.status === 'ready' ? <StandingCard standing={standing} nowMs={nowMs} /> : null}
        {state.running.map((watched) => (
          <RunningJob
            key={watched.jobId}
            watched={watched}
            isSilent={isSilent(watched, nowMs)}
            nowMs={nowMs}
            commands={commands}
          />
        ))}
      </Box>
      {state.status === 'ready' ? (
        <>
          {last && !isRunning ? <Outcome entry={last} nowMs={nowMs} /> : null}
          <Queues version={last?.id ?? ''} />
          <History history={state.history} nowMs={nowMs} />
        </>
      ) : null}
    </PageProvider>
  );
}

/** Why a command came to nothing. */
type Refusal = Pick<FunctionsError, 'kind' | 'code'>;

interface TroubleProps {
  state: JobsState;
  refusal: Refusal | null;
  problems: readonly string[];
  onRetry: () => void;
}

const REFUSALS = {
  unreachable: ['error', 'QueueEligibilityUnreachableTitle', 'QueueEligibilityUnreachableText'],
  'not-signed-in': ['error', 'QueueEligibilityTokenTitle', 'QueueEligibilityTokenText'],
  'not-allowed': ['neutral', 'QueueEligibilityNotAllowedTitle', 'QueueEligibilityNotAllowedText'],
  'origin-not-allowed': ['error', 'QueueEligibilityOriginTitle', 'QueueEligibilityOriginText'],
  refused: ['error', 'QueueEligibilityRefusedTitle', 'QueueEligibilityRefusedText'],
  unexpected: ['error', 'QueueEligibilityUnexpectedTitle', 'QueueEligibilityUnexpectedText'],
} as const;

/** Commands that make no sense any more, by the code of the answer: mostly somebody else was quicker. */
const NO_SENSE: Readonly<Record<string, readonly ['neutral' | 'warning', StringKey, StringKey]>> = {
  job_over: ['neutral', 'QueueEligibilityNoSenseTitle', 'QueueEligibilityJobOverText'],
  job_paused: ['neutral', 'QueueEligibilityNoSenseTitle', 'QueueEligibilityJobPausedText'],
  job_not_paused: ['neutral', 'QueueEligibilityNoSenseTitle', 'QueueEligibilityJobNotPausedText'],
  job_being_cancelled: ['neutral', 'QueueEligibilityNoSenseTitle', 'QueueEligibilityJobBeingCancelledText'],
  nothing_to_retry: ['neutral', 'QueueEligibilityNoSenseTitle', 'QueueEligibilityNothingToRetryText'],
  other_deployment: [
    'warning',
    'QueueEligibilityOtherDeploymentTitle',
    'QueueEligibilityOtherDeploymentText',
  ],
};

/** What keeps the page from knowing or doing what it should, the gravest first. */
function Trouble({ state, refusal, problems, onRetry }: TroubleProps) {
  const { status, error, connection } = state;
  const kind = error ?? refusal?.kind;
  if (status === 'loading') {
    return (
      <Text as="p" role="status">
        {text('QueueEligibilityLoading')}
      </Text>
    );
  }
  if (kind) {
    const [variant, title, body] = (!error && NO_SENSE[refusal?.code ?? '']) || REFUSALS[kind];
    return (
      <Notice variant={variant} title={title} body={body} details={problems}>
        <Button variant="secondary" size="small" onClick={onRetry}>
          {text('QueueEligibilityTryAgain')}
        </Button>
      </Notice>
    );
  }
  if (connection === 'token-expired') {
    return <Notice variant="error" title="QueueEligibilityTokenTitle" body="QueueEligibilityTokenText" />;
  }
  if (connection === 'disconnected') {
    return (
      <Notice
        variant="warning"
        title="QueueEligibilityDisconnectedTitle"
        body="QueueEligibilityDisconnectedText"
      />
    );
  }
  return null;
}

interface NoticeProps {
  variant: 'neutral' | 'warning' | 'error';
  title: Parameters<typeof text>[0];
  body: Parameters<typeof text>[0];
  /** For whoever set the plugin up. */
  details?: readonly string[];
  children?: React.ReactNode;
}

function Notice({ variant, title, body, details = [], children }: NoticeProps) {
  return (
    <Box role={variant === 'error' ? 'alert' : 'status'}>
      <Callout variant={variant}>
        <CalloutHeading as="h2">
          <strong>{text(title)}</strong>
        </CalloutHeading>
        <CalloutText>{text(body)}</CalloutText>
        {details.map((detail) => (
          <CalloutText key={detail}>{detail}</CalloutText>
        ))}
        {children ? <Box marginTop="space40">{children}</Box> : null}
      </Callout>
    </Box>
  );
}
