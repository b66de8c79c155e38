import { EDIT_STATES, type QueueEdit } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useState } from 'react';
import { clock } from '../admin/words';
import { text } from '../strings';
import { usePage } from '../admin/context';
import { Panel } from '../workspace/Panel';

type Read = { status: 'loading' | 'failed' } | { status: 'ready'; edits: readonly QueueEdit[] };

interface EditsProps {
  queueSid: string;
  /** The queue's rule as it is now: with another one the list is read anew. */
  current: string;
  /** Puts an earlier rule into the editor, where one sees what it would do. */
  onPutBack: (expression: string) => void;
}

/** What was changed of this queue's rule here, newest first. */
export function Edits({ queueSid, current, onPutBack }: EditsProps) {
  const { functions } = usePage();
  const [read, setRead] = useState<Read>({ status: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    functions.call('/jobs/queue-edits', {}).then(
      ({ edits }) => {
        if (isCurrent)
          setRead({ status: 'ready', edits: edits.filter((edit) => edit.queueSid === queueSid) });
      },
      () => isCurrent && setRead({ status: 'failed' }),
    );
    return () => {
      isCurrent = false;
    };
  }, [functions, queueSid, current]);
  return (
    <Panel title={text('QueueEligibilityEditsTitle')}>
      {read.status === 'loading' ? <Text as="p">{text('QueueEligibilityLoading')}</Text> : null}
      {read.status === 'failed' ? <Text as="p">{text('QueueEligibilityEditsFailed')}</Text> : null}
      {read.status === 'ready' && read.edits.length === 0 ? (
        <Text as="p" color="colorTextWeak">
          {text('QueueEligibilityEditsNone')}
        </Text>
      ) : null}
      {read.status === 'ready' ? (
        <Box as="ol" margin="space0" paddingLeft="space0" style={{ listStyle: 'none' }}>
          {read.edits.map((edit) => (
            <Edit key={edit.id} edit={edit} isNow={edit.before === current} onPutBack={onPutBack} />
          ))}
        </Box>
      ) : null}
    </Panel>
  );
}

interface EditProps {
  edit: QueueEdit;
  /** What it replaced is what the queue has. */
  isNow: boolean;
  onPutBack: (expression: string) => void;
}

function Edit({ edit: { state, by, at, note, before, after }, isNow, onPutBack }: EditProps) {
  return (
    <Box
      as="li"
      paddingY="space40"
      borderTopStyle="solid"
      borderTopWidth="borderWidth10"
      borderTopColor="colorBorderWeaker"
    >
      <Text as="p">{note}</Text>
      <Text as="p" color="colorTextWeak" fontSize="fontSize20" marginBottom="space20">
        {text('QueueEligibilityEditsBy', { by, time: clock(at, Date.now()) })}
        {state === EDIT_STATES.begun ? ` · ${text('QueueEligibilityEditsBegun')}` : ''}
      </Text>
      <Text as="p" fontFamily="fontFamilyCode" fontSize="fontSize20" style={{ overflowWrap: 'anywhere' }}>
        <del>{before}</del> <ins>{after}</ins>
      </Text>
      {isNow ? null : (
        <Box marginTop="space20">
          <Button variant="link" onClick={() => onPutBack(before)}>
            {text('QueueEligibilityEditsPutBack')}
          </Button>
        </Box>
      )}
    </Box>
  );
}
