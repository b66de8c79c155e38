import { isKnown, type Agent } from './agents';
import type { Work } from './work';

export type Scalar = string | number | boolean;
/** What an attribute holds; `list`: an array, whose elements are its values. */
export type ValueType = 'text' | 'number' | 'boolean' | 'list';

/** An attribute, by the agents who have it. */
export interface CountedAttribute {
  readonly path: readonly string[];
  agents: number;
  readonly types: Map<ValueType, number>;
  readonly values: Map<Scalar, number>;
  /** There are values that were not counted. */
  hasMore: boolean;
}
/** By the path, as it is written in an expression. */
export type CountedAttributes = ReadonlyMap<string, CountedAttribute>;

/** Attributes that are counted: every skill has a level of its own. */
const MAX_PATHS = 3_000;
/** Values that are counted of one. */
const MAX_VALUES = 5_000;
const MAX_DEPTH = 6;
/** Agents read between two looks at the clock. */
const SLICE = 100;
/** A key that can be written in an expression. */
const KEY = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/** The attributes that agents have, with their values, as far as an expression can name them. `without`: not this one. */
export function* countValuesWork(
  agents: readonly Agent[],
  without?: string,
): Work<Map<string, CountedAttribute>> {
  const found = new Map<string, CountedAttribute>();
  for (const [at, agent] of agents.entries()) {
    if (at % SLICE === SLICE - 1) yield at / agents.length;
    if (isKnown(agent)) visit(found, { path: [], name: '' }, agent.attributes, without);
  }
  return found;
}

function visit(
  found: Map<string, CountedAttribute>,
  { path, name }: { path: readonly string[]; name: string },
  value: unknown,
  without?: string,
): void {
  if (isObject(value)) {
    if (path.length >= MAX_DEPTH) return;
    for (const key of Object.keys(value)) {
      if (!KEY.test(key) || key === without) continue;
      visit(found, { path: [...path, key], name: name === '' ? key : `${name}.${key}` }, value[key]);
    }
    return;
  }
  const type = typeOf(value);
  if (type !== null && path.length > 0) count(found, { path, name }, { type, value });
}

function count(
  found: Map<string, CountedAttribute>,
  { path, name }: { path: readonly string[]; name: string },
  { type, value }: { type: ValueType; value: unknown },
): void {
  let attribute = found.get(name);
  if (!attribute) {
    if (found.size >= MAX_PATHS) return;
    attribute = { path, agents: 0, types: new Map(), values: new Map(), hasMore: false };
    found.set(name, attribute);
  }
  const { types, values } = attribute;
  attribute.agents += 1;
  types.set(type, (types.get(type) ?? 0) + 1);
  for (const one of Array.isArray(value) ? new Set(value as unknown[]) : [value]) {
    if (!isScalar(one)) continue;
    const times = values.get(one);
    if (times === undefined && values.size >= MAX_VALUES) attribute.hasMore = true;
    else values.set(one, (times ?? 0) + 1);
  }
}

function typeOf(value: unknown): ValueType | null {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' || typeof value === 'boolean' ? (typeof value as ValueType) : null;
}

export const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
