import { Box } from '@twilio-paste/core/box';
import { Checkbox } from '@twilio-paste/core/checkbox';
import { Heading } from '@twilio-paste/core/heading';
import { Text } from '@twilio-paste/core/text';
import React, { useMemo } from 'react';
import { useStore } from 'zustand';
import { text } from '../../strings';
import type { Snapshot } from '../../workspace/workspace-store';
import { usePage } from '../context';
import { ProgressBar } from '../parts';
import { BackToPlans } from './BackToPlans';
import { unknownSkillsOf } from './finding-words';
import { MakePlan } from './MakePlan';
import { PreviewView } from './PreviewView';
import { Terms } from './Terms';
import { usePreview, useSkillsWorkspace } from './use-preview';
import type { Settings } from './use-settings';
import { wantedOf } from './wanted';
import { What } from './What';
import { Who } from './Who';
import { useMatched } from './WhoByRule';

/** A plan that is being made: who, what, for how long and why, and what it would do. Nothing is written. */
export function NewPlan({ snapshot, settings }: { snapshot: Snapshot; settings: Settings }) {
  const { planDraft } = usePage();
  const draft = useStore(planDraft);
  const { mode, source, rows, chosen, unknownSkills } = draft;
  const matched = useMatched(draft, snapshot);
  const wanted = useMemo(
    () => wantedOf({ mode, source, rows, chosen }, matched.sids),
    [mode, source, rows, chosen, matched.sids],
  );
  const workspace = useSkillsWorkspace(snapshot, settings);
  const { result, progress } = usePreview(wanted, workspace, unknownSkills);
  const isBusy = progress !== null || matched.isBusy;
  const unknown = result ? unknownSkillsOf(result.findings) : [];
  return (
    <Box display="grid" rowGap="space60">
      <Box>
        <BackToPlans />
        <Heading as="h2" variant="heading30" marginBottom="space0">
          {text('QueueEligibilitySkillsNew')}
        </Heading>
        <Text as="p" color="colorTextWeak" marginTop="space30">
          {text('QueueEligibilitySkillsNewText')}
        </Text>
      </Box>
      <Box display="grid" columnGap="space60" rowGap="space60" style={SIDE_BY_SIDE}>
        <Who snapshot={snapshot} settings={settings} matched={matched} />
        <What skills={settings.skills} />
      </Box>
      <Terms settings={settings}>
        <MakePlan preview={isBusy || !wanted ? null : result} settings={settings} />
      </Terms>
      <Box as="section" aria-label={text('QueueEligibilitySkillsPreview')} aria-busy={isBusy} minWidth="0">
        <Heading as="h2" variant="heading30">
          {text('QueueEligibilitySkillsPreview')}
        </Heading>
        {unknown.length > 0 || unknownSkills ? (
          <Box marginBottom="space50">
            <Checkbox
              id="skills-unknown"
              checked={unknownSkills}
              onChange={({ target }) => planDraft.setState({ unknownSkills: target.checked })}
            >
              {unknown.length > 0
                ? text('QueueEligibilitySkillsMeant', { skills: unknown.slice(0, 5).join(', ') })
                : text('QueueEligibilitySkillsAllMeant')}
            </Checkbox>
          </Box>
        ) : null}
        {progress !== null ? (
          <Box marginBottom="space40">
            <ProgressBar label={text('QueueEligibilityWhatIfWorking')} value={progress} />
          </Box>
        ) : null}
        {wanted && result ? (
          <PreviewView preview={result} snapshot={snapshot} />
        ) : (
          <Text as="p" color="colorTextWeak">
            {text(wanted ? 'QueueEligibilityLoading' : 'QueueEligibilitySkillsPreviewEmpty')}
          </Text>
        )}
      </Box>
    </Box>
  );
}

/** Beside each other where there is room. */
const SIDE_BY_SIDE = {
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 440px), 1fr))',
  alignItems: 'start',
} as const;
