import { compile } from '../compile';
import type { Expression } from '../parse';
import type { WorkerFacts } from '../readings';
import { applyChanges } from './apply';
import { touches, waysOfComparison } from './leaf';
import { waysOf } from './search';
import type { Change, CheapestOptions, Proposal } from './types';
import { bySize, wayWith } from './way';

/**
 * The smallest changes of a worker's attributes that make an expression true, the smallest first: fewer changes before
 * more, what is there already before what is new, that before what is lost. Each proposal was tried: with it `compile`
 * says true, and without any one of its changes it doesn't. None touches what can't be changed here (`sid`, the names,
 * the activity, channels), nor a value whose shape is not the one that the rule needs, such as a text where an array
 * should be. Empty where the expression is true already, or empty, or no change was found; more than
 * {@link MAX_CHANGES} changes are no proposal. Pure; its work has a bound, beyond which parts of an expression are not
 * looked at (see limits.ts).
 */
export function cheapest(
  expression: Expression,
  worker: WorkerFacts,
  { limit = 3, fixed = [] }: CheapestOptions = {},
): readonly Proposal[] {
  const { tree } = expression;
  const test = compile(expression);
  if (tree.kind === 'empty' || test(worker) === true) return [];
  const isEnough = (changes: readonly Change[]) =>
    changes.length > 0 && test({ ...worker, attributes: applyChanges(worker.attributes, changes) }) === true;

  const ways = waysOf(tree, worker, (node) =>
    waysOfComparison(node, worker).filter((change) => !fixed.some((path) => touches(change, path))),
  );
  const proposals = new Map<string, readonly Change[]>();
  for (const { changes } of ways) {
    if (!isEnough(changes)) continue;
    const needed = withoutNeedless(changes, isEnough);
    proposals.set(JSON.stringify(needed), needed);
  }
  return [...proposals.values()]
    .map(wayWith)
    .sort(bySize)
    .slice(0, Math.max(limit, 1))
    .map(({ changes }) => ({ changes, apply: (attributes) => applyChanges(attributes, changes) }));
}

/** Another change may have done what one was for: a skill that is enabled brings its level. */
function withoutNeedless(
  changes: readonly Change[],
  isEnough: (changes: readonly Change[]) => boolean,
): readonly Change[] {
  for (const one of changes) {
    const fewer = changes.filter((change) => change !== one);
    // From the start: what was needed beside one may not be without it.
    if (isEnough(fewer)) return withoutNeedless(fewer, isEnough);
  }
  return changes;
}
