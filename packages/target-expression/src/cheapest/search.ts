import { comparisonTest } from '../comparison';
import { alternativesIn } from '../explain/lacking';
import type { WorkerFacts } from '../readings';
import type { Comparison, Condition } from '../tree';
import { joinMixed, TRUE } from '../truth';
import type { Truth } from '../truth';
import { elementsIn } from './leaf';
import { ELEMENTS_A_STEP, KEPT_WAYS, MAX_STEPS } from './limits';
import type { Change } from './types';
import { bySize, NOTHING, together, wayWith } from './way';
import type { Way } from './way';

/** A part of an expression: what it says of the worker, and how it can be made true, the smallest ways first. */
interface Part {
  readonly truth: Truth;
  readonly ways: () => readonly Way[];
}

/**
 * The smallest ways to make a tree true, the smallest first, as far as its parts can be looked at by themselves: one
 * part's way may make another one false, so each has to be tried on the whole.
 */
export function waysOf(
  tree: Condition,
  worker: WorkerFacts,
  changesFor: (node: Comparison) => readonly Change[],
): readonly Way[] {
  let stepsLeft = MAX_STEPS;

  function partOf(node: Condition): Part {
    if (node.kind === 'group') return partOf(node.inner);
    if (node.kind === 'comparison') {
      const truth = comparisonTest(node)(worker);
      return { truth, ways: () => (truth === TRUE ? [NOTHING] : waysOfOne(node)) };
    }
    const operands = node.operands.map(partOf);
    const { operators } = node;
    const truth = joinMixed(
      operands.map((operand) => operand.truth),
      operators,
    );
    if (truth === TRUE) return { truth, ways: () => [NOTHING] };
    return { truth, ways: () => all(alternativesIn({ operands, operators })) };
  }

  function waysOfOne(node: Comparison): readonly Way[] {
    const changes = changesFor(node);
    stepsLeft -= (1 + changes.length) * (1 + elementsIn(node, worker) / ELEMENTS_A_STEP);
    return kept(changes.map((change) => wayWith([change])));
  }

  /** One of each run. */
  function all(runs: readonly (readonly Part[])[]): readonly Way[] {
    let ways: readonly Way[] = [NOTHING];
    for (const run of runs) {
      if (run.some(({ truth }) => truth === TRUE)) continue;
      // Whatever has been spent: without any way here there is none at all.
      const next = kept(run.flatMap((part, at) => (at === 0 || stepsLeft > 0 ? part.ways() : [])));
      stepsLeft -= 1 + ways.length * next.length;
      ways = kept(ways.flatMap((way) => next.flatMap((other) => together(way, other))));
      if (ways.length === 0) break;
    }
    return ways;
  }

  return partOf(tree).ways();
}

function kept(ways: readonly Way[]): readonly Way[] {
  return [...ways].sort(bySize).slice(0, KEPT_WAYS);
}
