import { compileAll } from '@queue-eligibility/target-expression';
import { factsOf, isKnown, type Agent, type Queue } from './agents';
import { clausesWork, fateOf, type Clause } from './clauses';
import { byHarm, type Finding } from './findings';
import { demandOf } from './near-demand';
import { findingsOfText } from './rule-findings';
import { rulesOf, type Rule } from './rules';
import { createTally, type Tally } from './tally';
import { unaskedSkillsWork } from './unasked-skills';
import { countValuesWork, type CountedAttributes } from './values';
import { finish, scaled, type Work } from './work';

export interface Workspace {
  readonly queues: readonly Queue[];
  readonly agents: readonly Agent[];
  /** The workspace's list of skills (`taskrouter_skills`); without it those that agents have. */
  readonly skills?: readonly string[];
  /** The attribute that we write. Default: `queues`. */
  readonly attribute?: string;
}

/** Agents looked at between two looks at the clock. */
const SLICE = 25;
/** Clauses that hold of somebody are no longer looked for, from these many agents on. */
const SIEVES: readonly number[] = [50, 200, 1_000, 4_000];
/** How much of the work has been done when the rules were parsed, the agents' values counted, the agents evaluated. */
const PARSED = 0.05;
const COUNTED = 0.2;
const EVALUATED = 0.9;

/** Where a workspace has a hole, the worst first. */
export const coverage = (workspace: Workspace): Finding[] => finish(coverageWork(workspace));

/** {@link coverage} in slices. */
export function* coverageWork({ queues, agents, skills, attribute = 'queues' }: Workspace): Work<Finding[]> {
  const rules = rulesOf(queues);
  const clauses = yield* scaled(clausesWork(rules.list), { from: 0, to: PARSED });
  const values = yield* scaled(countValuesWork(agents, attribute), { from: PARSED, to: COUNTED });
  const tally = createTally(rules.list);
  const sieve = createSieve(clauses);
  for (const [at, agent] of agents.entries()) {
    if (at % SLICE === SLICE - 1) yield COUNTED + ((EVALUATED - COUNTED) * at) / agents.length;
    tally.add(agent, rules.verdictsOf(agent));
    sieve.add(agent, at);
  }
  const unmet = new Set(tally.known > 0 ? sieve.unmet() : []);
  const byRule = rules.list.map((): Clause[] => []);
  for (const clause of clauses) for (const place of clause.rules) byRule[place]?.push(clause);

  const findings: Finding[] = [];
  for (const [place, rule] of rules.list.entries()) {
    const own = byRule[place] ?? [];
    const missing = own.filter((clause) => unmet.has(clause));
    if (missing.length > 0 || place % SLICE === SLICE - 1) yield EVALUATED;
    findings.push(...findingsOfText(rule, { clauses: own, attribute }));
    findings.push(...findingsOfNumbers(rule, { tally, place, missing, values }));
  }
  for (const clause of unmet) {
    yield EVALUATED;
    const finding = nobodyHas(clause, { rules: rules.list, tally, values });
    if (finding) findings.push(finding);
  }
  findings.push(...tally.outside());
  const unasked = unaskedSkillsWork({ clauses, rules: rules.list, values, skills });
  findings.push(...(yield* scaled(unasked, { from: EVALUATED, to: 1 })));
  return findings.sort(byHarm);
}

interface Numbers {
  tally: Tally;
  place: number;
  missing: readonly Clause[];
  values: CountedAttributes;
}

function* findingsOfNumbers(
  { queue, expression }: Rule,
  { tally, place, missing, values }: Numbers,
): Generator<Finding> {
  const numbers = tally.numbersOf(place);
  if (!numbers) return;
  const { eligible, available, only } = numbers;
  if (eligible === 0) {
    const onPurpose = expression !== null && fateOf(expression.tree) === 'nobody';
    const demands = missing.map((clause) => demandOf(clause, values));
    yield { kind: 'nobody', harm: onPurpose ? 'low' : 'high', queue, onPurpose, demands };
  }
  if (eligible === 1) yield { kind: 'one', harm: 'middle', queue, agent: only };
  if (eligible > 0 && available === 0) yield { kind: 'nobody-available', harm: 'middle', queue, eligible };
}

/** A clause that holds of nobody, in rules that match somebody all the same: of the others it is said with the rule. */
function nobodyHas(
  clause: Clause,
  { rules, tally, values }: { rules: readonly Rule[]; tally: Tally; values: CountedAttributes },
): Finding | null {
  const isAbsence = ['!=', 'NOT IN', 'NOT HAS'].includes(clause.relation);
  if (clause.path === null || isAbsence) return null;
  // Where our reading is not to be trusted, it may well hold of somebody.
  const alive = clause.rules.filter(
    (place) => rules[place]?.isReadable === true && tally.numbersOf(place)?.eligible !== 0,
  );
  const queues = alive.flatMap((place) => rules[place]?.queue ?? []);
  if (queues.length === 0) return null;
  return { kind: 'nobody-has', harm: 'middle', demand: demandOf(clause, values), queues };
}

interface Sieve {
  add(agent: Agent, at: number): void;
  unmet(): readonly Clause[];
}

/** Finds the clauses that hold of nobody, and of nobody perhaps. */
function createSieve(clauses: readonly Clause[]): Sieve {
  let left = [...clauses];
  let isMet = left.map(() => false);
  let evaluate = compileAll(left.map(({ expression }) => expression));
  const rest = () => left.filter((_clause, i) => isMet[i] !== true);
  return {
    add(agent, at) {
      if (SIEVES.includes(at)) {
        left = rest();
        isMet = left.map(() => false);
        evaluate = compileAll(left.map(({ expression }) => expression));
      }
      if (left.length === 0 || !isKnown(agent)) return;
      const { holds, uncertain } = evaluate(factsOf(agent));
      for (const place of holds) isMet[place] = true;
      for (const place of uncertain) isMet[place] = true;
    },
    unmet: rest,
  };
}
