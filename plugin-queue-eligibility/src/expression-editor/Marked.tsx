import { Box } from '@twilio-paste/core/box';
import { useTheme } from '@twilio-paste/core/theme';
import React, { Fragment, type CSSProperties } from 'react';
import { cut, cutAt, type Mark } from './check';

interface MarkedProps {
  text: string;
  marks: readonly Mark[];
  /** Where a list is to be put; null: none is shown. */
  caret: number | null;
  style: CSSProperties;
}

/** The attribute of what stands where a list is to be put. */
export const CARET = 'data-caret';

/** The marks of a text, at the places where a text area of the same style shows it; the text itself can't be seen. */
export function Marked({ text, marks, caret, style }: MarkedProps) {
  const { textColors } = useTheme();
  const lines = {
    wrong: `underline wavy ${textColors.colorTextError}`,
    undocumented: `underline dotted ${textColors.colorTextWarningStrong}`,
  };
  const pieces = cut(text, marks);
  return (
    <Box aria-hidden="true" fontFamily="fontFamilyCode" style={{ ...style, color: 'transparent' }}>
      {(caret === null ? pieces : cutAt(pieces, caret)).map(({ start, text: piece, kind }) => (
        <Fragment key={start}>
          {start === caret ? <span {...{ [CARET]: '' }} /> : null}
          <span style={kind ? { textDecoration: lines[kind], textUnderlineOffset: '4px' } : undefined}>
            {piece}
          </span>
        </Fragment>
      ))}
      {/* A line break at the end has a line of its own only where something follows. */}
      {'\u200B'}
    </Box>
  );
}
