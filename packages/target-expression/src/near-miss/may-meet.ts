const LAST_ASCII = 127;

/**
 * Whether two texts can be the same but for case, separators and what is not ASCII. Says no of nearly all that aren't
 * the same, at their first letters and without copying them: a worker's twenty skills are held against every rule.
 */
export function mayMeet(found: string, wanted: string): boolean {
  let [at, wantedAt] = [0, 0];
  for (;;) {
    at = pastSeparators(found, at);
    wantedAt = pastSeparators(wanted, wantedAt);
    const isEnd = at === found.length;
    if (isEnd && wantedAt === wanted.length) return true;
    const code = found.charCodeAt(at);
    const wantedCode = wanted.charCodeAt(wantedAt);
    if (code > LAST_ASCII || wantedCode > LAST_ASCII) return true;
    if (isEnd || wantedAt === wanted.length || lower(code) !== lower(wantedCode)) return false;
    at += 1;
    wantedAt += 1;
  }
}

function pastSeparators(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSeparator(text.charCodeAt(at))) at += 1;
  return at;
}

/** Blanks, `-`, `.`, `/` and `_`. */
function isSeparator(code: number): boolean {
  return code <= 32 || (code >= 45 && code <= 47) || code === 95;
}

function lower(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}
