import type { StartedBy } from '@queue-eligibility/api';
import { text } from '../strings';

/** Who or what started a job. */
export function startedByWords({ type, name }: StartedBy): string {
  if (type === 'person') return name ?? text('QueueEligibilityByPerson');
  return type === 'event' ? text('QueueEligibilityByEvent') : text('QueueEligibilityByCheck');
}

const KINDS = {
  resync: 'QueueEligibilityKindResync',
  workers: 'QueueEligibilityKindWorkers',
  skills: 'QueueEligibilityKindSkills',
  'dry-run': 'QueueEligibilityKindDryRun',
} as const;

/** What a job of a kind is called. */
export const kindWords = (kind: string): string => {
  const key = Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : null;
  return key ? text(key) : kind;
};
