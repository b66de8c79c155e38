import { Radio, RadioGroup } from '@twilio-paste/core/radio-group';
import { Box } from '@twilio-paste/core/box';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import { useStore } from 'zustand';
import { text, type StringKey } from '../../strings';
import { Panel } from '../../workspace/Panel';
import type { Snapshot } from '../../workspace/workspace-store';
import { usePage } from '../context';
import { WHO_MODES, type WhoMode } from './draft';
import type { Settings } from './use-settings';
import { WhoByFile } from './WhoByFile';
import { WhoByList } from './WhoByList';
import { WhoByRule, type Matched } from './WhoByRule';

interface WhoProps {
  snapshot: Snapshot;
  settings: Settings;
  matched: Matched;
}

const LABELS: Readonly<Record<WhoMode, StringKey>> = {
  rule: 'QueueEligibilitySkillsByRule',
  list: 'QueueEligibilitySkillsByList',
  file: 'QueueEligibilitySkillsByFile',
};

/** Whom a plan is about. */
export function Who({ snapshot, settings, matched }: WhoProps) {
  const { planDraft } = usePage();
  const mode = useStore(planDraft, (draft) => draft.mode);
  const name = useUID();
  return (
    <Panel title={text('QueueEligibilitySkillsWho')}>
      <RadioGroup
        name={name}
        legend={text('QueueEligibilitySkillsWhoHow')}
        orientation="horizontal"
        value={mode}
        onChange={(value) => {
          const next = WHO_MODES.find((known) => known === value);
          if (next) planDraft.setState({ mode: next });
        }}
      >
        {WHO_MODES.map((known) => (
          <Radio key={known} id={`${name}-${known}`} value={known}>
            {text(LABELS[known])}
          </Radio>
        ))}
      </RadioGroup>
      <Box marginTop="space50">
        {mode === 'rule' ? <WhoByRule snapshot={snapshot} matched={matched} /> : null}
        {mode === 'list' ? <WhoByList agents={snapshot.agents} /> : null}
        {mode === 'file' ? <WhoByFile snapshot={snapshot} settings={settings} /> : null}
      </Box>
    </Panel>
  );
}
