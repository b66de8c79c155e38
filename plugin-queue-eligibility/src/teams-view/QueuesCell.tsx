import { css, styled } from '@twilio-paste/core/styling-library';
import React, { memo, useEffect, useMemo } from 'react';
import { nameOf, type FlexWorker } from '../agent/flex-worker';
import type { OpenedAgent } from '../agent/opened-agent';
import { useQueueDirectory, type QueueDirectory } from '../queue-directory';
import { text } from '../strings';
import { behindWords } from './behind';
import { useChosenQueues, type ChosenQueues } from './chosen-queues';
import { useColumnWidth } from './column-width';
import { countFitting, createTextMeasure, MAX_NAME_WIDTH, type MeasureText } from './fit';
import { readWorkerQueues, type WorkerQueue, type WorkerQueues } from './worker-queues';

interface QueuesCellProps {
  worker: FlexWorker;
  directory: QueueDirectory;
  /** What "+12" opens. */
  opened: OpenedAgent;
  /** What Teams View is filtered by comes first. */
  chosen: ChosenQueues;
}

// One styled element a cell and plain ones in it: two hundred rows are drawn at once.
const Cell = styled.div(
  css({
    display: 'flex',
    alignItems: 'center',
    columnGap: 'space20',
    minWidth: 0,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    fontSize: 'fontSize20',
    lineHeight: 'lineHeight20',
    color: 'colorText',
    '.queue': {
      flexShrink: 0,
      boxSizing: 'border-box',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      paddingX: 'space30',
      paddingY: 'space10',
      borderRadius: 'borderRadius20',
      backgroundColor: 'colorBackground',
    },
    '.first': { flexShrink: 1, minWidth: 0 },
    '.chosen': { color: 'colorTextPrimaryStrong', backgroundColor: 'colorBackgroundPrimaryWeakest' },
    '.gone': { color: 'colorTextError', backgroundColor: 'colorBackgroundErrorWeakest' },
    '.behind': {
      color: 'colorTextWarningStrong',
      backgroundColor: 'colorBackgroundWarningWeakest',
      flexShrink: 0,
    },
    '.weak': { color: 'colorTextWeak' },
    '.more': {
      flexShrink: 0,
      font: 'inherit',
      fontWeight: 'fontWeightSemibold',
      cursor: 'pointer',
      border: 'none',
      color: 'colorTextLink',
      backgroundColor: 'transparent',
      paddingX: 'space20',
      paddingY: 'space10',
      borderRadius: 'borderRadius20',
    },
    '.more:hover': { textDecoration: 'underline' },
    '.more:focus-visible': { boxShadow: 'shadowFocus', outline: 'none' },
    '.said': { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clip: 'rect(0 0 0 0)' },
  }),
);

let measure: MeasureText | null = null;
const measureText: MeasureText = (name) => (measure ??= createTextMeasure('12px Inter, sans-serif'))(name);

/** The queues of one agent: as many names as fit, the rest on demand. */
export const QueuesCell = memo(function QueuesCell({ worker, directory, opened, chosen }: QueuesCellProps) {
  const { sid, attributes } = worker;
  const known = useQueueDirectory(directory, ({ byValue }) => byValue);
  const status = useQueueDirectory(directory, (state) => state.status);
  const attribute = useQueueDirectory(directory, (state) => state.attribute);
  const behind = useQueueDirectory(directory, (state) => state.behind);
  const filteredBy = useChosenQueues(chosen);
  const chosenSids = useMemo(
    () => new Set([...filteredBy].map((value) => known.get(value)?.sid ?? value)),
    [filteredBy, known],
  );
  const read = useMemo(
    () => readWorkerQueues({ sid, attributes }, { status, attribute, byValue: known, behind }),
    [sid, attributes, status, attribute, known, behind],
  );
  useEffect(() => {
    for (const { sid: queueSid, isGone } of read.queues) if (isGone) directory.missed(queueSid);
  }, [read, directory]);
  useEffect(() => opened.seen(worker), [opened, worker]);
  useEffect(() => () => opened.left(sid), [opened, sid]);
  const isUnnamed = status === 'failed' && known.size === 0;
  return read.kind === 'listed' ? (
    <ListedQueues
      read={read}
      chosenSids={chosenSids}
      agent={nameOf(worker)}
      isUnnamed={isUnnamed}
      onOpen={() => opened.open(worker)}
    />
  ) : (
    <Cell>
      {read.behind === null ? null : <Behind code={read.behind} />}
      <Plain kind={read.kind} attribute={attribute} isHinted={read.behind === null} />
    </Cell>
  );
});

