/** Where a node stands in the text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The comparison operators of https://www.twilio.com/docs/taskrouter/expression-syntax. */
export type ComparisonOperator = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'CONTAINS' | 'HAS' | 'IN' | 'NOT IN';

/** Joins conditions. Which of the two binds tighter is not documented: see {@link Chain}. */
export type LogicalOperator = 'AND' | 'OR';

/** The steps into the attributes: a string is a key of an object, a number an index of an array. */
export type Path = readonly (string | number)[];

export interface StringLiteral extends Span {
  readonly kind: 'string';
  readonly value: string;
}

export interface NumberLiteral extends Span {
  readonly kind: 'number';
  readonly value: number;
}

export interface BooleanLiteral extends Span {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullLiteral extends Span {
  readonly kind: 'null';
}

export interface ArrayLiteral extends Span {
  readonly kind: 'array';
  readonly elements: readonly Scalar[];
}

/** A key of the worker's attributes or one of the worker's own fields (`sid`, `activity_name` ...). */
export interface Reference extends Span {
  readonly kind: 'reference';
  /** Without the `worker.` prefix. */
  readonly path: Path;
  /** Present when the text says `worker.` first. */
  readonly prefix?: 'worker';
}

export type Scalar = StringLiteral | NumberLiteral | BooleanLiteral | NullLiteral;
export type Literal = Scalar | ArrayLiteral;
export type Operand = Literal | Reference;

export interface Comparison extends Span {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Operand;
  readonly right: Operand;
}

/** A pair of parentheses. */
export interface Group extends Span {
  readonly kind: 'group';
  readonly inner: Condition;
}

/**
 * Two or more conditions of one parenthesis level, kept flat as written: Twilio does not say whether AND binds
 * tighter than OR, so the tree takes no side. `operators[i]` stands between `operands[i]` and `operands[i + 1]`.
 */
export interface Chain extends Span {
  readonly kind: 'chain';
  readonly operands: readonly (Comparison | Group)[];
  readonly operators: readonly LogicalOperator[];
}

/** A blank text. A queue with an empty expression matches nobody. */
export interface Empty extends Span {
  readonly kind: 'empty';
}

export type Condition = Comparison | Group | Chain;
export type Node = Condition | Operand | Empty;
