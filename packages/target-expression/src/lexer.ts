import { SyntaxFault } from './fault';
import { readIdentifier, readReferencePath } from './path';
import type { Path, Span } from './tree';

const KEYWORDS = ['AND', 'OR', 'NOT', 'IN', 'HAS', 'CONTAINS', 'TRUE', 'FALSE', 'NULL'] as const;
export type Keyword = (typeof KEYWORDS)[number];

const SYMBOLS = ['==', '!=', '>=', '<=', '=', '>', '<', '(', ')', '[', ']', ','] as const;
export type SymbolText = (typeof SYMBOLS)[number];

export type Token = Span &
  (
    | { readonly type: 'keyword'; readonly keyword: Keyword }
    | { readonly type: 'reference'; readonly path: Path }
    | { readonly type: 'string'; readonly value: string; readonly escaped: boolean }
    | { readonly type: 'number'; readonly value: number }
    | { readonly type: 'symbol'; readonly symbol: SymbolText }
    | { readonly type: 'end' }
  );

const SPACE = /\s+/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const KEYWORD_BY_TEXT = new Map<string, Keyword>(KEYWORDS.map((keyword) => [keyword, keyword]));

/**
 * Cuts a text into tokens, the last of them `end`. Keywords are recognised in any case.
 *
 * @throws SyntaxFault where no token begins, and at a string that does not end.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = readToken(text, at);
    tokens.push(token);
    at = skipSpace(text, token.end);
  }
  tokens.push({ type: 'end', start: text.length, end: text.length });
  return tokens;
}

function readToken(text: string, start: number): Token {
  const first = text.charAt(start);
  if (first === "'" || first === '"') return readString(text, start, first);
  const number = first === '-' && touchesOperand(text, start) ? undefined : matchAt(NUMBER, text, start);
  if (number !== undefined) return readNumber(number, start);
  const word = readIdentifier(text, start);
  if (word !== undefined) return readWord(text, start, word);
  const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, start));
  if (symbol !== undefined) return { type: 'symbol', symbol, start, end: start + symbol.length };
  throw unexpectedCharacter(text, start);
}

/** Two of the enclosing quotes in a row stand for one, as in SQL: nothing else could follow a string so closely. */
function readString(text: string, start: number, quote: string): Token {
  let value = '';
  let from = start + 1;
  for (;;) {
    const close = text.indexOf(quote, from);
    if (close < 0) throw new SyntaxFault({ code: 'open-text', quote }, { start, end: text.length });
    value += text.slice(from, close);
    if (text.charAt(close + 1) !== quote) {
      const end = close + 1;
      return {
        type: 'string',
        value,
        escaped: value.length !== end - start - 2 || value.includes('\\'),
        start,
        end,
      };
    }
    value += quote;
    from = close + 2;
  }
}

function readNumber(digits: string, start: number): Token {
  const span = { start, end: start + digits.length };
  const value = Number(digits);
  if (!Number.isFinite(value)) throw new SyntaxFault({ code: 'large-number' }, span);
  return { type: 'number', value, ...span };
}

function readWord(text: string, start: number, word: string): Token {
  // Upper-casing maps a few letters beyond a-z, such as the dotless i, to letters of keywords.
  const keyword = /^[a-z]+$/i.test(word) ? KEYWORD_BY_TEXT.get(word.toUpperCase()) : undefined;
  if (keyword !== undefined) return { type: 'keyword', keyword, start, end: start + word.length };
  const { path, end } = readReferencePath(text, start, word);
  return { type: 'reference', path, start, end };
}

/** `a-1` and `customer-value`: a hyphen in a key, not a sign. */
function touchesOperand(text: string, at: number): boolean {
  return at > 0 && /[\p{L}\p{N}_'"\])]/u.test(text.charAt(at - 1));
}

function unexpectedCharacter(text: string, start: number): SyntaxFault {
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const span = { start, end: start + character.length };
  if (character === '-') return new SyntaxFault({ code: 'hyphen-in-key' }, span);
  if (character === '&' || character === '|') {
    return new SyntaxFault({ code: 'symbol-operator' }, span);
  }
  return new SyntaxFault({ code: 'unknown-character', character }, span);
}

function skipSpace(text: string, at: number): number {
  return at + (matchAt(SPACE, text, at)?.length ?? 0);
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
