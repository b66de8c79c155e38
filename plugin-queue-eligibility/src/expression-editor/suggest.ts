import { parse, print } from '@queue-eligibility/target-expression';
import type { Expected } from '@queue-eligibility/target-expression';

/** Something that agents have: a key, or one of its values; both as they are written in an expression. */
interface Word {
  text: string;
  /** How many agents have it. */
  agents: number;
}

/** A key of the agents' attributes, such as `routing.skills`, with the values that are found there. */
export interface Key extends Word {
  values: readonly Word[];
}

/** One of the things that can stand where the caret is. */
export interface Suggestion {
  kind: 'key' | 'value' | 'word';
  /** What is put in. */
  text: string;
  /** How many agents have it; null: it is part of the language. */
  agents: number | null;
}

/** What can stand where the caret is, and the part of the text that it takes the place of. */
export interface Suggestions {
  from: number;
  to: number;
  /** Somebody has begun to write it, or it is what is to come next; otherwise it is offered only on demand. */
  isLikely: boolean;
  options: readonly Suggestion[];
}

/** A list is to be read, not to be scrolled for minutes. */
const MAX_OPTIONS = 50;
const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_.[\]]*$/u;
const REST_OF_WORD = /^[\p{L}\p{M}\p{N}_.[\]]*/u;
/** A key, an operator, and perhaps the beginning of a list: what the value to come is compared with. */
const COMPARED =
  /([\p{L}_][\p{L}\p{M}\p{N}_.[\]]*)\s*(?:==|!=|>=|<=|=|>|<|\bHAS\b|\bCONTAINS\b|\bIN\b)\s*(?:\[[^\]]*)?$/iu;

const FIELDS = ['activity_name', 'activity_sid', 'friendly_name', 'sid'];
const OPERATORS = ['==', '!=', 'HAS', 'IN', 'NOT IN', 'CONTAINS', '>=', '>', '<=', '<'];
const NEXT: Partial<Record<Expected, readonly string[]>> = {
  operator: OPERATORS,
  'and-or-end': ['AND', 'OR'],
  'and-or-close': ['AND', 'OR', ')'],
  'in-after-not': ['IN'],
};

/** What can stand at the caret, by the grammar and by what this workspace's agents have; null: nothing is known. */
export function suggest(text: string, caret: number, keys: readonly Key[]): Suggestions | null {
  const before = text.slice(0, caret);
  const quoteAt = openQuote(before);
  if (quoteAt !== null) return inQuotes(text, { caret, quoteAt, keys });
  const word = WORD.exec(before)?.[0] ?? '';
  const from = caret - word.length;
  const offered = offeredAfter(text.slice(0, from), keys);
  const options = matching(offered.options, word);
  if (options.length === 0 || (options.length === 1 && options[0]?.text === word)) return null;
  const to = caret + (REST_OF_WORD.exec(text.slice(caret))?.[0].length ?? 0);
  return { from, to, isLikely: word !== '' || offered.isValue, options };
}

/** The grammar decides: what the parser misses after the text before it is what is offered. */
function offeredAfter(
  head: string,
  keys: readonly Key[],
): { options: readonly Suggestion[]; isValue: boolean } {
  const expected = expectedAfter(head);
  if (expected === null) return { options: [], isValue: false };
  if (expected !== 'operand' && expected !== 'constant') {
    return { options: (NEXT[expected] ?? []).map(aWord), isValue: false };
  }
  const values = valuesFor(head, keys);
  const isValue = values.length > 0;
  if (expected === 'constant') return { options: values, isValue };
  const ofAgents = keys.map(({ text, agents }): Suggestion => ({ kind: 'key', text, agents }));
  return { options: [...values, ...ofAgents, ...FIELDS.map(aWord)], isValue };
}

/** What must follow a text; null: it is wrong before its end. */
function expectedAfter(head: string): Expected | null {
  const read = parse(head);
  if (read.ok) return read.expression.tree.kind === 'empty' ? 'operand' : 'and-or-end';
  const { fault } = read.error;
  return fault.code === 'expected' && fault.found === null ? fault.expected : null;
}

function inQuotes(
  text: string,
  { caret, quoteAt, keys }: { caret: number; quoteAt: number; keys: readonly Key[] },
): Suggestions | null {
  const quote = text.charAt(quoteAt);
  const written = text.slice(quoteAt + 1, caret);
  const texts = valuesFor(text.slice(0, quoteAt), keys).filter(({ text: value }) => /^['"]/.test(value));
  const options = matching(texts, written);
  const rest = text.slice(caret);
  const closeAt = rest.search(/['"\s)\]]/);
  const to = closeAt < 0 ? text.length : caret + closeAt + (rest.charAt(closeAt) === quote ? 1 : 0);
  if (options.length === 0 || (options.length === 1 && options[0]?.text === text.slice(quoteAt, to)))
    return null;
  return { from: quoteAt, to, isLikely: true, options };
}

/** The values of the key that stands before an operator at the end of a text. */
function valuesFor(head: string, keys: readonly Key[]): Suggestion[] {
  const compared = COMPARED.exec(head)?.[1]?.replace(/^worker\./, '');
  const values = keys.find(({ text }) => text === compared)?.values ?? [];
  return values.map(({ text, agents }) => ({ kind: 'value', text, agents }));
}

/** Those that hold what was written, first those that begin with it; otherwise in the order in which they came. */
function matching(options: readonly Suggestion[], written: string): Suggestion[] {
  const wanted = written.toLocaleLowerCase();
  const placeOf = ({ text }: Suggestion): number =>
    text.toLocaleLowerCase().replace(/^['"]/, '').indexOf(wanted);
  const found = options.filter((option) => placeOf(option) >= 0);
  const rank = (option: Suggestion): number => (placeOf(option) === 0 ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, MAX_OPTIONS);
}

const aWord = (text: string): Suggestion => ({ kind: 'word', text, agents: null });

/** Where a text that is not closed begins; a doubled quote closes it and opens it again. */
function openQuote(before: string): number | null {
  let openAt: number | null = null;
  for (let at = 0; at < before.length; at++) {
    const character = before.charAt(at);
    if (openAt === null ? character === "'" || character === '"' : character === before.charAt(openAt)) {
      openAt = openAt === null ? at : null;
    }
  }
  return openAt;
}

/** A value as it is written in an expression; null: the language has no way to write it. */
export function written(value: unknown): string | null {
  const place = { start: 0, end: 0 };
  if (typeof value === 'string') return print({ kind: 'string', value, ...place });
  if (typeof value === 'boolean') return print({ kind: 'boolean', value, ...place });
  if (typeof value === 'number' && Number.isFinite(value)) return print({ kind: 'number', value, ...place });
  return null;
}
