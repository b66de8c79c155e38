import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { toAgentView } from '../../agent-view';
import { fetchAgents } from '../../fetch-agents';
import { jobFunction } from '../../job-function';

/**
 * POST /jobs/workers: the agents with their attributes, up to 1,000 and 3 MB a page. Parameters: `Token`; `cursor`, the
 * `next` of the page before. With `workerSids`, up to 100, these, fetched one by one: TaskRouter's lists may come without
 * attributes (`attributes` is null then). Those for whom there is no time are answered as `unread`.
 */
export const handler = jobFunction({
  path: '/jobs/workers',
  access: 'read',
  parameters: requestSchemas['/jobs/workers'],
  async run(
    { reader },
    { cursor, workerSids },
    _identity,
    { answerByMs },
  ): Promise<AnswerOf<'/jobs/workers'>> {
    if (workerSids) return fetchAgents(reader, workerSids, answerByMs);
    const { entries, next, odd = 0 } = await reader.listAgents(cursor);
    return { workers: entries.map(toAgentView), next, unread: [], gone: [], odd };
  },
});
