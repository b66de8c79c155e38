import type { Dialect } from './dialect';

/** A piece of a target workers expression. */
export type Token =
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null; readonly quoted: boolean }
  | { readonly kind: 'key'; readonly steps: readonly (string | number)[] }
  | { readonly kind: 'word'; readonly word: string };

/** An expression that TaskRouter, as emulated, does not take. */
export class ExpressionError extends Error {
  constructor(
    readonly expression: string,
    readonly problem: string,
  ) {
    super(`${problem} in ${expression}`);
    this.name = 'ExpressionError';
  }
}

const keywords = ['AND', 'OR', 'HAS', 'IN', 'NOT', 'CONTAINS'];
const literals = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const symbols = ['==', '!=', '>=', '<=', '>', '<', '=', '(', ')', '[', ']', ','];

const space = /\s+/y;
const text = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/sy;
const number = /-?\d+(?:\.\d+)?(?![\p{L}_])/uy;
const key = /[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*|\[\d+\])*/uy;

/** Cuts an expression into tokens. @throws ExpressionError. */
export function tokenize(expression: string, dialect: Dialect): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(expression);
    if (found) at += found[0].length;
    return found;
  };
  while (at < expression.length) {
    if (take(space)) continue;
    const quoted = take(text);
    if (quoted) {
      const value = (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/gs, '$1');
      tokens.push({ kind: 'constant', value, quoted: true });
      continue;
    }
    const numeric = take(number);
    if (numeric) {
      tokens.push({ kind: 'constant', value: Number(numeric[0]), quoted: false });
      continue;
    }
    const name = take(key);
    if (name) {
      tokens.push(wordOrKey(name[0], dialect));
      continue;
    }
    const symbol = symbols.find((candidate) => expression.startsWith(candidate, at));
    if (symbol === undefined || (symbol === '=' && !dialect.singleEquals)) {
      throw new ExpressionError(expression, `unexpected ${expression.slice(at, at + 1)} at ${at}`);
    }
    at += symbol.length;
    tokens.push({ kind: 'word', word: symbol === '=' ? '==' : symbol });
  }
  return tokens;
}

function wordOrKey(name: string, dialect: Dialect): Token {
  const keyword = dialect.caseInsensitiveKeywords ? name.toUpperCase() : name;
  if (keywords.includes(keyword)) return { kind: 'word', word: keyword };
  const literal = literals.get(dialect.caseInsensitiveKeywords ? name.toLowerCase() : name);
  if (literal !== undefined) return { kind: 'constant', value: literal, quoted: false };
  return { kind: 'key', steps: keySteps(name) };
}

/** `a.b[0]` as its steps `a`, `b`, 0. */
export function keySteps(name: string): (string | number)[] {
  return [...name.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map((step) =>
    step[1] === undefined ? step[0] : Number(step[1]),
  );
}
