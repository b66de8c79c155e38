import type { Span } from '@queue-eligibility/target-expression';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text as say } from '../strings';
import { formInWords, placeInWords, problemInWords, type Checked } from './check';

interface FindingsProps {
  id: string;
  text: string;
  checked: Checked;
  whenEmpty: string;
  /** Goes to a place in the text. */
  onShow: (place: Span) => void;
}

/** So many uses of undocumented forms are named; more are counted. */
const NAMED = 4;

/** What there is to say of the text, below it: what is wrong and where, what can come next, what Twilio does not document. */
export function Findings({ id, ...said }: FindingsProps) {
  return (
    <Box id={id} marginTop="space30" minHeight="24px" aria-live="polite">
      <Said {...said} />
    </Box>
  );
}

function Said({ text, checked, whenEmpty, onShow }: Omit<FindingsProps, 'id'>) {
  const place = (span: Span): React.ReactNode => (
    <Button variant="link" onClick={() => onShow(span)}>
      {placeInWords(text, span.start)}
    </Button>
  );
  switch (checked.status) {
    case 'empty':
      return <Line>{whenEmpty}</Line>;
    case 'unfinished':
      return (
        <Line>{say('QueueEligibilityEditorUnfinished', { problem: problemInWords(checked.error) })}</Line>
      );
    case 'wrong': {
      const { start, end, fault } = checked.error;
      const found = fault.code === 'expected' ? text.slice(start, Math.min(end, start + 40)) : '';
      return (
        <Line color="colorTextError">
          {place(checked.error)}
          {' – '}
          {found === ''
            ? problemInWords(checked.error)
            : say('QueueEligibilityEditorFound', { problem: problemInWords(checked.error), found })}
        </Line>
      );
    }
    case 'readable': {
      const { undocumented } = checked;
      if (undocumented.length === 0) return <Line>{say('QueueEligibilityEditorReadable')}</Line>;
      return (
        <>
          <Line>{say('QueueEligibilityEditorUndocumented')}</Line>
          <Box as="ul" margin="space0" paddingLeft="space60">
            {undocumented.slice(0, NAMED).map((use) => (
              <li key={`${use.form} ${use.start}`}>
                <Line>
                  {place(use)}
                  {' – '}
                  {formInWords(use.form)}
                </Line>
              </li>
            ))}
          </Box>
          {undocumented.length > NAMED ? (
            <Line>{say('QueueEligibilityEditorMore', { count: undocumented.length - NAMED })}</Line>
          ) : null}
        </>
      );
    }
  }
}

function Line({
  color = 'colorTextWeak',
  children,
}: {
  color?: 'colorTextWeak' | 'colorTextError';
  children: React.ReactNode;
}) {
  return (
    <Text as="span" display="block" color={color} fontSize="fontSize20">
      {children}
    </Text>
  );
}
