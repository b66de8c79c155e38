import {
  lacking,
  type ExplainedCondition,
  type Explanation,
  type Span,
} from '@queue-eligibility/target-expression';
import { css, styled } from '@twilio-paste/core/styling-library';
import React from 'react';
import { text as say } from '../strings';

const Written = styled.div(
  css({
    maxHeight: 'size20',
    overflowY: 'auto',
    padding: 'space30',
    borderRadius: 'borderRadius20',
    color: 'colorText',
    backgroundColor: 'colorBackground',
    fontFamily: 'fontFamilyCode',
    fontSize: 'fontSize20',
    lineHeight: 'lineHeight40',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    '&:focus-visible': { boxShadow: 'shadowFocus', outline: 'none' },
    '.met': { color: 'colorTextSuccess', backgroundColor: 'transparent' },
    '.unmet': {
      color: 'colorTextErrorStrong',
      backgroundColor: 'colorBackgroundErrorWeakest',
      textDecoration: 'underline wavy 1px',
      textUnderlineOffset: '3px',
    },
  }),
);

interface MarkedExpressionProps {
  text: string;
  /** Null: it can't be parsed, or nothing is to be marked. */
  explanation: Explanation | null;
}

/** An expression as it is written. What is lacking is underlined; where nothing is, what matched is set off. */
export function MarkedExpression({ text, explanation }: MarkedExpressionProps) {
  const isMet = explanation?.verdict === true;
  const marks = explanation ? (isMet ? matched(explanation.root) : lacking(explanation)) : [];
  const isMarked = !isMet && marks.length > 0;
  return (
    <Written
      role="group"
      tabIndex={0}
      aria-label={say(
        isMarked ? 'QueueEligibilityExplainExpressionMarked' : 'QueueEligibilityExplainExpression',
      )}
    >
      {text.trim() === ''
        ? say('QueueEligibilityQueueNobody')
        : cut(text, marks).map(({ start, written, isInside }) =>
            isInside ? (
              <mark key={start} className={isMet ? 'met' : 'unmet'}>
                {written}
              </mark>
            ) : (
              <span key={start}>{written}</span>
            ),
          )}
    </Written>
  );
}

/** The comparisons that are true, in the order of the text. */
function matched(node: ExplainedCondition | null): Span[] {
  if (node?.verdict !== true) return [];
  return node.kind === 'comparison' ? [node] : node.operands.flatMap(matched);
}

interface Piece {
  start: number;
  written: string;
  isInside: boolean;
}

/** A text cut at the ends of spans that don't overlap and stand in its order. */
function cut(text: string, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (end: number, isInside: boolean): void => {
    if (end > at) pieces.push({ start: at, written: text.slice(at, end), isInside });
    at = Math.max(at, end);
  };
  for (const { start, end } of spans) {
    add(start, false);
    add(end, true);
  }
  add(text.length, false);
  return pieces;
}
