import { parse } from '../src/index';
import type { Expression } from '../src/index';

/** A text that must be an expression. */
export function expressionOf(text: string): Expression {
  const result = parse(text);
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`);
  return result.expression;
}
