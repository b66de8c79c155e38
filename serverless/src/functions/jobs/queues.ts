import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { valuesInForm } from '@queue-eligibility/eligibility';
import { jobFunction } from '../../job-function';

/** Queues that are counted in one call: twenty requests at four a second take five seconds. */
const MAX_COUNTED = 1_000;

/**
 * POST /jobs/queues: the task queues by name, with `statistics` also how many workers each matches and how many of
 * those are available now, by TaskRouter's own count; beyond the first 1,000 queues those are null. Parameters:
 * `Token`, `statistics`.
 */
export const handler = jobFunction({
  path: '/jobs/queues',
  access: 'read',
  parameters: requestSchemas['/jobs/queues'],
  async run({ taskRouter, attribute }, { statistics }): Promise<AnswerOf<'/jobs/queues'>> {
    const queues = await taskRouter.listQueues();
    const counted = statistics ? queues.slice(0, MAX_COUNTED).map(({ sid }) => sid) : [];
    const counts = await taskRouter.countWorkers(counted);
    const values = valuesInForm(
      attribute.form,
      queues.map(({ sid }) => sid),
    );
    return {
      attribute: attribute.name,
      queueEditing: false,
      queues: queues
        .map(({ sid, friendlyName, targetWorkers }, i) => ({
          sid,
          value: values[i] ?? sid,
          friendlyName,
          targetWorkers,
          eligibleWorkers: counts.get(sid)?.eligible ?? null,
          availableWorkers: counts.get(sid)?.available ?? null,
          distrusted: false,
        }))
        .sort((a, b) => a.friendlyName.localeCompare(b.friendlyName, undefined, { numeric: true })),
    };
  },
});
