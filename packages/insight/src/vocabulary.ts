import { pathText, type Path } from '@queue-eligibility/target-expression';
import { isKnown, type Agent } from './agents';
import { finish, type Work } from './work';

/** What an attribute holds; `list`: texts, numbers or booleans in an array, whose elements are its values. */
export type ValueType = 'text' | 'number' | 'boolean' | 'list';

/** An attribute that agents have. */
export interface Attribute {
  readonly path: Path;
  /** As it is written in an expression. */
  readonly text: string;
  /** Agents who have it. */
  readonly agents: number;
  /** What it holds, the most frequent first; more than one is a mistake that rules stumble over. */
  readonly types: readonly ValueType[];
  /** Its values, the most frequent first. */
  readonly values: readonly { readonly value: string | number | boolean; readonly agents: number }[];
  /** There are more values than are named here. */
  readonly hasMore: boolean;
}

export interface VocabularyOptions {
  /** An attribute that is not offered: our own. */
  without?: string;
}

/** Attributes that are named: every skill has a level of its own. */
const MAX_PATHS = 3_000;
/** Values that are counted of an attribute, and those that are named. */
const MAX_COUNTED = 5_000;
const MAX_VALUES = 200;
const MAX_DEPTH = 6;
/** Agents read between two looks at the clock. */
const SLICE = 200;
/** A key that can be written in an expression. */
const KEY = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

interface Counted {
  path: Path;
  agents: number;
  types: Map<ValueType, number>;
  values: Map<string | number | boolean, number>;
  hasMore: boolean;
}

/** The attributes that agents have with their values, the most frequent first: what an editor of rules offers. */
export const vocabulary = (agents: readonly Agent[], options: VocabularyOptions = {}): Attribute[] =>
  finish(vocabularyWork(agents, options));

/** {@link vocabulary} in slices. */
export function* vocabularyWork(
  agents: readonly Agent[],
  { without }: VocabularyOptions = {},
): Work<Attribute[]> {
  const found = new Map<string, Counted>();
  for (const [at, agent] of agents.entries()) {
    if (at % SLICE === SLICE - 1) yield at / agents.length;
    if (isKnown(agent)) visit(found, [], agent.attributes, without);
  }
  return [...found.values()]
    .map(({ values, types, ...attribute }) => ({
      ...attribute,
      text: pathText(attribute.path),
      types: byNumber(types).map(([type]) => type),
      values: byNumber(values)
        .slice(0, MAX_VALUES)
        .map(([value, count]) => ({ value, agents: count })),
      hasMore: attribute.hasMore || values.size > MAX_VALUES,
    }))
    .sort((a, b) => b.agents - a.agents || (a.text < b.text ? -1 : 1));
}

const byNumber = <K>(counts: ReadonlyMap<K, number>): [K, number][] =>
  [...counts].sort(([, a], [, b]) => b - a);

function visit(
  found: Map<string, Counted>,
  path: readonly string[],
  value: unknown,
  without: string | undefined,
): void {
  if (isObject(value)) {
    if (path.length >= MAX_DEPTH) return;
    for (const [key, inner] of Object.entries(value)) {
      if (KEY.test(key) && !(path.length === 0 && key === without))
        visit(found, [...path, key], inner, undefined);
    }
    return;
  }
  const type = typeOf(value);
  if (type === null || path.length === 0) return;
  const name = path.join('.');
  let counted = found.get(name);
  if (!counted) {
    if (found.size >= MAX_PATHS) return;
    counted = { path, agents: 0, types: new Map(), values: new Map(), hasMore: false };
    found.set(name, counted);
  }
  counted.agents += 1;
  counted.types.set(type, (counted.types.get(type) ?? 0) + 1);
  for (const one of new Set(Array.isArray(value) ? (value as unknown[]) : [value])) {
    if (!isScalar(one)) continue;
    const times = counted.values.get(one);
    if (times === undefined && counted.values.size >= MAX_COUNTED) counted.hasMore = true;
    else counted.values.set(one, (times ?? 0) + 1);
  }
}

function typeOf(value: unknown): ValueType | null {
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return null;
  }
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
