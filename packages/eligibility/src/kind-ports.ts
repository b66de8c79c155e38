import type { HopContext, Log, RetryPolicy } from '@queue-eligibility/batch';
import type { QueuesAttribute } from './queues-attribute';
import type { RulebookStore } from './rulebook';
import type { TaskRouter } from '@queue-eligibility/task-router';

/** Who hears of rate limits: a job's pace. */
export type RateSignals = Pick<HopContext<unknown>, 'throttled' | 'budget'>;

/** What the job kinds of this package are made from. */
export interface KindPorts {
  /** TaskRouter, with what is to hear of its rate limits. */
  taskRouter: (signals: RateSignals) => TaskRouter;
  rulebook: RulebookStore;
  policy: RetryPolicy;
  /** The attribute that holds a worker's queues. */
  attribute: QueuesAttribute;
  log: Log;
  /** Workers in progress at once. */
  concurrency: number;
}
