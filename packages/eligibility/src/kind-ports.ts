import type { HopContext, RetryPolicy } from '@queue-eligibility/batch';
import type { Contest } from './contest';
import type { QueuesForm } from './report';
import type { RulebookStore } from './rulebook';
import type { TaskRouter } from './task-router';

/** Who hears of rate limits: a job's pace. */
export type RateSignals = Pick<HopContext<unknown>, 'throttled' | 'budget'>;

/** What the job kinds of this package are made from. */
export interface KindPorts {
  /** TaskRouter, with what is to hear of its rate limits. */
  taskRouter: (signals: RateSignals) => TaskRouter;
  rulebook: RulebookStore;
  policy: RetryPolicy;
  /** What stands for a queue in a worker's list. */
  form: QueuesForm;
  contest: Contest;
  /** Workers in progress at once. */
  concurrency: number;
}
