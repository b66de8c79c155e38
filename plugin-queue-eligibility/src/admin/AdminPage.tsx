import { RESYNC } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { toProblem, type FunctionsClient, type Problem } from '../functions-client';
import type { JobsWatch } from '../live/jobs-watch';
import type { QueueDirectory } from '../queue-directory';
import { text } from '../strings';
import type { QueryClient } from './agent-names';
import { PageProvider, type PageContext } from './context';
import { History } from './History';
import type { JobCommands } from './JobControls';
import { LeftAgents } from './LeftAgents';
import { Notice } from './Notice';
import { Outcome } from './Outcome';
import { useNow } from './parts';
import { Queues } from './Queues';
import { RunningJob } from './RunningJob';
import { isSilent, isWaiting, standingOf } from './standing';
import { StandingCard } from './StandingCard';
import { Trouble } from './Trouble';

export interface AdminPageProps {
  isAllowed: boolean;
  watch: JobsWatch;
  functions: FunctionsClient;
  directory: QueueDirectory;
  queries: QueryClient;
  /** What is wrong with the plugin's settings. */
  problems: readonly string[];
  /** Teams View has Flex's own column of queues, and so not ours. */
  isColumnOfFlex: boolean;
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
      <Box maxWidth="1120px" paddingX="space70" paddingTop="space100" paddingBottom="space100">
        {props.isAllowed ? <Content {...props} /> : <NotAllowed />}
      </Box>
    </Box>
  );
}

function NotAllowed() {
  return (
    <>
      <Heading as="h1" variant="heading20">
        {text('QueueEligibilityAdminTitle')}
      </Heading>
      <Notice
        variant="neutral"
        title={text('QueueEligibilityNotAllowedTitle')}
        body={text('QueueEligibilityNotAllowedText')}
      />
    </>
  );
}

function Content(props: AdminPageProps) {
  const { watch, functions, directory, queries, problems, isColumnOfFlex, showAgents } = props;
  const state = useStore(watch);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [isStarting, setIsStarting] = useState(false);
  useEffect(() => watch.open({ isPatient: false }), [watch]);
  useEffect(() => directory.ensure(), [directory]);
  // All times come from the Functions: so does the one they are held against.
  const nowMs = useNow(state.running.length > 0) - state.aheadMs;
  const isAnyWaiting = state.running.some((watched) => isWaiting(watched, nowMs));
  useEffect(() => {
    if (isAnyWaiting) void watch.reload();
  }, [watch, isAnyWaiting]);

  /** Gives a command; afterwards the page knows what came of it, even where Sync does not tell. */
  const command = useCallback(
    async (give: () => Promise<object>) => {
      try {
        // A job that was found instead of started, and is another deployment's, is not ours to watch.
        const isElsewhere = 'heldBy' in (await give());
        setRefusal(isElsewhere ? { kind: 'refused', code: 'other_deployment' } : null);
      } catch (error) {
        setRefusal(toProblem(error));
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
      restart: () => watch.reload(),
      limitPace: (jobId, itemsPerSecond) =>
        command(() => functions.call('/jobs/pace', { jobId, itemsPerSecond })),
    }),
    [command, functions, watch],
  );
  const page = useMemo(() => {
    const retry: PageContext['retry'] = (jobId, options) =>
      command(() => functions.call('/jobs/retry', { jobId, ...options }));
    return { functions, directory, queries, retry, showAgents };
  }, [command, functions, directory, queries, showAgents]);

  const standing = standingOf(state, nowMs);
  const isRunning = ['running', 'silent', 'paused'].includes(standing.kind);
  const [last] = state.history;
  // What is left to do is shown also when another job has ended since.
  const isOpen = standing.kind === 'failures' || standing.kind === 'unverified';
  const shown = isOpen ? [last, standing.entry] : [last];
  const outcomes = isRunning ? [] : [...new Set(shown)].filter((entry) => entry !== undefined);
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
          <Heading as="h1" variant="heading20" marginBottom="space0">
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
        <Trouble
          state={state}
          refusal={refusal}
          problems={problems}
          onRetry={() => void watch.reload()}
          onDismiss={() => setRefusal(null)}
        />
        {state.status === 'ready' ? (
          <StandingCard standing={standing} left={state.left} nowMs={nowMs} />
        ) : null}
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
          {outcomes.map((entry) => (
            <Outcome key={entry.id} entry={entry} nowMs={nowMs} />
          ))}
          {state.left.length > 0 ? (
            <LeftAgents left={state.left} nowMs={nowMs} onRefresh={() => watch.reload()} />
          ) : null}
          {isColumnOfFlex ? (
            <Box marginTop="space60">
              <Notice
                variant="neutral"
                title={text('QueueEligibilityColumnOfFlexTitle')}
                body={text('QueueEligibilityColumnOfFlexText')}
              />
            </Box>
          ) : null}
          <Queues version={last?.id ?? ''} />
          <History history={state.history} nowMs={nowMs} />
        </>
      ) : null}
    </PageProvider>
  );
}
