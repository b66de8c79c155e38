import { useCallback, useMemo, useState, type KeyboardEvent } from 'react';
import { suggest, type Key, type Suggestion, type Suggestions } from './suggest';

interface Options {
  text: string;
  /** Where the caret is; null: the editor has not the focus, or something is selected. */
  caret: number | null;
  keys: readonly Key[];
  /** Puts a suggestion in, and the caret behind it. */
  onTake: (option: Suggestion, place: Suggestions) => void;
}

/** The list as it is now, and what can be done with it. */
export interface SuggestionList {
  /** What is shown; null: nothing. */
  shown: Suggestions | null;
  active: number;
  take: (option: Suggestion) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** Somebody has written: what is likely may be shown again. */
  written: () => void;
  close: () => void;
}

/**
 * The list of what can stand at the caret. It comes by itself while somebody writes, and on Ctrl+Space or Alt+Down.
 * Arrows choose, Enter takes, Escape closes; Tab goes on to what comes next on the page, as everywhere.
 */
export function useSuggestions({ text, caret, keys, onTake }: Options): SuggestionList {
  const [mode, setMode] = useState<'closed' | 'writing' | 'asked'>('closed');
  const [active, setActive] = useState(0);
  const found = useMemo(
    () => (mode === 'closed' || caret === null ? null : suggest(text, caret, keys)),
    [mode, text, caret, keys],
  );
  const shown = found && (mode === 'asked' || found.isLikely) ? found : null;
  const options = shown?.options.length ?? 0;
  const current = Math.min(active, Math.max(0, options - 1));
  const close = useCallback(() => setMode('closed'), []);
  const open = (how: 'writing' | 'asked'): void => {
    setMode(how);
    setActive(0);
  };
  const take = (option: Suggestion): void => {
    if (!shown) return;
    close();
    onTake(option, shown);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.key === ' ' && event.ctrlKey) || (event.key === 'ArrowDown' && event.altKey)) {
      event.preventDefault();
      open('asked');
      return;
    }
    if (!shown) return;
    const option = shown.options[current];
    if (event.key === 'ArrowDown') setActive((current + 1) % options);
    else if (event.key === 'ArrowUp') setActive((current + options - 1) % options);
    else if (event.key === 'Enter' && option && !event.nativeEvent.isComposing) take(option);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    // Escape closes the list, and not also the dialog that it may stand in.
    event.stopPropagation();
  };
  return { shown, active: current, take, onKeyDown, written: () => open('writing'), close };
}
