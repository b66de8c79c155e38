import { quotedKey, sourceOf } from './references';
import type { Comparison, Condition, Empty, Path, Reference } from './tree';

/**
 * What has to be known of a worker:
 * - `worker`: attributes, friendly name and SID are enough;
 * - `activity`: the activity too, which changes many times a day;
 * - `unavailable`: something that only TaskRouter knows, such as free capacity or the time of day.
 */
export type Needs = 'worker' | 'activity' | 'unavailable';

export function needsOf(tree: Condition | Empty): Needs {
  let needs: Needs = 'worker';
  for (const reference of referencesIn(tree)) {
    const source = sourceOf(reference);
    if (source === 'unavailable') return source;
    if (source === 'activity_sid' || source === 'activity_name') needs = 'activity';
  }
  return needs;
}

/** The attribute paths a tree looks at, each once, in the order of the text. */
export function readsOf(tree: Condition | Empty): Path[] {
  const paths = new Map<string, Path>();
  for (const reference of referencesIn(tree)) {
    if (sourceOf(reference) === 'attribute') paths.set(JSON.stringify(reference.path), reference.path);
  }
  return [...paths.values()];
}

function* referencesIn(tree: Condition | Empty): Generator<Reference> {
  for (const comparison of comparisonsIn(tree)) {
    const key = quotedKey(comparison);
    if (key !== undefined) yield key;
    if (comparison.left.kind === 'reference') yield comparison.left;
    if (comparison.right.kind === 'reference') yield comparison.right;
  }
}

/** Every comparison of a tree, in the order of the text. */
export function* comparisonsIn(tree: Condition | Empty): Generator<Comparison> {
  switch (tree.kind) {
    case 'empty':
      return;
    case 'comparison':
      yield tree;
      return;
    case 'group':
      yield* comparisonsIn(tree.inner);
      return;
    case 'chain':
      for (const operand of tree.operands) yield* comparisonsIn(operand);
  }
}
