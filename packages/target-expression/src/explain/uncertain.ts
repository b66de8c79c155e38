import { OPERATIONS, sidesOf } from '../comparison';
import { equals, isMissing, isStructure } from '../equality';
import { NOT_KNOWN, NOT_POSSIBLE, readingsOf } from '../readings';
import type { WorkerFacts } from '../readings';
import { quotedKey, sourceOf } from '../references';
import type { Comparison, ComparisonOperator } from '../tree';
import { UNCERTAIN } from '../truth';

/**
 * Why a comparison is uncertain: the open questions of the table "How uncertainty works" in the README.
 *
 * - `types`: values of different types, of which a loose reading would match (`3` and `'3'`);
 * - `numeric-texts`: two numeric texts, which compare otherwise as numbers than as texts (`'10' > '9'`);
 * - `missing`: nothing is there, and whether that matches nothing, or is in no list, is open;
 * - `structure`: an array or object stands where Twilio does not say what that means;
 * - `null-in-list`: `NOT IN` with a null in the array;
 * - `two-sources`: `worker.x`, or a field such as `sid`, and the attributes have a key of this name that says otherwise;
 * - `quoted-key`: the text on the left may be a key or a plain text;
 * - `escape`: a backslash may be one, or an escape;
 * - `large-number`: equal integers above 2^53, whose last digits may have been rounded;
 * - `not-known`: a field of the worker that the facts do not give;
 * - `taskrouter`: only TaskRouter knows: channels, time of day.
 */
export type UncertainReason =
  | 'types'
  | 'numeric-texts'
  | 'missing'
  | 'structure'
  | 'null-in-list'
  | 'two-sources'
  | 'quoted-key'
  | 'escape'
  | 'large-number'
  | 'not-known'
  | 'taskrouter';

/** Why a comparison that is uncertain of a worker is so. */
export function reasonOf(node: Comparison, worker: WorkerFacts): UncertainReason {
  const key = quotedKey(node);
  const references = [node.left, node.right, key].filter((side) => side?.kind === 'reference');
  if (references.some((reference) => sourceOf(reference) === 'unavailable')) return 'taskrouter';
  const { lefts, rights } = sidesOf(node);
  const pairs = lefts.flatMap((left) => rights.map((right) => [left(worker), right(worker)] as const));
  if (pairs.some((pair) => pair.includes(NOT_KNOWN))) return 'not-known';
  const possible = pairs.filter((pair) => !pair.includes(NOT_POSSIBLE));
  const [first] = possible;
  // The obvious reading's own doubt, and only then that the others differ from it.
  if (first && OPERATIONS[node.operator](...first) === UNCERTAIN)
    return reasonOfValues(node.operator, ...first);
  if (key !== undefined) return 'quoted-key';
  return references.some((reference) => readingsOf(reference).length > 1) ? 'two-sources' : 'escape';
}

function reasonOfValues(operator: ComparisonOperator, left: unknown, right: unknown): UncertainReason {
  switch (operator) {
    case 'HAS':
      return reasonOfHas(left, right);
    case 'IN':
      return reasonOfHas(right, left);
    case 'NOT IN':
      if (isMissing(left) || isMissing(right)) return 'missing';
      if (isStructure(left) || !Array.isArray(right)) return 'structure';
      return right.some((element) => equals(element, left) === UNCERTAIN && !isMissing(element))
        ? reasonOfHas(right, left)
        : 'null-in-list';
    case '==':
    case '!=':
    case '>':
    case '>=':
    case '<':
    case '<=':
    case 'CONTAINS':
      return reasonOfScalars(left, right);
  }
}

function reasonOfHas(list: unknown, value: unknown): UncertainReason {
  if (isMissing(list) || isMissing(value)) return 'missing';
  if (!Array.isArray(list) || isStructure(value)) return 'structure';
  const doubtful: unknown = list.find((element) => equals(element, value) === UNCERTAIN);
  return reasonOfScalars(doubtful, value);
}

function reasonOfScalars(left: unknown, right: unknown): UncertainReason {
  if (isMissing(left) || isMissing(right)) return 'missing';
  if (typeof left !== typeof right) return 'types';
  return typeof left === 'number' ? 'large-number' : 'numeric-texts';
}
