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
  if (wanted.length > MAX_LENGTH || !isOneStepApart(found.toLowerCase(), wanted.toLowerCase())) return false;
  const [foundWords, wantedWords] = [wordsOf(found), wordsOf(wanted)];
  if (foundWords.length !== wantedWords.length) return false;
  const at = wantedWords.findIndex((word, index) => word !== foundWords[index]);
  const pair = [foundWords[at] ?? '', wantedWords[at] ?? ''];
  return (
    pair.every((word) => ONLY_LETTERS.test(word)) &&
    Math.max(...pair.map((word) => word.length)) >= MIN_LETTERS
  );
}

function wordsOf(text: string): string[] {
  return (text.match(WORDS) ?? []).map((word) => word.toLowerCase());
}

/** One character inserted, removed or replaced, or two neighbours exchanged. */
function isOneStepApart(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  let same = 0;
  while (same < shorter && a.charCodeAt(same) === b.charCodeAt(same)) same += 1;
  let tail = 0;
  while (tail < shorter - same && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) {
    tail += 1;
  }
  const [restA, restB] = [a.length - same - tail, b.length - same - tail];
  if (restA <= 1 && restB <= 1) return restA + restB > 0;
  return restA === 2 && restB === 2 && a[same] === b[same + 1] && a[same + 1] === b[same];
}
