import type { PlanView } from '@queue-eligibility/api';
import {
  changedSince,
  differing,
  type AgentChange,
  type Preview,
  type Result,
  type Wanted,
} from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useMemo } from 'react';
import { text } from '../../strings';
import { nameOf } from '../../workspace/agent-words';
import type { Snapshot } from '../../workspace/workspace-store';
import { Notice } from '../Notice';
import { ProgressBar } from '../parts';
import { plural } from '../words';
import { ChangedBy } from './ChangedBy';
import { PlanActions } from './PlanActions';
import { PreviewAgain } from './PreviewAgain';
import { PreviewView } from './PreviewView';
import { Sampled } from './Sampled';
import { useFresh } from './use-fresh';
import { usePreview, useRestorePreview, useSkillsWorkspace } from './use-preview';
import type { Settings } from './use-settings';

interface PlanPreviewProps {
  plan: PlanView;
  agents: readonly AgentChange[] | null;
  results: readonly Result[] | null;
  snapshot: Snapshot;
  settings: Settings;
  onChanged: () => void;
}

/** A kept plan, shown whole against everything as it is now, before it is applied. */
export function PlanPreview({ plan, agents, results, snapshot, settings, onChanged }: PlanPreviewProps) {
  const workspace = useSkillsWorkspace(snapshot, settings);
  const wanted = useMemo(() => agents && agents.map(toWanted), [agents]);
  const made = usePreview(wanted, workspace, plan.unknownSkills);
  const isFresh = useFresh(plan, snapshot);
  const restored = useRestorePreview(isFresh ? results : null, workspace);
  const { result, progress } = plan.of === null ? made : restored;
  const moved = useMemo(() => (agents && result ? movedSince(agents, result) : []), [agents, result]);
  const others = useMemo(() => [...changedSince(result?.findings ?? []).keys()], [result]);
  const names = useMemo(
    () => new Map(snapshot.agents.map((agent) => [agent.sid, nameOf(agent)])),
    [snapshot.agents],
  );
  return (
    <>
      <PlanActions plan={plan} preview={progress === null ? result : null} onChanged={onChanged} />
      {moved.length > 0 ? (
        <Notice
          variant="warning"
          title={plural(moved.length, ['QueueEligibilityPlanMovedOne', 'QueueEligibilityPlanMoved'])}
          body={text('QueueEligibilityPlanMovedText')}
        >
          <Box display="grid" rowGap="space40">
            <ChangedBy {...{ plan, names }} sids={moved.map(({ workerSid }) => workerSid)} />
            <Box>
              <PreviewAgain plan={plan} agents={moved} />
            </Box>
          </Box>
        </Notice>
      ) : null}
      {others.length > 0 ? (
        <Notice
          variant="warning"
          title={plural(others.length, ['QueueEligibilityPlanOthersOne', 'QueueEligibilityPlanOthers'])}
          body={text('QueueEligibilityPlanOthersText')}
        >
          <ChangedBy {...{ plan, names }} sids={others} />
        </Notice>
      ) : null}
      {progress !== null ? (
        <ProgressBar label={text('QueueEligibilityWhatIfWorking')} value={progress} />
      ) : null}
      {result ? (
        <Box display="grid" rowGap="space60" minWidth="0">
          <Sampled preview={result} workspace={workspace} />
          <PreviewView preview={result} snapshot={snapshot} />
        </Box>
      ) : (
        <Text as="p">{text('QueueEligibilityLoading')}</Text>
      )}
    </>
  );
}

const toWanted = ({ workerSid, changes }: AgentChange): Wanted => ({
  ...{ row: null, who: { sid: workerSid }, changes, isMarked: true },
});

/** Agents who are no longer as the plan saw them: it would leave them alone. */
function movedSince(agents: readonly AgentChange[], { agents: now }: Preview): AgentChange[] {
  const stands = new Map(now.map(({ workerSid, before }) => [workerSid, before]));
  return agents.filter(({ workerSid, expects }) => {
    const found = stands.get(workerSid);
    return found !== undefined && differing(expects, found).length > 0;
  });
}
