import { DRY_RUN, type HistoryEntry, type StartedBy } from '@queue-eligibility/api';
import { useQueueDirectory } from '../queue-directory';
import { text } from '../strings';
import { usePage } from './context';
import { count } from './words';

/** Who or what started a job. `queueName`: of the queue whose change did, where it is known. */
export function startedByWords({ type, name }: StartedBy, queueName?: string): string {
  if (type === 'person') return name ?? text('QueueEligibilityByPerson');
  if (type === 'check') return text('QueueEligibilityByCheck');
  return queueName === undefined
    ? text('QueueEligibilityByEvent')
    : text('QueueEligibilityByQueue', { queue: queueName });
}

/** The same, with the queue by its name, or by its SID where it is not known any more. */
export function useStarter(startedBy: StartedBy): string {
  const { directory } = usePage();
  const sid = startedBy.about;
  const name = useQueueDirectory(directory, ({ queues }) =>
    sid ? queues.get(sid)?.friendlyName : undefined,
  );
  return startedByWords(startedBy, name ?? sid);
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

/** How many were looked at; of how many, where the job did not get to all. */
export const checkedWords = ({ progress: { checked, total } }: Pick<HistoryEntry, 'progress'>): string =>
  total === null || checked >= total
    ? count(checked)
    : text('QueueEligibilityOf', { done: count(checked), total: count(total) });

/** What the number of changed agents means: a dry run changes nothing. */
export const changedLabel = ({ kind }: Pick<HistoryEntry, 'kind'>): string =>
  text(kind === DRY_RUN ? 'QueueEligibilityWouldChange' : 'QueueEligibilityChanged');
