import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { jobFunction } from '../../job-function';

/**
 * POST /jobs/ask: which agents an expression matches, by TaskRouter's own evaluation, up to 1,000 a page. Parameters:
 * `Token`, `expression`, `cursor`. TaskRouter does that three times a second; beyond it the code is `throttled`, and
 * `retryAfterMs` says when to try again. An expression that it does not take: `expression_refused`, with its message.
 */
export const handler = jobFunction({
  path: '/jobs/ask',
  access: 'read',
  parameters: requestSchemas['/jobs/ask'],
  async run({ reader }, { expression, cursor }): Promise<AnswerOf<'/jobs/ask'>> {
    const { entries, next } = await reader.agentsMatching(expression, cursor);
    return { workerSids: entries, next };
  },
});
