import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { Notice } from '../admin/Notice';
import { text } from '../strings';
import type { Draft } from './drafts';

interface MeanwhileProps {
  isGone: boolean;
  draft: Draft | undefined;
  /** The queue's rule as it is now. */
  before: string;
  onTheirs: () => void;
  onBack: () => void;
}

/** What has happened while somebody was writing: what was written stands in any case. */
export function Meanwhile({ isGone, draft, before, onTheirs, onBack }: MeanwhileProps) {
  if (isGone) {
    return (
      <Notice
        variant="warning"
        isNested
        title={text('QueueEligibilityWhatIfGoneTitle')}
        body={text('QueueEligibilityWhatIfGoneText')}
      />
    );
  }
  if (!draft) return null;
  const isChanged = draft.base !== before && draft.text !== before;
  return (
    <>
      {isChanged ? (
        <Notice
          variant="warning"
          isNested
          title={text('QueueEligibilityWhatIfChangedTitle')}
          body={text('QueueEligibilityWhatIfChangedText')}
        >
          <Text
            as="p"
            fontFamily="fontFamilyCode"
            fontSize="fontSize20"
            marginBottom="space40"
            style={{ overflowWrap: 'anywhere' }}
          >
            {before}
          </Text>
          <Button variant="secondary" size="small" onClick={onTheirs}>
            {text('QueueEligibilityWhatIfTheirs')}
          </Button>
        </Notice>
      ) : null}
      {draft.replaced !== undefined && draft.replaced !== draft.text ? (
        <Text as="p">
          {text('QueueEligibilityWhatIfReplaced')}{' '}
          <Button variant="link" onClick={onBack}>
            {text('QueueEligibilityWhatIfBack')}
          </Button>
        </Text>
      ) : null}
    </>
  );
}
