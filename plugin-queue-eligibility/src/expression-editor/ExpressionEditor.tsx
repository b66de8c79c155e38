import { Box } from '@twilio-paste/core/box';
import { Label } from '@twilio-paste/core/label';
import { css, styled } from '@twilio-paste/core/styling-library';
import { ScreenReaderOnly } from '@twilio-paste/core/screen-reader-only';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { text as say } from '../strings';
import { check, marksOf } from './check';
import { Findings } from './Findings';
import { Marked } from './Marked';
import { SuggestionList } from './SuggestionList';
import type { Key } from './suggest';
import { useSuggestions } from './use-suggestions';

interface ExpressionEditorProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is offered while one writes. */
  keys: readonly Key[];
  /** What it means that nothing is written. Default: nobody is eligible. */
  whenEmpty?: string;
}

/** Text and marks lie on each other: what one of them breaks into lines the other must as well. */
const SAME_LINES = {
  gridArea: '1 / 1',
  margin: 0,
  padding: '12px',
  border: '0',
  fontSize: '0.875rem',
  lineHeight: '1.5rem',
  letterSpacing: 'normal',
  tabSize: 2,
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  minHeight: '6rem',
} as const;

const Area = styled.textarea(css({ fontFamily: 'fontFamilyCode', color: 'colorText' }));

/**
 * An editor for a target workers expression: a text area, with marks that lie behind its text and a list at its caret.
 * What is wrong and what is undocumented is also said below it. See docs/decisions/0021-expression-editor.md.
 */
export function ExpressionEditor({ label, value, onChange, keys, whenEmpty }: ExpressionEditorProps) {
  const [id, listId, findingsId] = [useUID(), useUID(), useUID()];
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [isFocused, setIsFocused] = useState(false);
  /** Where the caret has to be once the new text stands. */
  const next = useRef<number | null>(null);
  const checked = useMemo(() => check(value), [value]);
  const suggestions = useSuggestions({
    text: value,
    caret,
    keys,
    onTake: (option, { from, to }) => {
      next.current = from + option.text.length;
      onChange(value.slice(0, from) + option.text + value.slice(to));
    },
  });
  useLayoutEffect(() => {
    if (next.current === null) return;
    area.current?.setSelectionRange(next.current, next.current);
    setCaret(next.current);
    next.current = null;
  }, [value]);
  const follow = (): void => {
    const { selectionStart, selectionEnd } = area.current ?? {};
    setCaret(selectionStart === selectionEnd ? (selectionStart ?? null) : null);
  };
  const { shown, active } = suggestions;
  return (
    <Box>
      <Label htmlFor={id}>{label}</Label>
      <Box position="relative">
        <Box
          display="grid"
          maxHeight="320px"
          overflowY="auto"
          backgroundColor="colorBackgroundBody"
          borderRadius="borderRadius20"
          boxShadow={
            isFocused ? 'shadowFocus' : checked.status === 'wrong' ? 'shadowBorderError' : 'shadowBorder'
          }
        >
          <Marked
            text={value}
            marks={marksOf(checked)}
            caret={shown ? shown.from : null}
            style={SAME_LINES}
          />
          <Area
            ref={area}
            id={id}
            value={value}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls={shown ? listId : undefined}
            aria-activedescendant={shown ? `${listId}-${active}` : undefined}
            aria-describedby={findingsId}
            aria-invalid={checked.status === 'wrong'}
            onChange={(event) => {
              onChange(event.target.value);
              suggestions.written();
              follow();
            }}
            onSelect={follow}
            onKeyDown={suggestions.onKeyDown}
            onFocus={() => setIsFocused(true)}
            onBlur={() => {
              setIsFocused(false);
              suggestions.close();
            }}
            style={{
              ...SAME_LINES,
              position: 'relative',
              width: '100%',
              background: 'transparent',
              resize: 'none',
              outline: 'none',
              overflow: 'hidden',
            }}
          />
        </Box>
        {shown ? (
          <SuggestionList id={listId} label={say('QueueEligibilityEditorOffered')} list={suggestions} />
        ) : null}
      </Box>
      <ScreenReaderOnly aria-live="polite">
        {shown ? say('QueueEligibilityEditorOfferedCount', { count: shown.options.length }) : ''}
      </ScreenReaderOnly>
      <Findings
        id={findingsId}
        text={value}
        checked={checked}
        whenEmpty={whenEmpty ?? say('QueueEligibilityEditorEmpty')}
        onShow={({ start, end }) => {
          area.current?.focus();
          area.current?.setSelectionRange(start, end);
        }}
      />
    </Box>
  );
}
