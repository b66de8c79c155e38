import type { WorkerFacts } from '@queue-eligibility/target-expression';

/** A worker as Teams View and its panel give it; what is in it comes from outside. */
export interface FlexWorker {
  sid?: string;
  /** The friendly name. */
  name?: string;
  fullName?: string;
  activityName?: string;
  attributes?: unknown;
}

/** What people call a worker. */
export const nameOf = ({ fullName, name, sid }: FlexWorker): string => fullName ?? name ?? sid ?? '';

/** What is known of a worker's attributes: an object, something that no expression can read, or nothing. */
type AttributesState = 'known' | 'unreadable' | 'missing';

export function attributesState(attributes: unknown): AttributesState {
  if (attributes === undefined || attributes === null) return 'missing';
  return typeof attributes === 'object' && !Array.isArray(attributes) ? 'known' : 'unreadable';
}

/** What expressions can look at; null: the attributes are not known, and so nothing can be said. */
export function factsOf({ sid, name, activityName, attributes }: FlexWorker): WorkerFacts | null {
  if (attributesState(attributes) === 'missing') return null;
  return {
    attributes,
    ...(sid ? { sid } : {}),
    ...(name ? { friendlyName: name } : {}),
    ...(activityName ? { activityName } : {}),
  };
}

/** A key that is another one when anything that an expression reads has changed; our own list does not count. */
export function factsKey(worker: FlexWorker, attribute: string): string {
  const { attributes } = worker;
  const others =
    attributesState(attributes) === 'known'
      ? Object.entries(attributes as object).filter(([key]) => key !== attribute)
      : attributes;
  return JSON.stringify([worker.activityName, others]);
}
