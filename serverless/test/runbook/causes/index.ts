import type { Cause } from '../cause';
import { answers } from './answers';
import { healthAnswers } from './health';
import { jobs } from './jobs';
import { logOfEvents } from './log-events';
import { logOfJobs } from './log-jobs';
import { logOfMore } from './log-more';
import { plans } from './plans';
import { queueEdits } from './queue-edits';
import { queues } from './queues';
import { states } from './states';
import { workers } from './workers';

/** How everything that docs/runbook.md has a row for is brought about. */
export const CAUSES: readonly Cause[] = [
  ...states,
  ...jobs,
  ...workers,
  ...queues,
  ...plans,
  ...answers,
  ...queueEdits,
  ...healthAnswers,
  ...logOfJobs,
  ...logOfEvents,
  ...logOfMore,
];
