import { attributeSpan } from '@queue-eligibility/task-router/attributes';
import type { TextEdit } from './result';

/** Stands for the value of the attribute that is ours, and in no JSON text. */
const OURS = '\u0000';

/**
 * Attributes without the value of the one that is ours: that may become longer or shorter between an edit and its undoing,
 * and no edit here is about it. `back`: a text made from this one, with the value in its place again.
 */
function withoutOurs(text: string, ours: string): { text: string; back: (text: string) => string } {
  const span = attributeSpan(text, [ours]);
  if (!span) return { text, back: (same) => same };
  const value = text.slice(span.start, span.end);
  return {
    text: text.slice(0, span.start) + OURS + text.slice(span.end),
    back: (edited) => edited.replace(OURS, () => value),
  };
}

/** How a text became another one, step by step. `ours`: the attribute that no step is about. */
export function editsOf(steps: readonly string[], ours: string): TextEdit[] {
  const texts = steps.map((step) => withoutOurs(step, ours).text);
  const edits = texts.slice(1).map((after, i) => editBetween(texts[i] ?? '', after));
  return edits.filter((edit) => edit !== null);
}

/** The smallest edit that makes one text of the other; null where they are the same. */
function editBetween(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  const longest = Math.min(before.length, after.length) - start;
  while (end < longest && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [start, before.slice(start, before.length - end), after.slice(start, after.length - end)];
}

/** The text before the edits, if what they put in still stands where they put it; else null. */
export function undoEdits(text: string, edits: readonly TextEdit[], ours: string): string | null {
  const { text: after, back } = withoutOurs(text, ours);
  let before = after;
  for (const [start, removed, inserted] of [...edits].reverse()) {
    if (!before.startsWith(inserted, start)) return null;
    before = before.slice(0, start) + removed + before.slice(start + inserted.length);
  }
  return back(before);
}
