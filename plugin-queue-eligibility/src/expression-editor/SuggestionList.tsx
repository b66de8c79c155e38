import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useLayoutEffect, useRef, useState } from 'react';
import { plural } from '../admin/words';
import { CARET } from './Marked';
import type { Suggestion } from './suggest';
import type { SuggestionList as List } from './use-suggestions';

interface SuggestionListProps {
  id: string;
  label: string;
  list: List;
}

/** Width of the list, px. */
const WIDTH = 320;

/** What can stand at the caret, below it. Its parent is what it is placed in. */
export function SuggestionList({ id, label, list: { shown, active, take } }: SuggestionListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    const around = box.current?.parentElement;
    const caret = around?.querySelector(`[${CARET}]`)?.getBoundingClientRect();
    if (!around || !caret) return;
    const { left, top, width } = around.getBoundingClientRect();
    setPlace({ left: Math.max(0, Math.min(caret.left - left, width - WIDTH)), top: caret.bottom - top + 4 });
  }, [shown?.from, shown?.options]);
  useLayoutEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  return (
    <Box
      ref={box}
      id={id}
      role="listbox"
      aria-label={label}
      position="absolute"
      zIndex="zIndex30"
      maxHeight="size30"
      overflowY="auto"
      paddingY="space20"
      backgroundColor="colorBackgroundBody"
      borderRadius="borderRadius20"
      boxShadow="shadow"
      style={{ ...place, width: WIDTH, maxWidth: '100%' }}
    >
      {shown?.options.map((option, at) => (
        <Option
          key={`${option.kind} ${option.text}`}
          id={`${id}-${at}`}
          option={option}
          isActive={at === active}
          onTake={() => take(option)}
        />
      ))}
    </Box>
  );
}

interface OptionProps {
  id: string;
  option: Suggestion;
  isActive: boolean;
  onTake: () => void;
}

function Option({ id, option: { text, agents }, isActive, onTake }: OptionProps) {
  return (
    <Box
      id={id}
      role="option"
      aria-selected={isActive}
      display="flex"
      justifyContent="space-between"
      columnGap="space40"
      paddingX="space50"
      paddingY="space20"
      cursor="pointer"
      backgroundColor={isActive ? 'colorBackgroundPrimaryWeakest' : 'none'}
      _hover={{ backgroundColor: 'colorBackground' }}
      // The editor keeps the focus.
      onMouseDown={(event: React.MouseEvent) => {
        event.preventDefault();
        onTake();
      }}
    >
      <Text
        as="span"
        fontFamily="fontFamilyCode"
        fontSize="fontSize20"
        textDecoration={isActive ? 'underline' : 'none'}
        style={{ overflowWrap: 'anywhere' }}
      >
        {text}
      </Text>
      {agents === null ? null : (
        <Text as="span" color="colorTextWeak" fontSize="fontSize20" whiteSpace="nowrap">
          {plural(agents, ['QueueEligibilityAgentsCountOne', 'QueueEligibilityAgentsCount'])}
        </Text>
      )}
    </Box>
  );
}
