import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { Notice } from '../admin/Notice';
import { ProgressBar, useNow } from '../admin/parts';
import { wordsOf } from '../admin/Trouble';
import { clock, count, plural } from '../admin/words';
import { text } from '../strings';
import { usePage } from '../admin/context';
import type { Progress, Snapshot, WorkspaceState } from './workspace-store';

/** Reads queues and agents, says how far that is, how old they are and what went wrong, and shows what is made of them. */
export function WithWorkspace({ children }: { children: (snapshot: Snapshot) => ReactNode }) {
  const { workspace } = usePage();
  const state = useStore(workspace);
  useEffect(() => workspace.ensure(), [workspace]);
  const { snapshot, problem } = state;
  return (
    <>
      <Box display="grid" rowGap="space40" marginBottom="space60">
        <Age state={state} onRead={() => void workspace.read()} />
        {problem ? (
          <Notice {...wordsOf(problem)}>
            <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30" alignItems="center">
              <Button variant="secondary" size="small" onClick={() => void workspace.retry()}>
                {text('QueueEligibilityTryAgain')}
              </Button>
              <Text as="span">
                {snapshot
                  ? text('QueueEligibilityWorkspaceOld')
                  : text('QueueEligibilityWorkspaceKept', { count: count(state.reading?.listed ?? 0) })}
              </Text>
            </Box>
          </Notice>
        ) : null}
        {snapshot ? <Unknown snapshot={snapshot} /> : null}
      </Box>
      {snapshot ? children(snapshot) : null}
    </>
  );
}

/** How much was read and when, or how far the reading is. */
function Age({ state, onRead }: { state: WorkspaceState; onRead: () => void }) {
  const { snapshot, reading, problem } = state;
  const isReading = reading !== null && problem === null;
  const nowMs = useNow(false);
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      columnGap="space50"
      rowGap="space30"
      minHeight="sizeIcon60"
      role="status"
    >
      {snapshot ? (
        <Text as="span" color="colorTextWeak" fontSize="fontSize20">
          {text('QueueEligibilityWorkspaceRead', {
            agents: count(snapshot.agents.length),
            queues: count(snapshot.queues.length),
            time: clock(new Date(snapshot.readAtMs).toISOString(), nowMs),
          })}
        </Text>
      ) : null}
      {snapshot && !isReading ? (
        <Button variant="link" onClick={onRead}>
          {text('QueueEligibilityWorkspaceAgain')}
        </Button>
      ) : null}
      {isReading ? <Reading progress={reading} /> : null}
    </Box>
  );
}

function Reading({ progress: { listed, isListed, lacked, fetched } }: { progress: Progress }) {
  const said =
    isListed && lacked > 0
      ? text('QueueEligibilityWorkspaceFetching', { fetched: count(fetched), count: count(lacked) })
      : text('QueueEligibilityWorkspaceReading', { count: count(listed) });
  return (
    <Box flexGrow={1} maxWidth="size40">
      <Text as="p" color="colorTextWeak" fontSize="fontSize20" marginBottom="space20">
        {said}
      </Text>
      <ProgressBar label={said} value={isListed && lacked > 0 ? fetched / lacked : null} />
    </Box>
  );
}

/** Of some agents nothing is known: that is said once, for all that is made of them. */
function Unknown({ snapshot: { agents } }: { snapshot: Snapshot }) {
  const unknown = agents.filter(({ attributes }) => attributes === null).length;
  if (unknown === 0) return null;
  return (
    <Notice
      variant="warning"
      isNested
      title={plural(unknown, ['QueueEligibilityWorkspaceUnknownOne', 'QueueEligibilityWorkspaceUnknown'])}
      body={text('QueueEligibilityWorkspaceUnknownText')}
    />
  );
}
