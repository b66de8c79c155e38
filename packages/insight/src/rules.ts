import {
  compileAll,
  parse,
  type Expression,
  type ParseError,
  type Verdicts,
  type WorkerFacts,
} from '@queue-eligibility/target-expression';
import { factsOf, isKnown, type Agent, type Queue } from './agents';

/** A queue and how far our own reading of its expression goes. */
export interface Rule {
  readonly queue: Queue;
  /** Null: we can't parse it. */
  readonly expression: Expression | null;
  readonly error: ParseError | null;
  /** What we say of it can be relied on, as far as it is not uncertain: it is parsed and not distrusted. */
  readonly isReadable: boolean;
}

/** The rules of all queues, in their order. */
export interface Rules {
  readonly list: readonly Rule[];
  /**
   * The places of the queues that match an agent, and of those of which it is not known; none of those that can't be
   * read. Null: nothing is known of this agent.
   */
  verdictsOf(agent: Agent): Verdicts | null;
}

/** More than a workspace has queues, and some tried expressions. */
const MAX_PARSED = 8_000;
const parsed = new Map<string, Pick<Rule, 'expression' | 'error'>>();

/** A text means the same for ever: it is parsed once. */
export function parsedOnce(text: string): Pick<Rule, 'expression' | 'error'> {
  let found = parsed.get(text);
  if (!found) {
    const result = parse(text);
    found = result.ok
      ? { expression: result.expression, error: null }
      : { expression: null, error: result.error };
    if (parsed.size >= MAX_PARSED) parsed.clear();
    parsed.set(text, found);
  }
  return found;
}

export const ruleOf = (queue: Queue): Rule => {
  const read = parsedOnce(queue.targetWorkers);
  return { queue, ...read, isReadable: read.expression !== null && !queue.distrusted };
};

const kept = new WeakMap<readonly Queue[], Rules>();

/** The rules of these queues; for the same array the same ones, since compiling 500 of them takes a while. */
export function rulesOf(queues: readonly Queue[]): Rules {
  const known = kept.get(queues);
  if (known) return known;
  const list = queues.map(ruleOf);
  let evaluate: ((worker: WorkerFacts) => Verdicts) | null = null;
  const rules: Rules = {
    list,
    verdictsOf(agent) {
      evaluate ??= compileAll(list.map(({ expression, isReadable }) => (isReadable ? expression : null)));
      return isKnown(agent) ? evaluate(factsOf(agent)) : null;
    },
  };
  kept.set(queues, rules);
  return rules;
}
