import {
  compile,
  compileAll,
  explain,
  lacking,
  type ExplainedComparison,
  type Expression,
} from '@queue-eligibility/target-expression';
import { availableFirst, factsOf, isKnown, type Agent, type Queue } from './agents';
import { clausesWork } from './clauses';
import { ruleOf } from './rules';
import { finish, type Work } from './work';

/** Agents who lack one and the same clause of a queue's rule, and nothing else. */
export interface Nearly {
  /** The clause's text. */
  readonly clause: string;
  /** As it stands for the first of them: what each of them has instead, `explain` tells. */
  readonly lacking: ExplainedComparison;
  readonly agents: readonly Agent[];
}

/** Who is in a queue, by our own reading of its rule. */
export interface Members {
  /** The available ones first. */
  readonly eligible: readonly Agent[];
  /** By the one clause they lack, the largest group first; a clause of two constants is none that anybody could have. */
  readonly nearly: readonly Nearly[];
  /** Of whom it is not known: everybody, where the rule can't be parsed or is distrusted. Then ask TaskRouter. */
  readonly unknown: readonly Agent[];
}

/**
 * Clauses that are explained where an OR leaves a choice: ten for each of 15,000 agents, and more. From then on agents of
 * the same verdicts are put into the same group, whichever clause comes nearest to each.
 */
const MAX_EXPLAINED = 200_000;

/** Who is in a queue, and who nearly is. */
export const membersOf = (queue: Queue, agents: readonly Agent[]): Members =>
  finish(membersWork(queue, agents));

/** {@link membersOf} in slices. */
export function* membersWork(queue: Queue, agents: readonly Agent[]): Work<Members> {
  const { expression, isReadable } = ruleOf(queue);
  if (!expression || !isReadable) return { eligible: [], nearly: [], unknown: [...agents] };
  const verdictOf = compile(expression);
  const onlyLacking = createOnlyLacking(expression);
  const eligible: Agent[] = [];
  const unknown: Agent[] = [];
  const groups = new Map<string, { clause: string; lacking: ExplainedComparison; agents: Agent[] }>();
  for (const [at, agent] of agents.entries()) {
    yield at / agents.length;
    const verdict = isKnown(agent) ? verdictOf(factsOf(agent)) : 'uncertain';
    if (verdict === true) eligible.push(agent);
    if (verdict === 'uncertain') unknown.push(agent);
    if (verdict !== false) continue;
    const first = onlyLacking(agent);
    // Of two constants (`1==0`) nobody comes near: there is nothing that an agent could have.
    if (!first || first.source === 'constant') continue;
    const group = groups.get(first.text);
    if (group) group.agents.push(agent);
    else groups.set(first.text, { clause: first.text, lacking: first, agents: [agent] });
  }
  const nearly = [...groups.values()]
    .map((group) => ({ ...group, agents: availableFirst(group.agents) }))
    .sort((a, b) => b.agents.length - a.agents.length);
  return { eligible: availableFirst(eligible), nearly, unknown };
}

/**
 * The one clause that an agent lacks; null where it is none, or more. How many are lacking follows from the clauses'
 * verdicts, and which one too, unless an OR leaves a choice: of agents with the same verdicts most need no explaining.
 */
function createOnlyLacking(expression: Expression): (agent: Agent) => ExplainedComparison | null {
  const clauses = finish(clausesWork([{ expression }]));
  const evaluate = compileAll(clauses.map((clause) => clause.expression));
  const hasChoice = hasOr(expression.tree);
  const found = new Map<string, ExplainedComparison | null>();
  let explainedLeft = MAX_EXPLAINED;
  return (agent) => {
    const { holds, uncertain } = evaluate(factsOf(agent));
    const key = `${holds.join()};${uncertain.join()}`;
    const known = found.get(key);
    if (known === null || (known && (!hasChoice || explainedLeft <= 0))) return known;
    explainedLeft -= clauses.length;
    const [first, second] = lacking(explain(expression, factsOf(agent)));
    const only = first && !second ? first : null;
    found.set(key, only);
    return only;
  };
}

const hasOr = (node: Expression['tree']): boolean => {
  if (node.kind === 'group') return hasOr(node.inner);
  return node.kind === 'chain' && (node.operators.includes('OR') || node.operands.some(hasOr));
};
