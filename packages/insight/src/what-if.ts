import { compile, type Verdict } from '@queue-eligibility/target-expression';
import { availableFirst, countAvailable, factsOf, isKnown, type Agent, type Queue } from './agents';
import { parsedOnce, rulesOf } from './rules';
import { finish, type Work } from './work';

/** A change of one queue's rule that nobody has made yet. */
export interface Change {
  /** The expressions. One that can't be parsed says nothing of anybody. */
  readonly before: string;
  readonly after: string;
  readonly agents: readonly Agent[];
  /** The other queues. Give the same array each time: its rules are compiled once. */
  readonly queues: readonly Queue[];
}

/** What a change would do. */
export interface Effect {
  /** Who would be in the queue and is not, and the other way round; the available ones first. */
  readonly gain: readonly Agent[];
  readonly lose: readonly Agent[];
  /** Of whom it is not known whether they would gain or lose it. */
  readonly unknown: readonly Agent[];
  /** How many are in the queue as it is, and would be; those of whom it is not known are in neither. */
  readonly eligible: { readonly before: number; readonly after: number };
  /** How many of those who gain or lose it are available now. */
  readonly availableGain: number;
  readonly availableLose: number;
  /** The other queues that those who gain or lose it are in, and how many of them; the most first. */
  readonly shared: readonly Shared[];
}

export interface Shared {
  readonly queue: Queue;
  readonly agents: number;
  readonly gain: number;
  readonly lose: number;
}

/** Agents evaluated between two looks at the clock. */
const SLICE = 100;

/** What a change of a queue's rule would do. */
export const whatIf = (change: Change): Effect => finish(whatIfWork(change));

/** {@link whatIf} in slices. */
export function* whatIfWork({ before, after, agents, queues }: Change): Work<Effect> {
  const [wasIn, willBeIn] = [verdicts(before), verdicts(after)];
  const gain: Agent[] = [];
  const lose: Agent[] = [];
  const unknown: Agent[] = [];
  const eligible = { before: 0, after: 0 };
  for (const [at, agent] of agents.entries()) {
    if (at % SLICE === SLICE - 1) yield at / agents.length / 2;
    const [was, will] = [wasIn(agent), willBeIn(agent)];
    if (was === true) eligible.before += 1;
    if (will === true) eligible.after += 1;
    // The same text says the same, whatever that is.
    if (before === after) continue;
    if (was === 'uncertain' || will === 'uncertain') unknown.push(agent);
    else if (will && !was) gain.push(agent);
    else if (was && !will) lose.push(agent);
  }
  const shared = yield* sharedBy({ gain, lose, queues });
  return {
    gain: availableFirst(gain),
    lose: availableFirst(lose),
    unknown,
    eligible,
    availableGain: countAvailable(gain),
    availableLose: countAvailable(lose),
    shared,
  };
}

function verdicts(text: string): (agent: Agent) => Verdict {
  const { expression } = parsedOnce(text);
  if (!expression) return () => 'uncertain';
  const verdictOf = compile(expression);
  return (agent) => (isKnown(agent) ? verdictOf(factsOf(agent)) : 'uncertain');
}

interface Moved {
  gain: readonly Agent[];
  lose: readonly Agent[];
  queues: readonly Queue[];
}

function* sharedBy({ gain, lose, queues }: Moved): Work<Shared[]> {
  const moved = gain.length + lose.length;
  if (moved === 0) return [];
  const rules = rulesOf(queues);
  const counts = queues.map((queue) => ({ queue, agents: 0, gain: 0, lose: 0 }));
  for (const [at, agent] of [...gain, ...lose].entries()) {
    if (at % SLICE === SLICE - 1) yield 0.5 + at / moved / 2;
    for (const place of rules.verdictsOf(agent)?.holds ?? []) {
      const count = counts[place];
      if (!count) continue;
      count.agents += 1;
      count[at < gain.length ? 'gain' : 'lose'] += 1;
    }
  }
  return counts.filter(({ agents }) => agents > 0).sort((a, b) => b.agents - a.agents);
}
