import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { jobFunction } from '../../job-function';

/** What one question with its repetition may take, ms: none is put when less is left. */
const ONE_MS = 3_500;

/**
 * POST /jobs/changed-by: who changed the attributes of agents, as far as TaskRouter's event log tells. Parameters: `Token`,
 * `workerSids`, up to 10, and `since`, ISO 8601. Where the log can't be read, the answer says so and nothing fails.
 */
export const handler = jobFunction({
  path: '/jobs/changed-by',
  access: 'read',
  parameters: requestSchemas['/jobs/changed-by'],
  async run(
    { changedBy },
    { workerSids, since },
    _identity,
    { answerByMs },
  ): Promise<AnswerOf<'/jobs/changed-by'>> {
    const changes = await changedBy(workerSids, { since: new Date(since), untilMs: answerByMs - ONE_MS });
    return { agents: workerSids.map((workerSid, i) => ({ workerSid, changes: changes[i] ?? null })) };
  },
});
