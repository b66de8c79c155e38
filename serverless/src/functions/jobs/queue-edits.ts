import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { jobFunction } from '../../job-function';

/**
 * POST /jobs/queue-edits: the last 100 edits of queues that were made by `/jobs/edit-queue`, newest first, each with what
 * it replaced. Parameters: `Token`.
 */
export const handler = jobFunction({
  path: '/jobs/queue-edits',
  access: 'read',
  parameters: requestSchemas['/jobs/queue-edits'],
  run: async ({ queueEdits }): Promise<AnswerOf<'/jobs/queue-edits'>> => ({ edits: await queueEdits.list() }),
});
