import { compileAll, parse } from '@queue-eligibility/target-expression';
import type { Agent, Queue, ReadQueue } from './workspace';

/** What a plan does to one queue. */
export interface QueueEffect {
  sid: string;
  friendlyName: string;
  /** Eligible for it, and available of those, as far as it can be said. */
  before: { eligible: number; available: number };
  after: { eligible: number; available: number };
  /** SIDs of agents who become eligible, available ones first. */
  comes: string[];
  /** And who are no longer. */
  goes: string[];
  /** Of whom it can't be said: TaskRouter decides. */
  unknown: string[];
}

/** Nobody would be eligible who was before. */
export const isLeftWithNobody = ({ before, after, unknown }: QueueEffect): boolean =>
  before.eligible > 0 && after.eligible === 0 && unknown.length === 0;

/** Nobody would be available who was before. */
export const isLeftWithNobodyAvailable = ({ before, after, unknown }: QueueEffect): boolean =>
  before.available > 0 && after.available === 0 && unknown.length === 0;

export const readQueues = (queues: readonly Queue[]): ReadQueue[] =>
  queues.map((queue) => {
    const parsed = parse(queue.targetWorkers);
    return { ...queue, expression: parsed.ok && !queue.distrusted ? parsed.expression : null };
  });

/** Counts who is eligible before a plan and after. */
export function createTally(queues: readonly ReadQueue[]) {
  const verdictsOf = compileAll(queues.map(({ expression }) => expression));
  const effects = queues.map(({ sid, friendlyName }): QueueEffect => ({
    ...{ sid, friendlyName, comes: [], goes: [], unknown: [] },
    before: { eligible: 0, available: 0 },
    after: { eligible: 0, available: 0 },
  }));
  const ordered = { comes: effects.map((): Agent[] => []), goes: effects.map((): Agent[] => []) };
  const count = (place: number, when: 'before' | 'after', { available }: Agent): void => {
    const counted = effects[place]?.[when];
    if (!counted) return;
    counted.eligible += 1;
    if (available) counted.available += 1;
  };

  return {
    /** Who stays as it is. */
    keep(agent: Agent): void {
      for (const place of verdictsOf(agent).holds) {
        count(place, 'before', agent);
        count(place, 'after', agent);
      }
    },
    /** Who has other attributes afterwards. @returns places of the queues it comes to, and of those it goes from. */
    change(agent: Agent, attributes: unknown): { comes: number[]; goes: number[]; certain: number[] } {
      const before = verdictsOf(agent);
      const after = verdictsOf({ ...agent, attributes });
      const [held, holds] = [new Set(before.holds), new Set(after.holds)];
      const unsure = new Set([...before.uncertain, ...after.uncertain]);
      for (const place of held) count(place, 'before', agent);
      for (const place of holds) count(place, 'after', agent);
      for (const place of unsure) effects[place]?.unknown.push(agent.sid);
      const comes = after.holds.filter((place) => !held.has(place) && !unsure.has(place));
      const goes = before.holds.filter((place) => !holds.has(place) && !unsure.has(place));
      for (const place of comes) ordered.comes[place]?.push(agent);
      for (const place of goes) ordered.goes[place]?.push(agent);
      return { comes, goes, certain: after.holds.filter((place) => !unsure.has(place)) };
    },
    /** Places of queues of which it can't be said whether an agent is eligible. */
    unsureOf: (agent: Agent): readonly number[] => verdictsOf(agent).uncertain,
    /** Queues to which something happens, those that lose their last agents first. */
    effects(): QueueEffect[] {
      return effects
        .map((effect, place) => ({
          ...effect,
          comes: availableFirst(ordered.comes[place] ?? []),
          goes: availableFirst(ordered.goes[place] ?? []),
        }))
        .filter(({ comes, goes }) => comes.length + goes.length > 0)
        .sort(
          (a, b) => harm(b) - harm(a) || b.goes.length - a.goes.length || b.comes.length - a.comes.length,
        );
    },
  };
}

const availableFirst = (agents: readonly Agent[]): string[] =>
  [...agents].sort((a, b) => Number(b.available) - Number(a.available)).map(({ sid }) => sid);

const harm = (effect: QueueEffect): number =>
  isLeftWithNobody(effect) ? 2 : isLeftWithNobodyAvailable(effect) ? 1 : 0;
