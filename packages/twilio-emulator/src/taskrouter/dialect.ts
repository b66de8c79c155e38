/**
 * How this TaskRouter reads target workers expressions where Twilio's documentation is silent.
 * https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export interface Dialect {
  /** Which of AND and OR binds closer, or neither. Default `and-first`. */
  readonly precedence: 'and-first' | 'or-first' | 'left-to-right';
  /** `loose`: text that reads as a number or boolean compares as one. Default `strict`. */
  readonly coercion: 'strict' | 'loose';
  /** A string on the left with a constant on the right names a key. Default true. */
  readonly quotedKeys: boolean;
  /** `in`, `and`, `TRUE` read like `IN`, `AND`, `true`. Default true. */
  readonly caseInsensitiveKeywords: boolean;
  /** `=` reads like `==`. Default true. */
  readonly singleEquals: boolean;
}

/** The dialect that takes everything seen in real workspaces. */
export const defaultDialect: Dialect = {
  precedence: 'and-first',
  coercion: 'strict',
  quotedKeys: true,
  caseInsensitiveKeywords: true,
  singleEquals: true,
};
