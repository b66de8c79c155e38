import { MAX_PLAN_NOTE } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { HelpText } from '@twilio-paste/core/help-text';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Radio, RadioGroup } from '@twilio-paste/core/radio-group';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { type ReactNode } from 'react';
import { useStore } from 'zustand';
import { text } from '../../strings';
import { Panel } from '../../workspace/Panel';
import { usePage } from '../context';
import { count } from '../words';
import type { Settings } from './use-settings';

interface TermsProps {
  settings: Settings;
  /** What makes the plan. */
  children: ReactNode;
}

/** For how long a plan is, and why. */
export function Terms({ settings, children }: TermsProps) {
  const { planDraft } = usePage();
  const { isForGood, date, time, note } = useStore(planDraft);
  const [name, noteId, helpId] = [useUID(), useUID(), useUID()];
  const days = count(settings.undoDays);
  return (
    <Panel title={text('QueueEligibilitySkillsTerms')}>
      <Box display="grid" columnGap="space70" rowGap="space50" style={SIDE_BY_SIDE}>
        <Box display="grid" rowGap="space40">
          <RadioGroup
            name={name}
            legend={text('QueueEligibilitySkillsHowLong')}
            orientation="horizontal"
            value={isForGood ? 'good' : 'until'}
            onChange={(value) => planDraft.setState({ isForGood: value === 'good' })}
          >
            <Radio id={`${name}-good`} value="good">
              {text('QueueEligibilitySkillsForGood')}
            </Radio>
            <Radio id={`${name}-until`} value="until">
              {text('QueueEligibilitySkillsUntil')}
            </Radio>
          </RadioGroup>
          {isForGood ? null : (
            <Box>
              <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30">
                <Box width="size20">
                  <Label htmlFor={`${name}-date`}>{text('QueueEligibilitySkillsDate')}</Label>
                  <Input
                    {...{ id: `${name}-date`, type: 'date', value: date, 'aria-describedby': `${name}-help` }}
                    onChange={(event) => planDraft.setState({ date: event.target.value })}
                  />
                </Box>
                <Box width="size20">
                  <Label htmlFor={`${name}-time`}>{text('QueueEligibilitySkillsTime')}</Label>
                  <Input
                    {...{ id: `${name}-time`, type: 'time', value: time, 'aria-describedby': `${name}-help` }}
                    onChange={(event) => planDraft.setState({ time: event.target.value })}
                  />
                </Box>
              </Box>
              <HelpText id={`${name}-help`}>{text('QueueEligibilitySkillsUntilHelp', { days })}</HelpText>
            </Box>
          )}
        </Box>
        <Box>
          <Label htmlFor={noteId} required>
            {text('QueueEligibilitySkillsNote')}
          </Label>
          <Input
            {...{ id: noteId, type: 'text', value: note, required: true, maxLength: MAX_PLAN_NOTE }}
            aria-describedby={helpId}
            onChange={(event) => planDraft.setState({ note: event.target.value })}
          />
          <HelpText id={helpId}>{text('QueueEligibilitySkillsNoteHelp', { days })}</HelpText>
        </Box>
      </Box>
      <Box marginTop="space50">{children}</Box>
    </Panel>
  );
}

/** Beside each other where there is room. */
const SIDE_BY_SIDE = { gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))' } as const;
