import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { knownSince } from '@queue-eligibility/eligibility';
import { toAgentView } from '../../agent-view';
import { carriedBy } from '../../carried';
import { jobFunction, NotFound } from '../../job-function';

/**
 * POST /jobs/worker: one agent as it is now, the queues that TaskRouter itself names for it, what it carries, and what is
 * known of it. Parameters: `Token`, `workerSid`.
 */
export const handler = jobFunction({
  path: '/jobs/worker',
  access: 'read',
  parameters: requestSchemas['/jobs/worker'],
  async run(
    { reader, taskRouter, rulebook: store, attribute, batch },
    { workerSid },
  ): Promise<AnswerOf<'/jobs/worker'>> {
    const readAt = new Date(batch.clock.now()).toISOString();
    const [agent, queueSids, queues, rulebook] = await Promise.all([
      reader.fetchAgent(workerSid),
      taskRouter.queuesOfWorker(workerSid),
      taskRouter.listQueues(),
      store.read(),
    ]);
    if (!agent) throw new NotFound(`worker ${workerSid}; it has been deleted`);
    return {
      worker: toAgentView(agent),
      queueSids: [...queueSids],
      carries: carriedBy(agent, {
        attribute,
        sids: queues.map(({ sid }) => sid),
        gone: rulebook?.gone ?? [],
      }),
      left: rulebook?.left.find(({ workerSid: sid }) => sid === workerSid) ?? null,
      verifiedAt: knownSince(rulebook),
      readAt,
    };
  },
});
