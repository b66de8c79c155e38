import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import type { Log } from '@queue-eligibility/batch';
import { hashOf, valuesInForm, type RulebookStore } from '@queue-eligibility/eligibility';
import { jobFunction } from '../../job-function';

/** Queues that are counted in one call: twenty requests at four a second take five seconds. */
const MAX_COUNTED = 1_000;

/**
 * POST /jobs/queues: the task queues by name, with `statistics` also how many workers each matches and how many of
 * those are available now, by TaskRouter's own count; beyond the first 1,000 queues those are null. Each says whether a resync has found
 * our reading of its rule wrong. Parameters:
 * `Token`, `statistics`.
 */
export const handler = jobFunction({
  path: '/jobs/queues',
  access: 'read',
  parameters: requestSchemas['/jobs/queues'],
  async run(
    { taskRouter, attribute, rulebook, configuration, batch: { log } },
    { statistics },
  ): Promise<AnswerOf<'/jobs/queues'>> {
    const [queues, distrusted] = await Promise.all([taskRouter.listQueues(), distrustedOnes(rulebook, log)]);
    const counted = statistics ? queues.slice(0, MAX_COUNTED).map(({ sid }) => sid) : [];
    const counts = await taskRouter.countWorkers(counted);
    const values = valuesInForm(
      attribute.form,
      queues.map(({ sid }) => sid),
    );
    return {
      attribute: attribute.name,
      queueEditing: configuration.queueEditing,
      queues: queues
        .map(({ sid, friendlyName, targetWorkers }, i) => ({
          sid,
          value: values[i] ?? sid,
          friendlyName,
          targetWorkers,
          eligibleWorkers: counts.get(sid)?.eligible ?? null,
          availableWorkers: counts.get(sid)?.available ?? null,
          distrusted: distrusted.has(hashOf(targetWorkers)),
        }))
        .sort((a, b) => a.friendlyName.localeCompare(b.friendlyName, undefined, { numeric: true })),
    };
  },
});

/** Hashes of the expressions that are distrusted. That nobody knows them just now takes the queues from nobody. */
async function distrustedOnes(rulebook: RulebookStore, log: Log): Promise<ReadonlySet<string>> {
  try {
    const findings = [...((await rulebook.read())?.findings ?? [])];
    return new Set(findings.filter(([, finding]) => finding === 'distrusted').map(([hash]) => hash));
  } catch (error) {
    log('debug', 'rulebook.unread', { message: String(error) });
    return new Set();
  }
}
