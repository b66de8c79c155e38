import type { ExplainedChain, ExplainedComparison, ExplainedCondition, Explanation } from './types';

/**
 * The smallest set of comparisons that would make the expression true if they were: of an AND all that are not, of an
 * OR those of the operand that lacks fewest; of several the one of which most comes near, and of those the first. What
 * is said twice is named once, and what several operands of an AND need goes before what only one does: where one
 * comparison is enough, one is named. What hangs on two constants (`1==0`) nobody can make true: it is named only where
 * there is nothing else. Where AND and OR are mixed without parentheses, what makes both readings true. In the order of
 * the text; empty when the expression is true, and when it is empty. Whether they can be made true `cheapest` tells.
 */
export function lacking({ root }: Explanation): readonly ExplainedComparison[] {
  return root === null ? [] : [...lackingIn(root).least].sort((a, b) => a.start - b.start);
}

type Clauses = readonly ExplainedComparison[];
type ByText = ReadonlyMap<string, ExplainedComparison>;

/** What a condition lacks. */
interface Lacking {
  /** Enough together; empty where it is true. */
  readonly least: Clauses;
  /** Each of them enough alone. */
  readonly alone: ByText;
}

function lackingIn(node: ExplainedCondition): Lacking {
  if (node.verdict === true) return { least: [], alone: byText([]) };
  if (node.kind === 'comparison') {
    return { least: [node], alone: byText(node.source === 'constant' ? [] : [node]) };
  }
  const runs = alternativesIn(node).map((run) => oneOf(run.map(lackingIn)));
  return allOf(runs.filter(({ least }) => least.length > 0));
}

function oneOf(operands: readonly Lacking[]): Lacking {
  return { least: best(operands.map(({ least }) => least)), alone: everyAlone(operands) };
}

function allOf(runs: readonly Lacking[]): Lacking {
  const least: ExplainedComparison[] = [];
  let left = runs;
  for (let clause = mostShared(left); clause; clause = mostShared(left)) {
    const { text } = clause;
    least.push(clause);
    left = left.filter(({ alone }) => !alone.has(text));
  }
  least.push(...left.flatMap((run) => run.least));
  const forAll = [...everyAlone(runs)].filter(([text]) => runs.every(({ alone }) => alone.has(text)));
  return { least: [...byText(least).values()], alone: new Map(forAll) };
}

/** What most of several conditions need, so that one does for them; undefined where each needs something else. */
function mostShared(conditions: readonly Lacking[]): ExplainedComparison | undefined {
  const times = new Map<string, number>();
  for (const text of conditions.flatMap(({ alone }) => [...alone.keys()])) {
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  const most = Math.max(...times.values());
  if (most < 2) return undefined;
  const clauses = [...everyAlone(conditions).values()].filter(({ text }) => times.get(text) === most);
  return best(clauses.map((clause) => [clause]))[0];
}

const everyAlone = (conditions: readonly Lacking[]): ByText =>
  byText(conditions.flatMap(({ alone }) => [...alone.values()]));

/** Of comparisons with the same text the first. */
function byText(clauses: Clauses): ByText {
  const first = new Map<string, ExplainedComparison>();
  for (const clause of clauses) if (!first.has(clause.text)) first.set(clause.text, clause);
  return first;
}

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
