import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Card } from '@twilio-paste/core/card';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { Text } from '@twilio-paste/core/text';
import { hasEnded, type Job } from '@queue-eligibility/api';
import React, { useRef } from 'react';
import type { WatchedJob } from '../../live/jobs-watch';
import { currentRate, secondsLeft } from '../../live/throughput';
import { text } from '../../strings';
import { usePage } from '../context';
import { useStarter } from '../job-words';
import { Controls } from './JobControls';
import { PaceLimit } from './PaceLimit';
import { Notice } from '../Notice';
import { Figure, Figures, ProgressBar } from '../parts';
import { Throughput } from './Throughput';
import { clock, count, duration, unchangedOf } from '../words';

interface RunningJobProps {
  watched: WatchedJob;
  isSilent: boolean;
  nowMs: number;
}

/** A job that is under way, live. */
export function RunningJob({ watched, isSilent, nowMs }: RunningJobProps) {
  const { commands } = usePage();
  const { job, samples } = watched;
  const starter = useStarter(job?.startedBy ?? { type: 'check' });
  if (!job || hasEnded(job)) {
    return (
      <Card padding="space70">
        <Text as="p">{text('QueueEligibilityRunningOpening')}</Text>
      </Card>
    );
  }
  const { progress } = job;
  const isMoving = job.status === 'running' && !isSilent;
  const rate = isMoving ? currentRate(samples) : null;
  const left = isMoving ? secondsLeft(job, samples) : null;
  return (
    <Card padding="space70">
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="flex-start"
        justifyContent="space-between"
        columnGap="space50"
        rowGap="space40"
      >
        <Box>
          <Text
            as="h2"
            margin="space0"
            fontSize="fontSize60"
            lineHeight="lineHeight60"
            fontWeight="fontWeightSemibold"
          >
            {phaseWords(job)}
          </Text>
          <Text as="p" color="colorTextWeak">
            {text('QueueEligibilityStartedBy', {
              by: starter,
              time: clock(job.createdAt, nowMs),
            })}
          </Text>
        </Box>
        <Controls job={job} />
      </Box>
      {isSilent ? (
        <Box marginTop="space50">
          <Notice
            variant="warning"
            title={text('QueueEligibilitySilentTitle')}
            body={text('QueueEligibilitySilentText')}
            isNested
          >
            <Button variant="secondary" size="small" onClick={() => void commands.restart()}>
              {text('QueueEligibilityRestart')}
            </Button>
          </Notice>
        </Box>
      ) : null}
      {job.status === 'paused' ? (
        <Box marginTop="space50">
          <Notice
            variant="neutral"
            title={text('QueueEligibilityPausedTitle', { time: clock(job.heartbeatAt, nowMs) })}
            body={text('QueueEligibilityPausedText', { time: clock(job.resumesAt, nowMs) })}
            isNested
          />
        </Box>
      ) : null}
      <Box marginY="space60">
        <ProgressBar label={phaseWords(job)} value={fractionOf(job)} />
      </Box>
      <Announcement job={job} />
      <Figures>
        <Figure label={text('QueueEligibilityChecked')}>
          {progress.total === null
            ? count(progress.checked)
            : text('QueueEligibilityOf', { done: count(progress.checked), total: count(progress.total) })}
        </Figure>
        <Figure label={text('QueueEligibilityChanged')}>{count(progress.changed)}</Figure>
        <Figure label={text('QueueEligibilityUnchanged')}>{count(unchangedOf(progress))}</Figure>
        <Figure label={text('QueueEligibilityFailed')} isBad={progress.failed > 0}>
          {count(progress.failed)}
        </Figure>
        <Figure label={text('QueueEligibilityRate')}>{rate === null ? '–' : count(Math.round(rate))}</Figure>
        <Figure label={text('QueueEligibilityLeft')}>{left === null ? '–' : duration(left)}</Figure>
      </Figures>
      <Box
        display="flex"
        flexWrap="wrap"
        justifyContent="space-between"
        alignItems="flex-start"
        columnGap="space60"
        rowGap="space40"
        marginTop="space60"
      >
        <Box>
          {isMoving ? <Throughput samples={samples} /> : null}
          {job.status === 'running' ? (
            <Text as="p" color="colorTextWeak" fontSize="fontSize20">
              {text('QueueEligibilityLastSign', { ago: ago(job, nowMs) })}
            </Text>
          ) : null}
        </Box>
        <PaceLimit job={job} />
      </Box>
    </Card>
  );
}

/** For whoever listens: what goes on and how far it is, again at every quarter of the way; not every second. */
function Announcement({ job }: { job: Job }) {
  const fraction = fractionOf(job);
  const said = useRef<{ quarter: number; percent: number } | null>(null);
  if (fraction === null) said.current = null;
  else {
    const quarter = Math.floor(fraction * 4);
    if (said.current?.quarter !== quarter) said.current = { quarter, percent: Math.floor(fraction * 100) };
  }
  return (
    <ScreenReaderOnly>
      <span role="status">
        {phaseWords(job)}
        {said.current ? `: ${said.current.percent} %` : ''}
      </span>
    </ScreenReaderOnly>
  );
}

const ago = (job: Job, nowMs: number): string => duration((nowMs - Date.parse(job.heartbeatAt)) / 1_000);

function fractionOf({ progress, phase }: Job): number | null {
  return phase !== 'perform' || !progress.total ? null : progress.checked / progress.total;
}

/** What a job is doing, in words. */
function phaseWords({ pass, phase, kind, status }: Job): string {
  if (status === 'paused') return text('QueueEligibilityPaused');
  if (phase === 'settle') return text('QueueEligibilityPhaseSettle');
  if (kind === 'skills') return text('QueueEligibilityPhaseSkills');
  if (pass > 1) return text('QueueEligibilityPhaseCheck');
  return phase === 'gather' ? text('QueueEligibilityPhaseGather') : text('QueueEligibilityPhasePerform');
}
