import type { WorkerFacts } from '@queue-eligibility/target-expression';

/** An agent, as `/jobs/workers` answers it or as Flex's live data has it. */
export interface Agent extends WorkerFacts {
  readonly sid: string;
  readonly friendlyName: string;
  readonly activitySid: string;
  readonly activityName: string;
  /** The activity is one in which TaskRouter offers tasks. */
  readonly available: boolean;
  /** As a JSON value. Null: nobody knows what they are, and so not of which queue the agent is. */
  readonly attributes: unknown;
}

/** A task queue, as `/jobs/queues` answers it. */
export interface Queue {
  readonly sid: string;
  readonly friendlyName: string;
  /** The target workers expression. */
  readonly targetWorkers: string;
  /** Our reading of the expression was shown to be wrong: only TaskRouter knows. */
  readonly distrusted: boolean;
  /** By TaskRouter's own count, where it was asked: used for queues that we can't read. */
  readonly eligibleWorkers?: number | null;
  readonly availableWorkers?: number | null;
}

/** What is known of an agent: a field that did not come is left out, so that what depends on it is uncertain. */
export function factsOf({ attributes, sid, friendlyName, activitySid, activityName }: Agent): WorkerFacts {
  return {
    attributes,
    sid,
    ...(friendlyName === '' ? {} : { friendlyName }),
    ...(activitySid === '' ? {} : { activitySid }),
    ...(activityName === '' ? {} : { activityName }),
  };
}

/** Nothing can be said of an agent whose attributes are not known. */
export const isKnown = ({ attributes }: Agent): boolean => attributes !== null && attributes !== undefined;

/** The available ones first, each part in the order it had. */
export const availableFirst = (agents: readonly Agent[]): Agent[] => [
  ...agents.filter(({ available }) => available),
  ...agents.filter(({ available }) => !available),
];

export const countAvailable = (agents: readonly Agent[]): number =>
  agents.reduce((sum, { available }) => sum + (available ? 1 : 0), 0);
