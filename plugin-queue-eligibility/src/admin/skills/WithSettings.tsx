import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { type ReactNode } from 'react';
import { text } from '../../strings';
import { WithWorkspace } from '../../workspace/WithWorkspace';
import type { Snapshot } from '../../workspace/workspace-store';
import { Notice } from '../Notice';
import { wordsOf } from '../Trouble';
import { useSettings, type Settings } from './use-settings';

interface WithSettingsProps {
  children: (snapshot: Snapshot, settings: Settings) => ReactNode;
}

/** Reads queues, agents and skills, and shows what is made of them. */
export function WithSettings({ children }: WithSettingsProps) {
  const { settings, problem, read } = useSettings();
  return (
    <WithWorkspace>
      {(snapshot) => {
        if (settings) return children(snapshot, settings);
        if (!problem) return <Text as="p">{text('QueueEligibilityLoading')}</Text>;
        return (
          <Notice {...wordsOf(problem)}>
            <Button variant="secondary" size="small" onClick={read}>
              {text('QueueEligibilityTryAgain')}
            </Button>
          </Notice>
        );
      }}
    </WithWorkspace>
  );
}
