import type { LogicalOperator } from './tree';

/**
 * What an expression says of a worker. `uncertain` is not a fault: it means that two readings of the language, both
 * possible by Twilio's documentation, differ for this very worker, or that something needed is not known.
 */
export type Verdict = boolean | 'uncertain';

/** A verdict as a number, so that Kleene's AND is the smaller and OR the larger of two. */
export type Truth = 0 | 1 | 2;
export const FALSE = 0;
export const UNCERTAIN = 1;
export const TRUE = 2;

const VERDICTS = [false, 'uncertain', true] as const;

export function verdictOf(truth: Truth): Verdict {
  return VERDICTS[truth];
}

export function truthOfVerdict(verdict: Verdict): Truth {
  return verdict === 'uncertain' ? UNCERTAIN : truthOf(verdict);
}

export function truthOf(value: boolean): Truth {
  return value ? TRUE : FALSE;
}

export function not(truth: Truth): Truth {
  return truth === FALSE ? TRUE : truth === TRUE ? FALSE : UNCERTAIN;
}

/** The one truth that all readings share, or `UNCERTAIN`. */
export function agreed(a: Truth, b: Truth): Truth {
  return a === b ? a : UNCERTAIN;
}

export function join(operator: LogicalOperator, left: Truth, right: Truth): Truth {
  return (operator === 'AND') === left < right ? left : right;
}

/**
 * A chain that mixes AND with OR. Twilio does not document a precedence, so every way to set the parentheses is a
 * reading. Two of them are enough: where AND binds tighter the chain holds if any reading does (a true reading makes
 * some run of ANDs true, whatever stands around it), and where OR binds tighter only if all do, by the same argument.
 * `truths` belongs to the operands, one more than there are operators.
 */
export function joinMixed(truths: readonly Truth[], operators: readonly LogicalOperator[]): Truth {
  return agreed(tighter('AND', truths, operators), tighter('OR', truths, operators));
}

/** Whether it matters for a chain which of AND and OR binds tighter. */
export function dependsOnPrecedence(
  truths: readonly Truth[],
  operators: readonly LogicalOperator[],
): boolean {
  return tighter('AND', truths, operators) !== tighter('OR', truths, operators);
}

/** `first` binds tighter: joins the runs of it, then the runs with the other operator. */
function tighter(
  first: LogicalOperator,
  truths: readonly Truth[],
  operators: readonly LogicalOperator[],
): Truth {
  const second = first === 'AND' ? 'OR' : 'AND';
  let whole: Truth | undefined;
  let run = truths[0] ?? FALSE;
  for (let at = 0; at < operators.length; at += 1) {
    const next = truths[at + 1] ?? FALSE;
    if (operators[at] === first) {
      run = join(first, run, next);
    } else {
      whole = whole === undefined ? run : join(second, whole, run);
      run = next;
    }
  }
  return whole === undefined ? run : join(second, whole, run);
}
