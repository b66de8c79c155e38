import type { Chain, Comparison, LogicalOperator, Path, Span } from '../tree';
import type { Verdict } from '../truth';
import type { NearMiss } from '../near-miss/types';
import type { UncertainReason } from './uncertain';

/** An expression's verdict for one worker, with that of each of its clauses. */
export interface Explanation {
  /** What `compile` says, always. */
  readonly verdict: Verdict;
  /** `null`: the expression is empty and matches nobody. */
  readonly root: ExplainedCondition | null;
}

/** A clause or several that are joined. Parentheses are looked through: they are in no explanation of their own. */
export type ExplainedCondition = ExplainedComparison | ExplainedChain;

/** Conditions joined by AND, by OR, or by both. Its span is that of the chain, without parentheses around it. */
export interface ExplainedChain extends Span {
  readonly kind: 'chain';
  readonly verdict: Verdict;
  readonly node: Chain;
  readonly operands: readonly ExplainedCondition[];
  /** `operators[i]` stands between `operands[i]` and `operands[i + 1]`. */
  readonly operators: readonly LogicalOperator[];
  /** AND and OR are mixed, and for this worker it matters which binds tighter. Parentheses would end the doubt. */
  readonly uncertain?: 'precedence';
}

/** One comparison: what it looks at, what was found there, what it asks for, and how far from it that is. */
export interface ExplainedComparison extends Span {
  readonly kind: 'comparison';
  readonly verdict: Verdict;
  readonly node: Comparison;
  /** The canonical text of the comparison, the same for every spelling of it: a key to group by. */
  readonly text: string;
  /** What kind of thing it looks at. */
  readonly source: SubjectSource;
  /**
   * The path that is looked at: into the attributes, or `['sid']` and its like for a worker's field. `null` for two
   * constants.
   */
  readonly subject: Path | null;
  /** What is asked of the subject, as if it stood on the left: `'x' IN skills` is `HAS`. */
  readonly relation: Relation;
  /**
   * What the subject is compared with: one value, or of `IN` and `NOT IN` each element. Where that is another key, the
   * value that the worker has there; `null` where there is none.
   */
  readonly wanted: readonly unknown[];
  /** What the worker has at the subject. */
  readonly found: Found;
  /** Why the verdict is `'uncertain'`; only then. */
  readonly uncertain?: UncertainReason;
  /** What the worker has that is nearly what is wanted. Empty when true, at most {@link MAX_NEAR_MISSES}. */
  readonly near: readonly NearMiss[];
}

/**
 * - `attribute`: a path into the attributes;
 * - `sid`, `friendly_name`, `activity_sid`, `activity_name`: a field of the worker;
 * - `taskrouter`: what only TaskRouter knows, such as a channel's capacity or the time of day;
 * - `constant`: nothing, two constants are compared, as in `1 == 1`.
 */
export type SubjectSource =
  'attribute' | 'sid' | 'friendly_name' | 'activity_sid' | 'activity_name' | 'taskrouter' | 'constant';

/**
 * A comparison with its subject on the left. Beside the language's own: `NOT HAS` is `'x' NOT IN skills`, and
 * `PART OF` is `'a text' CONTAINS key`.
 */
export type Relation =
  '==' | '!=' | '>' | '>=' | '<' | '<=' | 'CONTAINS' | 'PART OF' | 'HAS' | 'NOT HAS' | 'IN' | 'NOT IN';

export interface Found {
  /** A JSON value; `null` when missing or not known. */
  readonly value: unknown;
  /**
   * `missing`: no such key. `null`: the key is there and holds null. `not known`: the facts do not say (a worker's field
   * that was not given) or cannot (`taskrouter`).
   */
  readonly type: 'missing' | 'null' | 'text' | 'number' | 'boolean' | 'array' | 'object' | 'not known';
}
