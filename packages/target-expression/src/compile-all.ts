import { testOf } from './compile';
import { comparisonTest } from './comparison';
import type { Test } from './comparison';
import { gateChooser } from './gate';
import { finder } from './lookup';
import { createMarks } from './marks';
import type { Expression } from './parse';
import type { WorkerFacts } from './readings';
import { share } from './shared';
import type { Rule, Shared } from './shared';
import type { Comparison } from './tree';
import { FALSE, TRUE } from './truth';
import type { Truth } from './truth';

/**
 * What many expressions say of one worker: the indexes of those that hold, and of those that are uncertain, ascending.
 * All others are false.
 */
export interface Verdicts {
  readonly holds: readonly number[];
  readonly uncertain: readonly number[];
}

/**
 * {@link compile} for many expressions at once, such as all of a workspace's queues: says of each exactly what `compile`
 * says. A comparison that expressions share is evaluated once for a worker, and an expression only where its gate is
 * open (see {@link gateChooser}), so the cost follows what a worker has, not how many queues there are. A `null` is an
 * expression that could not be parsed: it is in neither list. Never throws on JSON attributes; keeps nothing of the
 * workers it has seen.
 */
export function compileAll(expressions: readonly (Expression | null)[]): (worker: WorkerFacts) => Verdicts {
  const shared = share(expressions);
  const memo = createMemo(shared.comparisons);
  const behind = rulesByGate(shared);
  const gates = [...behind.keys()].filter((number) => behind[number] !== undefined);
  const find = finder(shared.comparisons, gates);

  const isDone = new Uint8Array(shared.rules.length);
  const holds = createMarks(expressions.length);
  const uncertain = createMarks(expressions.length);

  function remembered(node: Comparison): Test {
    const number = shared.numberOf(node);
    return (worker) => memo.truthOf(number, worker);
  }

  function openGate(comparison: number, worker: WorkerFacts): void {
    if (memo.truthOf(comparison, worker) === FALSE) return;
    for (const rule of behind[comparison] ?? []) {
      if (isDone[rule.number] === 1) continue;
      isDone[rule.number] = 1;
      // Made when first needed: whoever asks about one worker needs few.
      rule.test ??= testOf(rule.tree, remembered);
      const truth = rule.test(worker);
      if (truth === FALSE) continue;
      const marks = truth === TRUE ? holds : uncertain;
      for (const index of rule.indexes) marks.add(index);
    }
  }

  return (worker) => {
    memo.forget();
    isDone.fill(0);
    holds.clear();
    uncertain.clear();
    find(worker, openGate);
    return { holds: holds.list(), uncertain: uncertain.list() };
  };
}

interface GatedRule extends Rule {
  readonly number: number;
  test: Test | undefined;
}

/** By comparison: the rules to evaluate where it is other than false; undefined where it is in no gate. */
function rulesByGate(shared: Shared): (GatedRule[] | undefined)[] {
  const gateOf = gateChooser(shared);
  const behind: (GatedRule[] | undefined)[] = shared.comparisons.map(() => undefined);
  for (const [number, { tree, indexes }] of shared.rules.entries()) {
    const rule = { number, tree, indexes, test: undefined };
    for (const comparison of gateOf(tree)) (behind[comparison] ??= []).push(rule);
  }
  return behind;
}

interface Memo {
  /** The truth of a comparison, which is evaluated if it was not since the last `forget`. */
  truthOf(comparison: number, worker: WorkerFacts): Truth;
  /** Between workers. */
  forget(): void;
}

function createMemo(comparisons: readonly Comparison[]): Memo {
  const tests: (Test | undefined)[] = comparisons.map(() => undefined);
  const truths = new Uint8Array(comparisons.length);
  // By epochs, since clearing thousands of truths for a worker who needs ten of them would cost more than those. As
  // doubles they do not run out.
  const epochs = new Float64Array(comparisons.length);
  let epoch = 0;
  return {
    truthOf(comparison, worker) {
      if (epochs[comparison] === epoch) return truths[comparison] as Truth;
      const node = comparisons[comparison];
      const test = (tests[comparison] ??= node ? comparisonTest(node) : NOBODY);
      const truth = test(worker);
      truths[comparison] = truth;
      epochs[comparison] = epoch;
      return truth;
    },
    forget: () => void (epoch += 1),
  };
}

const NOBODY: Test = () => FALSE;
