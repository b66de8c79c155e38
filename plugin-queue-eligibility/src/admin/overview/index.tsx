import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { text } from '../../strings';
import { usePage } from '../context';
import { Notice } from '../Notice';
import { isSilent, standingOf, type Standing } from '../standing';
import { useJobs } from '../use-jobs';
import { Lately } from './Lately';
import { LeftAgents } from './LeftAgents';
import { LeftOver, Outcome } from './Outcome';
import { RunningJob } from './RunningJob';
import { StandingCard } from './StandingCard';

/** Side by side where there is room for two. */
const COLUMNS = 'repeat(auto-fit, minmax(min(100%, 540px), 1fr))';

/** Is everything in step, what goes on, and what came of it last. */
export default function Overview() {
  const { jobs, isColumnOfFlex } = usePage();
  const { state, nowMs } = useJobs(jobs);
  const standing = standingOf(state, nowMs);
  const isRunning = ['running', 'silent', 'paused'].includes(standing.kind);
  const [last] = state.history;
  // What is left to do is shown also when another job has ended since.
  const isOpen = standing.kind === 'failures' || standing.kind === 'unverified';
  const shown = isOpen ? [last, standing.entry] : [last];
  const outcomes = isRunning ? [] : [...new Set(shown)].filter((entry) => entry !== undefined);
  return (
    <>
      <Resync standing={standing} isRunning={isRunning} isReady={state.status === 'ready'} />
      <Box display="grid" rowGap="space50">
        {state.status === 'loading' ? (
          <Text as="p" role="status">
            {text('QueueEligibilityLoading')}
          </Text>
        ) : null}
        {state.status === 'ready' ? (
          <StandingCard standing={standing} left={state.left} nowMs={nowMs} />
        ) : null}
        {state.running.map((watched) => (
          <RunningJob
            key={watched.jobId}
            watched={watched}
            isSilent={isSilent(watched, nowMs)}
            nowMs={nowMs}
          />
        ))}
      </Box>
      {state.status === 'ready' ? (
        <>
          <Box display="grid" columnGap="space100" style={{ gridTemplateColumns: COLUMNS }}>
            {outcomes.map((entry) => (
              <Outcome key={entry.id} entry={entry} nowMs={nowMs} />
            ))}
            {state.history.length > 0 ? <Lately history={state.history} nowMs={nowMs} /> : null}
          </Box>
          {outcomes.map((entry) => (
            <LeftOver key={entry.id} entry={entry} nowMs={nowMs} />
          ))}
          {state.left.length > 0 ? (
            <LeftAgents left={state.left} nowMs={nowMs} onRefresh={() => jobs.reload()} />
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
        </>
      ) : null}
    </>
  );
}

interface ResyncProps {
  standing: Standing;
  isRunning: boolean;
  isReady: boolean;
}

/** What a resync is, and the way to one. */
function Resync({ standing, isRunning, isReady }: ResyncProps) {
  const { commands } = usePage();
  const [isStarting, setIsStarting] = useState(false);
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      justifyContent="space-between"
      alignItems="flex-start"
      columnGap="space60"
      rowGap="space40"
      marginBottom="space60"
    >
      <Box maxWidth="size70">
        <Text as="p" color="colorTextWeak">
          {text('QueueEligibilityResyncText')}
        </Text>
      </Box>
      <Button
        variant="primary"
        loading={isStarting}
        disabled={isRunning || isStarting || !isReady}
        onClick={() => {
          setIsStarting(true);
          void commands.start().finally(() => setIsStarting(false));
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
  );
}
