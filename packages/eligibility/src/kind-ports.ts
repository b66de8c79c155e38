import type { RetryPolicy } from '@queue-eligibility/batch';
import type { RulebookStore } from './rulebook';
import type { TaskRouter } from './task-router';

/** What the job kinds of this package are made from. */
export interface KindPorts {
  /** `onThrottled` is to be called for every 429. */
  taskRouter: (onThrottled: () => void) => TaskRouter;
  rulebook: RulebookStore;
  policy: RetryPolicy;
  /** Workers in progress at once. */
  concurrency: number;
}
