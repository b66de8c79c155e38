import { pathText, type Path } from '@queue-eligibility/target-expression';
import type { Agent } from './agents';
import { countValuesWork, type Scalar, type ValueType } from './values';
import { finish, type Work } from './work';

/** An attribute that agents have. */
export interface Attribute {
  readonly path: Path;
  /** As it is written in an expression. */
  readonly text: string;
  /** Agents who have it. */
  readonly agents: number;
  /** What it holds, the most frequent first; more than one is a mistake that rules stumble over. */
  readonly types: readonly ValueType[];
  /** Its values, or the elements of its lists, the most frequent first. */
  readonly values: readonly { readonly value: Scalar; readonly agents: number }[];
  /** There are more values than are named here. */
  readonly hasMore: boolean;
}

export interface VocabularyOptions {
  /** An attribute that is not offered: our own. */
  without?: string;
}

/** Values that are named of an attribute. */
const MAX_VALUES = 200;

/** The attributes that agents have with their values, the most frequent first: what an editor of rules offers. */
export const vocabulary = (agents: readonly Agent[], options: VocabularyOptions = {}): Attribute[] =>
  finish(vocabularyWork(agents, options));

/** {@link vocabulary} in slices. */
export function* vocabularyWork(
  agents: readonly Agent[],
  { without }: VocabularyOptions = {},
): Work<Attribute[]> {
  const found = yield* countValuesWork(agents, without);
  return [...found.values()]
    .map(({ path, agents: have, values, types, hasMore }) => ({
      path,
      text: pathText(path),
      agents: have,
      types: byNumber(types).map(([type]) => type),
      values: byNumber(values)
        .slice(0, MAX_VALUES)
        .map(([value, count]) => ({ value, agents: count })),
      hasMore: hasMore || values.size > MAX_VALUES,
    }))
    .sort((a, b) => b.agents - a.agents || (a.text < b.text ? -1 : 1));
}

const byNumber = <K>(counts: ReadonlyMap<K, number>): [K, number][] =>
  [...counts].sort(([, a], [, b]) => b - a);
