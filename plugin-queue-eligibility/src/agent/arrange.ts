import type { QueueView } from '@queue-eligibility/api';
import type { Verdict, WorkerFacts } from '@queue-eligibility/target-expression';
import { readRule, type Rule } from '../explain/rule';
import type { WorkerQueues } from '../teams-view/worker-queues';

/**
 * How it is known whether an agent is eligible for a queue:
 * - `read`: from attributes and expression, and nothing is left open;
 * - `asked`: TaskRouter was asked just now;
 * - `list`: TaskRouter is asked about such a queue whenever the agent changes, and its answer is in the agent's list;
 * - `guess`: only by a reading that may be wrong, or not at all.
 */
type Source = 'read' | 'asked' | 'list' | 'guess';

/** A queue, and how one agent stands to it. */
export interface Entry {
  sid: string;
  name: string;
  /** Null: the agent carries it, and nobody knows what it is. */
  rule: Rule | null;
  verdict: Verdict;
  source: Source;
  /** Our own reading says the opposite of what TaskRouter answered. */
  isContradicted: boolean;
  /** It is known whether the agent should carry it, and that is not so: `missing` from the list, or too much. */
  differs: 'missing' | 'extra' | null;
  /** The queues are known, and this one is not among them. */
  isGone: boolean;
}

/** All queues, by how an agent stands to them, each part in the order of names. */
export interface Arranged {
  eligible: readonly Entry[];
  unsure: readonly Entry[];
  others: readonly Entry[];
}

interface Known {
  queues: readonly QueueView[];
  /** Null: the agent's attributes are not known. */
  facts: WorkerFacts | null;
  carried: WorkerQueues;
  /** SIDs that TaskRouter named just now; null: it was not asked. */
  asked: ReadonlySet<string> | null;
}

/** Says of every queue whether the agent is eligible for it, and how that is known. */
export function arrange({ queues, facts, carried, asked }: Known): Arranged {
  const hasList = carried.kind === 'listed' || carried.kind === 'none';
  const inList = new Set(carried.queues.map(({ sid }) => sid));
  const known = new Set(queues.map(({ sid }) => sid));
  const entries = queues.map((queue) =>
    entryOf(queue, { facts, asked, isCarried: hasList ? inList.has(queue.sid) : null }),
  );
  const strays = carried.queues
    .filter(({ sid }) => !known.has(sid))
    .map(({ sid, name, isGone }): Entry => ({
      sid,
      name,
      rule: null,
      verdict: true,
      source: 'list',
      isContradicted: false,
      differs: isGone ? 'extra' : null,
      isGone,
    }));
  return {
    eligible: [...entries.filter(({ verdict }) => verdict === true), ...strays],
    unsure: entries.filter(({ verdict }) => verdict === 'uncertain'),
    others: entries.filter(({ verdict }) => verdict === false),
  };
}

interface OfAgent {
  facts: WorkerFacts | null;
  asked: ReadonlySet<string> | null;
  /** Null: there is no list of ours. */
  isCarried: boolean | null;
}

function entryOf(queue: QueueView, { facts, asked, isCarried }: OfAgent): Entry {
  const rule = readRule(queue);
  const own: Verdict = facts ? rule.verdictOf(facts) : 'uncertain';
  const { verdict, source } = judge(own, {
    isCertain: own !== 'uncertain' && rule.doubts.length === 0,
    answer: asked ? asked.has(queue.sid) : null,
    isCarried,
  });
  const isSure = source === 'read' || source === 'asked';
  return {
    sid: queue.sid,
    name: queue.friendlyName,
    rule,
    verdict,
    source,
    isContradicted: own !== 'uncertain' && own !== verdict,
    differs: !isSure || isCarried === null || isCarried === verdict ? null : verdict ? 'missing' : 'extra',
    isGone: false,
  };
}

function judge(
  own: Verdict,
  { isCertain, answer, isCarried }: { isCertain: boolean; answer: boolean | null; isCarried: boolean | null },
): { verdict: Verdict; source: Source } {
  if (answer !== null) return { verdict: answer, source: 'asked' };
  if (isCertain) return { verdict: own, source: 'read' };
  if (isCarried !== null) return { verdict: isCarried, source: 'list' };
  return { verdict: own, source: 'guess' };
}

/** Those of the entries whose name, SID or expression has what is searched for. */
export function search({ eligible, unsure, others }: Arranged, wanted: string): Arranged {
  const lower = wanted.trim().toLocaleLowerCase();
  if (lower === '') return { eligible, unsure, others };
  const has = ({ name, sid, rule }: Entry): boolean =>
    `${name}\n${sid}\n${rule?.text ?? ''}`.toLocaleLowerCase().includes(lower);
  return { eligible: eligible.filter(has), unsure: unsure.filter(has), others: others.filter(has) };
}
