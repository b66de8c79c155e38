import type { ExplainedChain, ExplainedComparison, ExplainedCondition, Explanation } from './types';

/**
 * What would make the expression true if it were: of an AND all comparisons that are not, of an OR those of the operand
 * that lacks fewest; of several the one of which most comes near, and of those the first. What is said twice is named
 * once, and what does for several ORs at once goes before what does for one. Where one comparison is enough, one is
 * named, and none is named that is needless, in rules such as people write: the work has a bound, see {@link MAX_LOOKS}
 * and {@link MAX_PRUNED}. Of more it may not be the smallest set of all. What hangs on two constants
 * (`1==0`) nobody can make true: it is named only where there is nothing else. Where AND and OR are mixed without
 * parentheses, what makes both readings true. In the order of the text; empty when the expression is true, and when it
 * is empty. Whether they can be made true `cheapest` tells.
 */
export function lacking({ root }: Explanation): readonly ExplainedComparison[] {
  if (root === null || root.verdict === true) return [];
  const plain = lackingIn(root, new Set());
  return plain.length > 1 ? withoutNeedless(root, withShared(root, plain, sharedIn(root))) : plain;
}

type Clauses = readonly ExplainedComparison[];

/** What is lacking beside comparisons that are `given`, by their texts. */
function lackingIn(node: ExplainedCondition, given: Set<string>): Clauses {
  if (node.verdict === true) return [];
  if (node.kind === 'comparison') return given.has(node.text) ? [] : [node];
  const needed = new Map<string, ExplainedComparison>();
  const choices: ExplainedCondition[][] = [];
  for (const run of runsIn(node)) {
    const [only] = run;
    if (run.length > 1) choices.push(run);
    else if (only?.kind === 'comparison' && !given.has(only.text) && !needed.has(only.text))
      needed.set(only.text, only);
  }
  for (const text of needed.keys()) given.add(text);
  const chosen = choices.flatMap((run) => best(run.map((operand) => lackingIn(operand, given))));
  for (const text of needed.keys()) given.delete(text);
  return inOrder(once([...needed.values(), ...chosen]));
}

/** The runs of OR of an AND that are not true, those of ANDs in it as well: one of each has to be made true. */
function* runsIn(node: ExplainedChain): Generator<ExplainedCondition[]> {
  for (const run of alternativesIn(node)) {
    const [only] = run;
    if (run.some(({ verdict }) => verdict === true)) continue;
    if (run.length === 1 && only?.kind === 'chain') yield* runsIn(only);
    else yield run;
  }
}

/** Nodes that are looked at for one expression in search of what does for several ORs: enough for any that people write. */
const MAX_LOOKS = 20_000;

/** Comparisons that stand more than once among what there is to choose from, those first that do so most often. */
function sharedIn(root: ExplainedCondition): Clauses {
  if (root.kind === 'comparison') return [];
  const runs = [...runsIn(root)];
  const needed = textsOf(runs.filter(({ length }) => length === 1).flatMap((run) => [...comparisonsIn(run)]));
  const found = new Map<string, { clause: ExplainedComparison; times: number }>();
  for (const clause of runs.filter(({ length }) => length > 1).flatMap((run) => [...comparisonsIn(run)])) {
    const { text, verdict, source } = clause;
    if (verdict === true || source === 'constant' || needed.has(text)) continue;
    found.set(text, { clause: found.get(text)?.clause ?? clause, times: (found.get(text)?.times ?? 0) + 1 });
  }
  const shared = [...found.values()].filter(({ times }) => times > 1);
  return shared.sort((a, b) => b.times - a.times).map(({ clause }) => clause);
}

/** Takes what makes the set smallest, as long as something does. */
function withShared(root: ExplainedCondition, plain: Clauses, shared: Clauses): Clauses {
  const size = countIn(root);
  let looksLeft = MAX_LOOKS;
  let least = plain;
  for (let taken: Clauses = [], goesOn = true; goesOn;) {
    goesOn = false;
    const before = taken;
    for (const clause of shared) {
      if ((looksLeft -= size) < 0) return least;
      if (before.includes(clause)) continue;
      const some = [...before, clause];
      const all = inOrder([...some, ...lackingIn(root, textsOf(some))]);
      if (!isFewer(all, least)) continue;
      least = all;
      taken = some;
      goesOn = true;
    }
  }
  return least;
}

/** Longer sets are left as they are: nobody reads them. */
const MAX_PRUNED = 30;

function withoutNeedless(root: ExplainedCondition, clauses: Clauses): Clauses {
  if (clauses.length > MAX_PRUNED) return clauses;
  return clauses.reduce<Clauses>((kept, clause) => {
    const others = kept.filter((one) => one !== clause);
    return lackingIn(root, textsOf(others)).length === 0 ? others : kept;
  }, clauses);
}

function* comparisonsIn(nodes: readonly ExplainedCondition[]): Generator<ExplainedComparison> {
  for (const node of nodes) {
    if (node.kind === 'comparison') yield node;
    else yield* comparisonsIn(node.operands);
  }
}

const countIn = (node: ExplainedCondition): number =>
  node.kind === 'comparison' ? 1 : node.operands.reduce((sum, operand) => sum + countIn(operand), 1);

const textsOf = (clauses: Clauses): Set<string> => new Set(clauses.map(({ text }) => text));

const inOrder = (clauses: Clauses): Clauses => [...clauses].sort((a, b) => a.start - b.start);

/** Of comparisons with the same text the first. */
const once = (clauses: Clauses): Clauses => {
  const seen = new Set<string>();
  return clauses.filter(({ text }) => !seen.has(text) && seen.add(text));
};

/** The operands of a chain as runs of OR: where one of each run is true, so is the chain, in every reading. */
export function alternativesIn<T>({
  operands,
  operators,
}: {
  readonly operands: readonly T[];
  readonly operators: ExplainedChain['operators'];
}): T[][] {
  const runs: T[][] = [];
  for (const [at, operand] of operands.entries()) {
    if (at > 0 && operators[at - 1] === 'OR') runs.at(-1)?.push(operand);
    else runs.push([operand]);
  }
  return runs;
}

function best(sets: readonly Clauses[]): Clauses {
  return sets.reduce((least, next) => (isFewer(next, least) ? next : least));
}

function isFewer(a: Clauses, b: Clauses): boolean {
  const difference = constants(a) - constants(b) || a.length - b.length || farOff(a) - farOff(b);
  return difference < 0;
}

function constants(clauses: Clauses): number {
  return clauses.filter(({ source }) => source === 'constant').length;
}

function farOff(clauses: Clauses): number {
  return clauses.filter(({ near }) => near.length === 0).length;
}
