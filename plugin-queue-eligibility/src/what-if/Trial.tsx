import type { QueueView } from '@queue-eligibility/api';
import { tryRuleWork, type Tried } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { ProgressBar } from '../admin/parts';
import { check } from '../expression-editor/check';
import { ExpressionEditor } from '../expression-editor/ExpressionEditor';
import { text } from '../strings';
import { usePage } from '../admin/context';
import { useSettled, useWork } from '../workspace/use-work';
import type { Snapshot } from '../workspace/workspace-store';
import { Asked } from './Asked';
import { NEW_QUEUE, propose, write } from './drafts';
import { Edits } from './Edits';
import { EffectFigures, EffectNames } from './Effect';
import { Meanwhile } from './Meanwhile';
import { Save } from './Save';
import { useKeys } from './use-keys';

interface TrialProps {
  queueSid: string;
  /** As TaskRouter has it; null: it is not there, or not any more. */
  queue: QueueView | null;
  snapshot: Snapshot;
}

/** Whoever writes is left alone for so long, ms. */
const SETTLED_MS = 250;

/** The editor beside what its expression would do. */
export function Trial({ queueSid, queue, snapshot }: TrialProps) {
  const { drafts } = usePage();
  const draft = useStore(drafts, (state) => state[queueSid]);
  const { agents, queues } = snapshot;
  const before = queue?.targetWorkers ?? draft?.base ?? '';
  const friendlyName = queue?.friendlyName ?? draft?.friendlyName ?? '';
  const written = draft?.text ?? before;
  const settled = useSettled(written, SETTLED_MS);
  const keys = useKeys(snapshot);
  // The same array each time: its rules are compiled once.
  const others = useMemo(() => queues.filter(({ sid }) => sid !== queueSid), [queues, queueSid]);
  const isReadable = useMemo(() => ['readable', 'empty'].includes(check(settled).status), [settled]);
  const isOther = settled !== before;
  const work = useCallback(
    () => tryRuleWork({ before, after: settled, agents, queues: others }),
    [before, settled, agents, others],
  );
  const { result, progress } = useWork<Tried>(isReadable && isOther ? work : null);
  const base = draft && draft.text !== before ? draft.base : before;
  const change = (next: string): void =>
    write(drafts, queueSid, { ...draft, text: next, friendlyName, base });
  const reset = (): void => propose(drafts, queueSid, { text: before, friendlyName, base: before });
  const isBusy = progress !== null || settled !== written;
  return (
    <Box display="grid" columnGap="space70" rowGap="space60" style={SIDE_BY_SIDE}>
      <Box display="grid" rowGap="space50" alignContent="start" minWidth="0">
        <Meanwhile
          isGone={queue === null && queueSid !== NEW_QUEUE}
          draft={draft}
          before={before}
          onTheirs={reset}
          onBack={() =>
            draft?.replaced !== undefined &&
            write(drafts, queueSid, { ...draft, text: draft.replaced, replaced: draft.text })
          }
        />
        <ExpressionEditor
          label={text('QueueEligibilityWhatIfExpression')}
          value={written}
          onChange={change}
          keys={keys}
        />
        <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30">
          {snapshot.queueEditing && queue ? (
            <Save
              queue={queue}
              expression={written}
              tried={isBusy || written !== settled ? null : result}
              onSaved={() => write(drafts, queueSid, { text: written, friendlyName, base: written })}
            />
          ) : null}
          <Button variant="secondary" disabled={written === before} onClick={reset}>
            {text(before === '' ? 'QueueEligibilityWhatIfClear' : 'QueueEligibilityWhatIfReset')}
          </Button>
        </Box>
        {snapshot.queueEditing ? null : (
          <Text as="p" color="colorTextWeak" fontSize="fontSize20">
            {text('QueueEligibilityWhatIfNoEditing')}
          </Text>
        )}
        {queue && snapshot.queueEditing ? (
          <Edits
            queueSid={queueSid}
            current={before}
            onPutBack={(expression) =>
              propose(drafts, queueSid, { text: expression, friendlyName, base: before })
            }
          />
        ) : null}
      </Box>
      <Box minWidth="0" aria-busy={isBusy} data-testid="what-if-effect">
        {progress ? (
          <Box marginBottom="space40">
            <ProgressBar label={text('QueueEligibilityWhatIfWorking')} value={progress} />
          </Box>
        ) : null}
        <EffectFigures
          queueName={friendlyName || text('QueueEligibilityWhatIfNewQueue')}
          before={before}
          after={settled}
          isReadable={isReadable}
          isDistrusted={queue?.distrusted ?? false}
          tried={result}
        />
        {written.trim() === '' ? null : <Asked key={written} expression={written} snapshot={snapshot} />}
        {result ? <EffectNames effect={result.effect} /> : null}
      </Box>
    </Box>
  );
}

/** Beside each other where there is room. */
const SIDE_BY_SIDE = {
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
  alignItems: 'start',
} as const;
