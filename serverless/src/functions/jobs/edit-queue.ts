import { ERROR_CODES, requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { editQueue } from '@queue-eligibility/queue-edits';
import { jobFunction, NotFound, Refused } from '../../job-function';

/**
 * POST /jobs/edit-queue: gives a queue another expression, only where it still has the `expected` one, and keeps what it
 * replaced. Parameters: `Token`, `queueSid`, `expected`, `expression`, `note`. Only where `QUEUE_EDITING` is on: many keep
 * their queues elsewhere.
 */
export const handler = jobFunction({
  path: '/jobs/edit-queue',
  access: 'command',
  parameters: requestSchemas['/jobs/edit-queue'],
  async run(
    { configuration, queues, queueEdits: store, batch },
    request,
    { name: by },
    { signal },
  ): Promise<AnswerOf<'/jobs/edit-queue'>> {
    if (!configuration.queueEditing) {
      const message = 'Queues are not changed here: QUEUE_EDITING is off. Change them where they are kept';
      throw new Refused(ERROR_CODES.queueEditingOff, message);
    }
    const { clock, random, log } = batch;
    const edited = await editQueue({ queues, store, clock, random, log, signal }, { ...request, by });
    if (!edited) throw new NotFound(`queue ${request.queueSid}; it has been deleted. Nothing was written`);
    return edited;
  },
});
