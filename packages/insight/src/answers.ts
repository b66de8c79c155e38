import { compile } from '@queue-eligibility/target-expression';
import { factsOf, isKnown, type Agent } from './agents';
import { parsedOnce } from './rules';

/** Our reading of an expression held against TaskRouter's own. */
export interface Difference {
  /** Agents whom we take for eligible and TaskRouter does not, and the other way round: our reading is wrong there. */
  readonly onlyOurs: readonly Agent[];
  readonly onlyTheirs: readonly Agent[];
  /** Those of whom we knew nothing, and TaskRouter says. */
  readonly settledIn: readonly Agent[];
  readonly settledOut: readonly Agent[];
  /** Agents that TaskRouter names and nobody has read: the list has grown old. */
  readonly strangers: readonly string[];
}

/** Holds TaskRouter's whole answer, `/jobs/ask` to its end, against our own. */
export function compareWithAnswer(
  expression: string,
  agents: readonly Agent[],
  workerSids: Iterable<string>,
): Difference {
  const { expression: read } = parsedOnce(expression);
  const verdictOf = read ? compile(read) : () => 'uncertain' as const;
  const named = new Set(workerSids);
  const found = {
    onlyOurs: [] as Agent[],
    onlyTheirs: [] as Agent[],
    settledIn: [] as Agent[],
    settledOut: [] as Agent[],
  };
  for (const agent of agents) {
    const isNamed = named.delete(agent.sid);
    const verdict = isKnown(agent) ? verdictOf(factsOf(agent)) : 'uncertain';
    if (verdict === 'uncertain') found[isNamed ? 'settledIn' : 'settledOut'].push(agent);
    else if (verdict !== isNamed) found[isNamed ? 'onlyTheirs' : 'onlyOurs'].push(agent);
  }
  return { ...found, strangers: [...named] };
}
