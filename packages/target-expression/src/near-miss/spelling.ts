/** Words and numbers of a text: at blanks and signs, between letters and digits, and where a capital begins a word. */
const WORDS = /\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{Lu}+(?![\p{Ll}])|\p{N}+/gu;
const ONLY_LETTERS = /^[\p{L}\p{M}]+$/u;
/** Below it a letter makes another word: `es` and `en`, `Team A` and `Team B`. */
const MIN_LETTERS = 4;
/** Nobody misspells a text beyond this, and long ones take long. */
const MAX_LENGTH = 200;

/** Whether one letter of one word is more, less, another, or has changed places with the next. Case does not count. */
export function isMisspelt(found: string, wanted: string): boolean {
  if (Math.abs(found.length - wanted.length) > 1 || wanted.length < MIN_LETTERS) return false;
  if (wanted.length > MAX_LENGTH) return false;
  const [foundWords, wantedWords] = [wordsOf(found), wordsOf(wanted)];
  if (foundWords.length !== wantedWords.length) return false;
  const differing = wantedWords.flatMap((word, at) => {
    const other = foundWords[at] ?? '';
    return word === other ? [] : [[other, word] as const];
  });
  const [pair, ...more] = differing;
  if (pair === undefined || more.length > 0) return false;
  return (
    pair.every((word) => ONLY_LETTERS.test(word)) &&
    Math.max(...pair.map((word) => word.length)) >= MIN_LETTERS &&
    isOneStepApart(...pair)
  );
}

function wordsOf(text: string): string[] {
  return (text.match(WORDS) ?? []).map((word) => word.toLowerCase());
}

/** Of two different texts: one character inserted, removed or replaced, or two neighbours exchanged. */
function isOneStepApart(a: string, b: string): boolean {
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  const [restA, restB] = [a.slice(from), b.slice(from)];
  if (a.length !== b.length) return restA.slice(1) === restB || restA === restB.slice(1);
  if (restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