const PLAIN = {
  none: ['QueueEligibilityColumnNone', 'QueueEligibilityColumnNoneHint'],
  unsynced: ['QueueEligibilityColumnUnsynced', 'QueueEligibilityColumnUnsyncedHint'],
  invalid: ['QueueEligibilityColumnInvalid', 'QueueEligibilityColumnInvalidHint'],
} as const;

interface PlainProps {
  kind: keyof typeof PLAIN;
  attribute: string;
  /** False: why it is so is said beside it, and what usually helps would contradict that. */
  isHinted: boolean;
}

function Plain({ kind, attribute, isHinted }: PlainProps) {
  const [label, hint] = PLAIN[kind];
  if (!isHinted) return <span className="weak">{text(label)}</span>;
  return <Explained className="weak" label={text(label)} hint={text(hint, { attribute })} />;
}

const Behind = ({ code }: { code: string }) => <Explained className="queue behind" {...behindWords(code)} />;

/** A word with what it means: on hover for the eye, after it for a screen reader. */
function Explained({ className, label, hint }: { className: string; label: string; hint: string }) {
  return (
    <span className={className} title={hint}>
      {label}
      <span className="said">. {hint}</span>
    </span>
  );
}

interface ListedQueuesProps {
  read: WorkerQueues;
  chosenSids: ReadonlySet<string>;
  agent: string;
  isUnnamed: boolean;
  onOpen: () => void;
}

function ListedQueues({ read, chosenSids, agent, isUnnamed, onOpen }: ListedQueuesProps) {
  const width = useColumnWidth();
  const queues = useMemo(() => {
    if (chosenSids.size === 0) return read.queues;
    const isChosen = ({ sid }: WorkerQueue): boolean => chosenSids.has(sid);
    return [...read.queues.filter(isChosen), ...read.queues.filter((queue) => !isChosen(queue))];
  }, [read.queues, chosenSids]);
  const shown = useMemo(() => {
    const room = width - (read.behind === null ? 0 : measureText(behindWords(read.behind).label) + 26);
    return countFitting(
      queues.map(({ name, isGone }) => (isGone ? text('QueueEligibilityColumnGone') : name)),
      room,
      measureText,
    );
  }, [queues, width, read.behind]);
  const hidden = queues.length - shown;
  // A click here is not one on the agent's row.
  const stop = (event: React.SyntheticEvent): void => event.stopPropagation();
  return (
    <Cell>
      {read.behind === null ? null : <Behind code={read.behind} />}
      {queues.slice(0, shown).map((queue, i) => (
        <QueueName
          key={queue.sid}
          queue={queue}
          isFirst={i === 0}
          isChosen={chosenSids.has(queue.sid)}
          isUnnamed={isUnnamed}
        />
      ))}
      {hidden > 0 ? (
        <button
          type="button"
          className="more"
          aria-haspopup="dialog"
          aria-label={text('QueueEligibilityColumnMoreLabel', { count: queues.length, agent })}
          onClick={(event) => {
            stop(event);
            onOpen();
          }}
          onKeyDown={stop}
        >
          {text('QueueEligibilityColumnMore', { count: hidden })}
        </button>
      ) : null}
    </Cell>
  );
}

interface QueueNameProps {
  queue: WorkerQueue;
  isFirst: boolean;
  isChosen: boolean;
  isUnnamed: boolean;
}

function QueueName({ queue, isFirst, isChosen, isUnnamed }: QueueNameProps) {
  const className = ['queue', ...(isFirst ? ['first'] : []), ...(isChosen ? ['chosen'] : [])].join(' ');
  if (queue.isGone) {
    const hint = text('QueueEligibilityColumnGoneHint', { sid: queue.sid });
    return (
      <Explained className={`${className} gone`} label={text('QueueEligibilityColumnGone')} hint={hint} />
    );
  }
  const title = isUnnamed ? `${queue.sid}. ${text('QueueEligibilityColumnUnnamed')}` : queue.name;
  return (
    <span className={className} title={title} style={{ maxWidth: MAX_NAME_WIDTH + 18 }}>
      {queue.name}
    </span>
  );
}
