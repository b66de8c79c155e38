import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { jobFunction } from '../../job-function';

/** No further question is put to TaskRouter after this, ms. */
const ASK_UNTIL_MS = 7_000;

/**
 * POST /jobs/plan-sample: which queues would match these attributes, by TaskRouter's own answer, three a second. Parameters:
 * `Token`, `attributes`: up to 15, each a JSON text.
 */
export const handler = jobFunction({
  path: '/jobs/plan-sample',
  access: 'read',
  parameters: requestSchemas['/jobs/plan-sample'],
  async run({ queuesOfAttributes }, { attributes }): Promise<AnswerOf<'/jobs/plan-sample'>> {
    return { queueSids: await queuesOfAttributes(attributes, Date.now() + ASK_UNTIL_MS) };
  },
});
