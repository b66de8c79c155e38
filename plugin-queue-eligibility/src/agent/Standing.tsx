import { REFUSALS } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutHeading, CalloutText } from '@twilio-paste/core/callout';
import React, { type ReactNode } from 'react';
import { clock, explain } from '../admin/words';
import { useQueueDirectory, type QueueDirectory } from '../queue-directory';
import { text } from '../strings';
import type { WorkerQueues } from '../teams-view/worker-queues';
import type { Arranged } from './arrange';
import { attributesState, type FlexWorker } from './flex-worker';
import type { Answer } from './use-answer';

interface StandingProps {
  worker: FlexWorker;
  directory: QueueDirectory;
  carried: WorkerQueues;
  all: Arranged;
  answer: Answer | null;
}

/** What is not as it should be with this agent, or keeps this view from knowing; nothing where all is well. */
export function Standing(props: StandingProps) {
  const { worker, directory, carried } = props;
  const status = useQueueDirectory(directory, (state) => state.status);
  const attribute = useQueueDirectory(directory, (state) => state.attribute);
  const isEmpty = useQueueDirectory(directory, ({ queues }) => queues.size === 0);
  const state = attributesState(worker.attributes);
  const isFull = carried.behind === REFUSALS.tooLong;
  return (
    <>
      {status === 'failed' ? (
        <Notice
          title={text(isEmpty ? 'QueueEligibilityAgentFailedTitle' : 'QueueEligibilityAgentOldTitle')}
          body={text(isEmpty ? 'QueueEligibilityAgentFailedText' : 'QueueEligibilityAgentOldText')}
        >
          <Button variant="secondary" size="small" onClick={() => void directory.refresh()}>
            {text('QueueEligibilityFilterRetry')}
          </Button>
        </Notice>
      ) : null}
      {status === 'ready' && isEmpty ? <Notice title={text('QueueEligibilityQueuesEmpty')} body="" /> : null}
      {state === 'missing' ? (
        <Notice
          title={text('QueueEligibilityAgentMissingTitle')}
          body={text('QueueEligibilityAgentMissingText')}
        />
      ) : null}
      {state === 'unreadable' ? (
        <Notice
          title={text('QueueEligibilityAgentNoJsonTitle')}
          body={text('QueueEligibilityAgentNoJsonText', { attributes: inShort(worker.attributes) })}
        />
      ) : null}
      {isFull ? (
        <Notice title={text('QueueEligibilityColumnFull')} body={text('QueueEligibilityColumnFullHint')} />
      ) : null}
      {state === 'known' && carried.kind === 'unsynced' && !isFull ? (
        <Notice
          title={text('QueueEligibilityAgentUnsyncedTitle')}
          body={text('QueueEligibilityAgentUnsyncedText')}
        />
      ) : null}
      {state === 'known' && carried.kind === 'invalid' ? (
        <Notice
          title={text('QueueEligibilityColumnInvalid')}
          body={text('QueueEligibilityColumnInvalidHint', { attribute })}
        />
      ) : null}
      <Differs {...props} />
    </>
  );
}

/** What the agent carries against what it should carry, and since when that is known. */
function Differs({ all, answer, worker: { sid = '' }, directory }: StandingProps) {
  const known = useQueueDirectory(directory, ({ left }) => left.get(sid));
  const entries = [...all.eligible, ...all.others];
  const named = (differs: 'missing' | 'extra'): string =>
    inFew(entries.filter((entry) => entry.differs === differs).map(({ name }) => name));
  const [missing, extra] = [named('missing'), named('extra')];
  const isDifferent = missing !== '' || extra !== '';
  // What was known when the queues were read may be mended by now: where all can be read here, and is right, it is.
  const isOpen = answer !== null || entries.some(({ source }) => source === 'list');
  const left = answer ? answer.left : known;
  if (!isDifferent && !(left && isOpen)) return null;
  return (
    <Notice
      title={text(isDifferent ? 'QueueEligibilityAgentDiffersTitle' : 'QueueEligibilityAgentLeftTitle')}
      body={[
        ...(missing === '' ? [] : [text('QueueEligibilityAgentDiffersMissing', { queues: missing })]),
        ...(extra === '' ? [] : [text('QueueEligibilityAgentDiffersExtra', { queues: extra })]),
        left
          ? text('QueueEligibilityAgentDiffersSince', {
              time: clock(left.at, Date.now()),
              ...explain(left.code),
            })
          : text('QueueEligibilityAgentDiffersNew'),
      ]}
    />
  );
}

interface NoticeProps {
  title: string;
  body: string | readonly string[];
  children?: ReactNode;
}

function Notice({ title, body, children }: NoticeProps) {
  const lines = typeof body === 'string' ? [body] : body;
  return (
    <Callout variant="warning">
      <CalloutHeading as="h4">{title}</CalloutHeading>
      <CalloutText>
        {lines.map((line) => (
          <span key={line} style={{ display: 'block', overflowWrap: 'anywhere' }}>
            {line}
          </span>
        ))}
      </CalloutText>
      {children ? <Box marginTop="space30">{children}</Box> : null}
    </Callout>
  );
}

/** So many names are told, and so many characters of attributes that nobody can read. */
const NAMED = 8;
const SHOWN = 120;

const inFew = (names: readonly string[]): string =>
  names.length <= NAMED
    ? names.join(', ')
    : text('QueueEligibilityExplainAndMore', {
        found: names.slice(0, NAMED).join(', '),
        count: names.length - NAMED,
      });

function inShort(attributes: unknown): string {
  const written = typeof attributes === 'string' ? attributes : JSON.stringify(attributes);
  return written.length > SHOWN ? `${written.slice(0, SHOWN)}…` : written;
}
