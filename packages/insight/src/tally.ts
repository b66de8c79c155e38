import type { Verdicts } from '@queue-eligibility/target-expression';
import { isKnown, type Agent } from './agents';
import { fateOf } from './clauses';
import type { Finding } from './findings';
import type { Rule } from './rules';

/** How many agents a queue has. */
interface Numbers {
  readonly eligible: number;
  readonly available: number;
  /** The only one; null: there are more, or none, or TaskRouter counts one that we can't name. */
  readonly only: Agent | null;
}

/** Counts agents by queue. */
export interface Tally {
  add(agent: Agent, verdicts: Verdicts | null): void;
  /** Agents of whom something is known. */
  readonly known: number;
  /** Null: nobody knows how many they are. */
  numbersOf(place: number): Numbers | null;
  /** The agents in no queue, and those of whom nothing is known. */
  outside(): Finding[];
}

export function createTally(rules: readonly Rule[]): Tally {
  const eligible = new Uint32Array(rules.length);
  const available = new Uint32Array(rules.length);
  const uncertain = new Uint32Array(rules.length);
  const first: (Agent | undefined)[] = [];
  const isForAll = rules.map(
    ({ expression }) => expression !== null && fateOf(expression.tree) === 'everybody',
  );
  const found = { unknown: [] as Agent[], nowhere: [] as Agent[], everybodys: [] as Agent[] };
  let known = 0;
  const add = (counts: Uint32Array, place: number): void => {
    counts[place] = (counts[place] ?? 0) + 1;
  };

  /** TaskRouter's own count goes where ours does not: a rule that can't be read, agents of whom it is not known. */
  function countedByTaskRouter({ queue }: Rule): Numbers | null {
    const { eligibleWorkers, availableWorkers } = queue;
    if (eligibleWorkers === undefined || eligibleWorkers === null) return null;
    return { eligible: eligibleWorkers, available: availableWorkers ?? eligibleWorkers, only: null };
  }

  return {
    get known() {
      return known;
    },
    add(agent, verdicts) {
      if (!verdicts || !isKnown(agent)) {
        found.unknown.push(agent);
        return;
      }
      known += 1;
      for (const place of verdicts.holds) {
        add(eligible, place);
        if (agent.available) add(available, place);
        first[place] ??= agent;
      }
      for (const place of verdicts.uncertain) add(uncertain, place);
      if (verdicts.uncertain.length > 0) return;
      if (verdicts.holds.length === 0) found.nowhere.push(agent);
      else if (verdicts.holds.every((place) => isForAll[place])) found.everybodys.push(agent);
    },
    numbersOf(place) {
      const rule = rules[place];
      if (!rule) return null;
      const isSure = rule.isReadable && uncertain[place] === 0 && found.unknown.length === 0;
      const [ours, now] = [eligible[place] ?? 0, available[place] ?? 0];
      if (isSure) return { eligible: ours, available: now, only: onlyOne(place) };
      const counted = countedByTaskRouter(rule);
      if (!rule.isReadable) return counted;
      // A count lags by seconds: one of fewer than are in it for sure says nothing.
      return counted && counted.eligible >= ours && counted.available >= now ? counted : atLeast(place);
    },
    outside() {
      const unread = rules.filter(({ isReadable }) => !isReadable).map(({ queue }) => queue);
      const of = (kind: 'no-queue' | 'only-everybodys', agents: Agent[]): Finding[] =>
        agents.length === 0 ? [] : [{ kind, harm: kind === 'no-queue' ? 'middle' : 'low', agents, unread }];
      const { unknown, nowhere, everybodys } = found;
      return [
        ...of('no-queue', nowhere),
        ...of('only-everybodys', everybodys),
        ...(unknown.length === 0
          ? []
          : [{ kind: 'unknown-agents', harm: 'middle', agents: unknown } satisfies Finding]),
      ];
    },
  };

  function onlyOne(place: number): Agent | null {
    return eligible[place] === 1 ? (first[place] ?? null) : null;
  }

  /** Somebody is in it for sure, and perhaps others: enough to say nothing bad of it, or not that nobody is available. */
  function atLeast(place: number): Numbers | null {
    const [sure, now] = [eligible[place] ?? 0, available[place] ?? 0];
    return sure > 1 && now > 0 ? { eligible: sure, available: now, only: null } : null;
  }
}
